import * as l10n from '@vscode/l10n';
import { canonicalColumns } from './canonicalColumns';
import { castTo, instantOf, isDoubtful, isIndexable, quoted, scalar, type Columns, type Expression, type ColumnSource } from './expression';
import type { RelationName } from './layout';

/** One canonical relation over a table, and the canonical columns that have no source there. */
export interface MappedRelation {
  readonly sql: string;
  readonly lacks: readonly string[];
  /** Sentences: columns of a type that may not hold what is expected, or cannot. */
  readonly problems: readonly string[];
  /** What each column is made of, over the table `t`, where an index can hold that. */
  readonly indexable: ReadonlyMap<string, string>;
}

/** What a relation is made from, with columns that may be read. */
export interface Table {
  /** As it stands after `from`. */
  readonly from: string;
  /** For people: `schema.table`. */
  readonly title: string;
  readonly columns: Columns;
  /** Columns that are never null. */
  readonly filled: ReadonlySet<string>;
}

/** Selects the canonical columns of a relation from a table, in order; a column with no source is a typed null. Rows without an id are left out: nobody can name them. */
export function mapRelation(relation: RelationName, table: Table, sources: Readonly<Record<string, ColumnSource>>): MappedRelation {
  const columns = Object.entries(canonicalColumns[relation]).map(([name, type]) => {
    const found = sources[name]?.(table.columns);
    return { name, type, found, sql: found && castTo(found, type) };
  });
  const id = columns.find(({ name }) => name === 'id')?.found?.sql;
  const isNamed = id === undefined || [...table.filled].some((name) => id === `t.${quoted(name)}`) ? [] : [`${id} is not null`];
  const select = (where: readonly string[] = [], replaced: Readonly<Record<string, string>> = {}): string => {
    const conditions = [...isNamed, ...where];
    const values = columns.map(({ name, type, sql }) => `${replaced[name] ?? sql ?? `null::${type}`} as ${name}`);
    return `select ${values.join(', ')} from ${table.from} t${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}`;
  };
  const lacks = columns.filter(({ sql }) => sql === undefined).map(({ name }) => name);
  const problems = columns.flatMap(({ name, type, found, sql }) => (found && (sql === undefined || isDoubtful(found, type)) ? [problemOf(`${relation}.${name}`, table, found, type, sql)] : []));
  const indexable = new Map(columns.flatMap(({ name, type, found }) => (found && isIndexable(found, type) ? [[name, found.sql] as const] : [])));
  const source = columns.find(({ name }) => name === 'source_id')?.sql;
  if (relation !== 'balance_transactions' || !lacks.includes('dispute_id') || !source) return { sql: select(), lacks, problems, indexable };
  // A movement of a dispute names it as its source. In two branches, so that a search by dispute uses the index on the source.
  const isDispute = `${source} ~ '^(?:dp|du|pdp)_'`;
  return {
    sql: `${select([isDispute], { dispute_id: source })} union all ${select([`(${isDispute}) is not true`])}`,
    lacks: lacks.filter((name) => name !== 'dispute_id'),
    problems,
    indexable: new Map([...indexable, ['dispute_id', indexable.get('source_id') ?? source]]),
  };
}

function problemOf(column: string, { title }: Table, { sql }: Expression, wanted: string, cast: string | undefined): string {
  if (cast !== undefined) return l10n.t('{0}: {1} in {2} is text where {3} is expected. A value that spells none is shown as unknown.', column, bare(sql), title, wanted);
  if (wanted === 'jsonb') return l10n.t('{0}: {1} in {2} is text where JSON is expected, so it is left out. Where every row is JSON, a layout in the setting casebook.layouts can yield it, by a cast to jsonb.', column, bare(sql), title);
  return l10n.t('{0}: {1} in {2} is of a type that gives no {3}, so it is left out.', column, bare(sql), title, wanted);
}

/** The column that an expression reads. */
const bare = (sql: string): string => /t\."((?:[^"]|"")+)"/.exec(sql)?.[1]?.replaceAll('""', '"') ?? sql;

/** The ledger of a layout that keeps it only within each dispute: its `balance_transactions`, a JSON array of objects. */
export function unnestedTransactions(disputes: Table): MappedRelation | undefined {
  if (disputes.columns.get('balance_transactions') !== 'jsonb' || !disputes.columns.has('id')) return undefined;
  const value = (key: string): Expression => ({ sql: `(b.value->>'${key}')`, type: scalar });
  const account = ['account_id', '_account_id'].find((name) => disputes.columns.has(name));
  const keys: Readonly<Record<string, string>> = { source_id: 'source', created_at: 'created' };
  const values: Readonly<Record<string, string>> = { dispute_id: 't."id"', account_id: account ? `t.${quoted(account)}` : 'null::text', payout_id: 'null::text' };
  const columns = Object.entries(canonicalColumns.balance_transactions).map(([name, type]) => {
    const found = value(keys[name] ?? name);
    return `${values[name] ?? castTo(type === 'timestamptz' ? instantOf(found) : found, type) ?? 'null'} as ${name}`;
  });
  return {
    sql:
      `select ${columns.join(', ')} from ${disputes.from} t ` +
      `cross join lateral jsonb_array_elements(case when jsonb_typeof(t."balance_transactions") = 'array' then t."balance_transactions" else '[]' end) b(value) where jsonb_typeof(b.value) = 'object' and b.value->>'id' is not null`,
    lacks: ['payout_id', ...(account ? [] : ['account_id'])],
    problems: [],
    indexable: new Map(),
  };
}
