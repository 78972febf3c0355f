import type { Severity } from '../../domain/card';
import type { Cell } from '../database';
import type { Layout, RelationName } from '../layouts/layout';

/** What makes a dispute an anomaly: a snippet with `-- @rule`, compiled. Its SQL has passed the guard before it comes here. */
export interface Rule {
  readonly slug: string;
  readonly severity: Severity;
  /** Whether it is from a library of the user's or the workspace's. */
  readonly holdsUsersSql: boolean;
  /** With `{column}` for the values of the row found. */
  readonly text: string;
  readonly using: readonly RelationName[];
  /** The statement's text around its parameters, without the closing semicolon: one piece more than there are parameters. */
  readonly sql: readonly string[];
  /** Default values, with their types for the cast. */
  readonly parameters: readonly { readonly value: Cell; readonly type: string }[];
}

/** The rules that can be asked of a layout: one whose relations it lacks would find nothing, or everything. */
export const rulesFor = (layout: Layout, rules: readonly Rule[]): readonly Rule[] => rules.filter(({ using }) => using.every((name) => layout.relations[name] !== undefined));

/** The rule's statement; its parameters take the placeholders from `first` on. */
export const statementOf = (rule: Rule, first: number): string =>
  rule.sql.reduce((text, piece, number) => {
    const parameter = rule.parameters[number - 1];
    if (!parameter) throw new Error(`Rule ${rule.slug} has fewer parameters than places for them.`);
    // In parentheses: `$1::text[][1]` would be a type of two dimensions.
    return `${text}($${first + number - 1}::${parameter.type})${piece}`;
  });

/** What a rule's first column is called where its statement stands in another: as no column of its own is. */
export const subjectColumn = '"casebook subject"';

/** Characters of a value: what may be told of it, and what is fetched, so that masking sees beyond the cut. */
const mostTold = 100;
const mostFetched = 10_000;

/**
 * One `union all` branch for each of these rules, narrowed to the identifiers of `subject`; rows of (part, value). `first` is the
 * number of the first free placeholder.
 */
export function findings(rules: readonly Rule[], first: number): { readonly sql: string; readonly parameters: readonly Cell[] } {
  const parameters: Cell[] = [];
  const branches = rules.map((rule) => {
    const sql = statementOf(rule, first + parameters.length);
    parameters.push(...rule.parameters.map(({ value }) => value));
    return `union all
select 'findings',
  jsonb_build_object('rule', '${rule.slug.replaceAll("'", "''")}', 'dispute', r.${subjectColumn}, 'row', (select jsonb_object_agg(key, left(value, ${mostFetched})) from jsonb_each_text(to_jsonb(r))))::text
from (
${sql}
) as r (${subjectColumn})
where r.${subjectColumn} = any(array(select id from subject))`;
  });
  return { sql: branches.join('\n'), parameters };
}

const placeholder = /\{(\w+)\}/g;

/** The columns that the rule's text names. */
export const namesIn = (rule: Rule): readonly string[] => [...new Set(Array.from(rule.text.matchAll(placeholder), ([, name = '']) => name))];

/** The rule's text with the row's values in it, the long ones cut; a value that is not there stays as its name. */
export const sayOf = (rule: Rule, row: Readonly<Record<string, string | null>>): string =>
  rule.text.replace(placeholder, (whole, name: string) => (Object.hasOwn(row, name) ? told(row[name] ?? '∅') : whole));

const told = (value: string): string => {
  const characters = Array.from(value);
  return characters.length > mostTold ? `${characters.slice(0, mostTold).join('')}…` : value;
};
