import { canonicalColumns } from './canonicalColumns';
import { castTo, quoted, type Columns, type Source } from './expression';
import type { RelationName } from './layout';

/** One canonical relation over a table, and the canonical columns that have no source there. */
export interface MappedRelation {
  readonly sql: string;
  readonly lacks: readonly string[];
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: Columns;
}

/** Selects the canonical columns of a relation from a table, in order; a column with no source is a typed null. */
export function mapRelation(relation: RelationName, table: Table, sources: Readonly<Record<string, Source>>): MappedRelation {
  const columns = Object.entries(canonicalColumns[relation]).map(([name, type]) => ({ name, type, found: sources[name]?.(table.columns) }));
  const select = (replaced: Readonly<Record<string, string>> = {}): string =>
    `select ${columns.map(({ name, type, found }) => `${replaced[name] ?? (found ? castTo(found, type) : `null::${type}`)} as ${name}`).join(', ')} from ${quoted(table.schema)}.${quoted(table.name)} t`;
  const lacks = columns.filter(({ found }) => !found).map(({ name }) => name);
  const source = columns.find(({ name }) => name === 'source_id')?.found;
  if (relation !== 'balance_transactions' || !lacks.includes('dispute_id') || !source) return { sql: select(), lacks };
  // A movement of a dispute names it as its source. In two branches, so that a search by dispute uses the index on the source.
  const isDispute = `${source.sql} ~ '^(?:dp|du|pdp)_'`;
  return {
    sql: `${select({ dispute_id: source.sql })} where ${isDispute} union all ${select()} where (${isDispute}) is not true`,
    lacks: lacks.filter((name) => name !== 'dispute_id'),
  };
}

/** The ledger of a layout that keeps it only within each dispute: its `balance_transactions`, a JSON array of objects. */
export function unnestedTransactions(disputes: Table): MappedRelation | undefined {
  if (disputes.columns.get('balance_transactions') !== 'jsonb') return undefined;
  const text = (key: string): string => `(b.value->>'${key}')`;
  const instant = (key: string): string => `to_timestamp(${text(key)}::double precision)`;
  const account = ['account_id', '_account_id'].find((name) => disputes.columns.has(name));
  const values: Readonly<Record<string, string>> = {
    id: text('id'), source_id: text('source'), dispute_id: 't."id"', account_id: account ? `t.${quoted(account)}` : 'null::text', payout_id: 'null::text',
    amount: `${text('amount')}::bigint`, fee: `${text('fee')}::bigint`, net: `${text('net')}::bigint`, currency: text('currency'),
    exchange_rate: `${text('exchange_rate')}::numeric`, reporting_category: text('reporting_category'), type: text('type'), status: text('status'),
    available_on: instant('available_on'), created_at: instant('created'), description: text('description'),
  };
  return {
    sql:
      `select ${Object.keys(canonicalColumns.balance_transactions).map((name) => `${values[name] ?? 'null'} as ${name}`).join(', ')} from ${quoted(disputes.schema)}.${quoted(disputes.name)} t ` +
      `cross join lateral jsonb_array_elements(case when jsonb_typeof(t."balance_transactions") = 'array' then t."balance_transactions" else '[]' end) b(value) where jsonb_typeof(b.value) = 'object'`,
    lacks: ['payout_id', ...(account ? [] : ['account_id'])],
  };
}
