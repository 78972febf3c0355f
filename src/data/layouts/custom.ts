import * as l10n from '@vscode/l10n';
import { explain, succeed, type Failure, type Result } from '../../domain/failure';
import type { Column, Database } from '../database';
import { checkStatement, splitStatements } from '../guard';
import { canonicalColumns } from './canonicalColumns';
import { column, instant, type ColumnSource } from './expression';
import { relationNames, type Layout, type RelationName } from './layout';
import { mapRelation } from './relation';

/** Layouts of the user's own, by name: for each canonical relation one select that yields its columns by name. */
export type CustomLayouts = Readonly<Record<string, Readonly<Partial<Record<RelationName, string>>>>>;

interface Given {
  readonly layout: string;
  readonly relation: RelationName;
  /** As in the settings: `casebook.layouts.<layout>.<relation>`. */
  readonly path: string;
  readonly sql: string;
}

interface Described extends Given {
  readonly columns: readonly Column[];
}

const described = { limit: 1, timeout: 10_000, parameters: [], origin: 'connection' } as const;
const boundary = 'casebook boundary';

/**
 * The custom layouts as this database can have them, by one question for all of them; where one is wrong, by one each. What is wrong is left
 * out and stands in the layout's problems. The SQL is the user's: it goes the way of every run, with the guard and the question of rights.
 */
export async function customLayouts(database: Database, custom: CustomLayouts, signal = new AbortController().signal): Promise<Result<readonly Layout[]>> {
  const problems = new Map<Given, string>();
  const good: Given[] = [];
  for (const given of Object.entries(custom).flatMap(givenBy)) {
    const statement = await onlyStatement(given.sql);
    if (statement.ok) good.push({ ...given, sql: statement.value });
    else problems.set(given, explain(statement.failure).text);
  }
  const together = good.length > 0 ? await describeAll(database, good, signal) : succeed([]);
  const found: Described[] = together.ok ? [...together.value] : [];
  if (!together.ok) {
    if (!isAboutStatement(together)) return together;
    for (const given of good) {
      const alone = await describeAll(database, [given], signal);
      if (alone.ok) found.push(...alone.value);
      else if (isAboutStatement(alone)) problems.set(given, explain(alone.failure).text);
      else return alone;
    }
  }
  return succeed(Object.keys(custom).map((name) => layoutOf(name, found.filter(({ layout }) => layout === name), [...problems].flatMap(([{ layout, path }, text]) => (layout === name ? [`${path}: ${text}`] : [])))));
}

const givenBy = ([layout, relations]: readonly [string, CustomLayouts[string]]): Given[] =>
  relationNames.flatMap((relation) => {
    const sql = relations[relation];
    return sql === undefined ? [] : [{ layout, relation, path: `casebook.layouts.${layout}.${relation}`, sql }];
  });

/** The text's one statement, without what stands around it: it becomes a subquery. */
async function onlyStatement(sql: string): Promise<Result<string>> {
  const checked = await checkStatement(sql);
  if (!checked.ok) return checked;
  const split = await splitStatements(sql);
  return split.ok ? succeed(split.value[0]?.text ?? '') : split;
}

/**
 * A failure of what was asked, not of the way there: a table that is locked, or a view that is never planned, is one too. Rights are another
 * matter of the role: nothing of the user's SQL runs then.
 */
const isAboutStatement = ({ failure: { kind, sqlstate } }: { readonly failure: Failure }): boolean => kind === 'rights' || (sqlstate !== undefined && !['offline', 'busy', 'cancelled', 'authentication'].includes(kind));

/** Columns and types of several selects by one statement that reads nothing. */
async function describeAll(database: Database, all: readonly Given[], signal: AbortSignal): Promise<Result<readonly Described[]>> {
  const parts = all.map((_, index) => `null as "${boundary}", r${index}.*`);
  const sources = all.map(({ sql }, index) => `(\n${sql}\n) r${index}`);
  let columns: readonly Column[] = [];
  const ran = await database.run({ ...described, sql: `select ${parts.join(', ')} from ${sources.join(', ')} where false` }, { columns: (given) => void (columns = given), rows: () => undefined }, signal);
  if (!ran.ok) return ran;
  const starts = columns.flatMap(({ name }, index) => (name === boundary ? [index] : []));
  return succeed(all.map((given, index) => ({ ...given, columns: columns.slice((starts[index] ?? 0) + 1, starts[index + 1]) })));
}

function layoutOf(name: string, found: readonly Described[], wrong: readonly string[]): Layout {
  const relations: Partial<Record<RelationName, string>> = {};
  const lacks: string[] = [];
  const problems = [...wrong];
  for (const relation of relationNames) {
    const described = found.find((each) => each.relation === relation);
    const unusable = described && problemOf(described);
    if (unusable !== undefined) problems.push(unusable);
    if (!described || unusable !== undefined) {
      lacks.push(relation);
      continue;
    }
    const mapped = mapRelation(relation, { from: `(\n${described.sql}\n)`, title: described.path, columns: new Map(described.columns.map((column) => [column.name, column.type])), filled: new Set() }, sourcesOf(relation));
    relations[relation] = mapped.sql;
    lacks.push(...mapped.lacks.map((lack) => `${relation}.${lack}`));
    problems.push(...mapped.problems);
  }
  return { id: name, title: l10n.t('{0}, by your settings', name), relations, lacks, denied: [], missingIndexes: [], holdsUsersSql: true, ...(problems.length > 0 && { problems }) };
}

function problemOf({ relation, path, columns }: Described): string | undefined {
  const names = columns.map(({ name }) => name);
  const twice = Object.keys(canonicalColumns[relation]).find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) return l10n.t('{0}: it yields two columns named "{1}". Name one of them otherwise.', path, twice);
  return names.includes('id') ? undefined : l10n.t('{0}: it yields no column "id", by which all is found. Name one: "select … as id".', path);
}

const sourcesOf = (relation: RelationName): Readonly<Record<string, ColumnSource>> =>
  Object.fromEntries(Object.entries(canonicalColumns[relation]).map(([name, type]) => [name, type === 'timestamptz' ? instant(column(name)) : column(name)]));
