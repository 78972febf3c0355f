import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { parseTree } from '../data/guard';
import type { RelationName } from '../data/layouts/layout';
import { byteOffsets } from '../data/offsets';
import { fail, succeed, type Result } from '../domain/failure';
import { lex, type Token } from './lexer';

/** Where common table expressions go into a statement, and what stands around them there. */
export interface Insertion {
  /** UTF-16 offset. */
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

const withClause = z.object({
  ctes: z.array(z.object({ CommonTableExpr: z.object({ ctename: z.string(), location: z._default(z.number(), 0) }) })),
  recursive: z._default(z.boolean(), false),
  location: z._default(z.number(), 0),
});
const select = z.object({ SelectStmt: z.object({ withClause: z.optional(withClause) }) });
const explain = z.object({ ExplainStmt: z.object({ query: select, options: z._default(z.array(z.unknown()), []) }) });

/**
 * Where a statement takes the canonical relations: into its own `with`, else before its query. Undefined where it
 * takes none (`show`). Fails where it does not parse, or where its own `with` gives one of the names away.
 */
export async function findInsertion(sql: string, using: readonly RelationName[]): Promise<Result<Insertion | undefined>> {
  const parsed = await parseTree(sql);
  if (!parsed.ok) return parsed;
  const statement = parsed.value[0]?.stmt;
  const explained = explain.safeParse(statement);
  const query = explained.success ? explained.data.ExplainStmt.query : select.safeParse(statement).data;
  if (!query) return succeed(undefined);

  const own = query.SelectStmt.withClause;
  const tokens = lex(sql).filter(({ kind }) => kind !== 'lineComment' && kind !== 'blockComment');
  if (!own) {
    const first = explained.success ? tokens[1 + optionCount(sql, tokens.slice(1), explained.data.ExplainStmt.options.length > 0)] : tokens[0];
    return succeed({ at: first?.start ?? 0, before: 'with ', after: '\n' });
  }

  const offsetOf = byteOffsets(sql);
  const start = offsetOf(own.location);
  const shadowed = own.ctes.find(({ CommonTableExpr: { ctename } }) => using.some((name) => name === ctename));
  if (shadowed) {
    const { ctename, location } = shadowed.CommonTableExpr;
    return fail('refused', l10n.t('{0} is already in reach by @using. Give this common table expression another name.', ctename), { position: offsetOf(location) });
  }
  const keyword = tokens.findIndex((token) => token.start === start) + (own.recursive ? 1 : 0);
  return succeed({ at: tokens[keyword]?.end ?? start, before: ' ', after: ',' });
}

/** How many tokens after `explain` are its options. */
function optionCount(sql: string, tokens: readonly Token[], hasOptions: boolean): number {
  const texts = tokens.map(({ start, end }) => sql.slice(start, end).toLowerCase());
  if (hasOptions && texts[0] === '(') return texts.indexOf(')') + 1;
  return texts.findIndex((text) => !['analyze', 'analyse', 'verbose'].includes(text));
}
