import { canonicalColumns } from '../../../src/data/layouts/canonicalColumns';
import type { Database } from '../../../src/data/database';
import { checkStatement, splitStatements } from '../../../src/data/guard';
import { lookupCards } from '../../../src/data/store/cards';
import type { Rule } from '../../../src/data/store/rule';
import { succeed, type Result } from '../../../src/domain/failure';
import { parseInvestigation, type Investigation } from '../../../src/investigation/investigation';
import { runQuery } from '../../../src/investigation/query';
import { ruleOf } from '../../../src/investigation/rules';
import { runCell, runWhole, type RunContext } from '../../../src/investigation/run';
import { parseSnippet, snippetAsInvestigation } from '../../../src/investigation/snippet';
import { sourceOf, won } from '../lookup/books';

type Path = (database: Database, sql: string) => Promise<Result<unknown>>;

/** Every way by which a user's SQL reaches a database. */
export const paths = {
  cell: (database, sql) => run(database, parseInvestigation(sql), 0),
  explain: (database, sql) => run(database, parseInvestigation(/^\s*explain\b/i.test(sql) ? sql : `explain (analyze) ${sql}`), 0),
  export: async (database, sql) => {
    const statements = await splitStatements(sql);
    const last = statements.ok ? Math.max(statements.value.length - 1, 0) : 0;
    const outcome = await runWhole(contextOf(database, parseInvestigation(sql)), 0, last, ignored, new AbortController().signal);
    return outcome.ok ? outcome : { ok: false, failure: outcome.failure.failure };
  },
  api: (database, sql) => runQuery({ name: 'escape', database, layout: undefined }, sql, { limit: 100, timeout: 10_000, maskAddresses: true }, new AbortController().signal),
  snippet: async (database, sql) => {
    const snippet = await parseSnippet('mine/attempt.sql', `-- @title T\n-- @about A\n${sql}\n`);
    if (!snippet.ok) return snippet;
    const text = snippetAsInvestigation(snippet.value);
    return text.ok ? run(database, parseInvestigation(text.value), 1) : text;
  },
  rule: async (database, sql) => {
    const asWritten = await readRule(sql);
    if (!asWritten.ok) return asWritten;
    const rule = await readRule(evaluated(sql, 'select d.id from disputes d'));
    return rule.ok ? lookup(database, rule.value) : rule;
  },
  lookup: async (database, sql) => {
    const checked = await checkStatement(sql);
    // A layout that nobody checked gets no further.
    const asked = await lookup(database, undefined, evaluated(sql, `select ${Object.keys(canonicalColumns.disputes).join(', ')} from public.disputes`));
    return checked.ok ? asked : asked.ok ? succeed('The layout was asked nonetheless') : checked;
  },
} satisfies Readonly<Record<string, Path>>;

/** The statement where its every column is computed, and changes nothing. */
const evaluated = (sql: string, select: string): string => `${select} cross join (select count(hostile::text) as n from (\n${sql}\n) as hostile) as evaluated where evaluated.n >= 0`;

const contextOf = (database: Database, investigation: Investigation): RunContext => ({
  investigation,
  values: {},
  defaults: { limit: 100, timeout: 10_000 },
  maskAddresses: true,
  source: () => Promise.resolve(succeed({ name: 'escape', database, layout: undefined })),
  result: () => undefined,
});
const ignored = { columns: () => undefined, rows: () => undefined };

async function run(database: Database, investigation: Investigation, cell: number): Promise<Result<unknown>> {
  const outcome = await runCell(contextOf(database, investigation), cell, { begin: () => ({ masked: ignored }), end: () => undefined }, new AbortController().signal);
  return outcome.ok ? outcome : { ok: false, failure: outcome.failure.failure };
}

async function readRule(sql: string): Promise<Result<Rule>> {
  const snippet = await parseSnippet('mine/attempt.sql', `-- @title T\n-- @about A\n-- @using disputes\n-- @rule lead "x"\n${sql}\n`);
  if (!snippet.ok) return snippet;
  const rule = await ruleOf(snippet.value, true);
  if (!rule.ok) return rule;
  if (!rule.value) throw new Error('It is no rule.');
  return succeed(rule.value);
}

function lookup(database: Database, rule: Rule | undefined, disputes?: string): Promise<Result<unknown>> {
  const { layout, ...source } = sourceOf(database);
  if (!layout) throw new Error('The books have a layout.');
  const own = disputes === undefined ? layout : { ...layout, holdsUsersSql: true, relations: { ...layout.relations, disputes } };
  return lookupCards({ ...source, layout: own }, [{ id: won, kind: 'dispute' }], rule ? [rule] : []);
}
