import { open, unanswered } from '../store/groups';
import { quoted } from './expression';
import type { MissingIndex, RelationName } from './layout';

/** An index that a table has: its first column or expression as the server writes it, and the condition of a partial one. */
export interface FoundIndex {
  readonly leads: string;
  readonly condition: string | null;
}

interface WantedIndex {
  readonly serves: MissingIndex['serves'];
  readonly columns: readonly string[];
  /** Of which rows: SQL over `disputes d`. */
  readonly where?: string;
}

const lookup = (...columns: readonly string[]): WantedIndex => ({ serves: 'lookup', columns });
const explorer = (...columns: readonly string[]): WantedIndex => ({ serves: 'explorer', columns });

/** Of a million disputes few are open, and fewer still unanswered. */
const ofFew = (where: string, ...columns: readonly string[]): WantedIndex => ({ serves: 'explorer', columns, where });

/** By what the cards and the explorer search and order; of several columns, an index that begins with the first will do. */
const wanted: Readonly<Record<RelationName, readonly WantedIndex[]>> = {
  disputes: [lookup('id'), lookup('charge_id'), lookup('payment_intent_id'), lookup('account_id'), lookup('arn'), lookup('case_id'), explorer('due_by', 'id'), explorer('created_at', 'id'), explorer('status'), ofFew(open, 'created_at', 'id'), ofFew(unanswered, 'due_by', 'id')],
  charges: [lookup('id'), lookup('payment_intent_id'), lookup('customer_id')],
  refunds: [lookup('id'), lookup('charge_id')],
  balance_transactions: [lookup('id'), lookup('dispute_id'), lookup('payout_id')],
  events: [lookup('id'), lookup('object_id'), lookup('request_id')],
  early_fraud_warnings: [lookup('id'), lookup('charge_id')],
  customers: [lookup('id')],
  accounts: [lookup('id')],
  payouts: [lookup('id')],
  transfers: [lookup('id'), lookup('source_id')],
};

/** The indexes that a relation's table misses. `indexable` says what the canonical columns are made of there. */
export function missingIndexes(relation: RelationName, table: { readonly schema: string; readonly name: string; readonly indexes: readonly FoundIndex[] }, indexable: ReadonlyMap<string, string>): readonly MissingIndex[] {
  return wanted[relation].flatMap(({ serves, columns, where }) => {
    const read = [...columns, ...Array.from(where?.matchAll(named) ?? [], ([, name = '']) => name)];
    if (!read.every((name) => indexable.has(name))) return [];
    const made = columns.map((name) => indexable.get(name) ?? '');
    const condition = where?.replace(named, (_, name: string) => indexable.get(name) ?? '');
    if (table.indexes.some((index) => isServed(made[0] ?? '', condition, index, serves))) return [];
    const statement = `create index concurrently on ${quoted(table.schema)}.${quoted(table.name)} (${made.map(asIndexed).join(', ')})${condition === undefined ? '' : ` where ${withoutAlias(condition)}`}`;
    return [{ table: `${table.schema}.${table.name}`, columns, serves, statement, ...(where !== undefined && { isPartial: true }) }];
  });
}

const named = /\bd\.(\w+)/g;

/** A search for a value finds no null, so an index that leaves nulls out serves it. */
function isServed(leading: string, wanted: string | undefined, { leads, condition }: FoundIndex, serves: WantedIndex['serves']): boolean {
  if (normal(leads) !== normal(leading)) return false;
  if (wanted !== undefined) return condition !== null && normal(condition) === normal(wanted);
  return condition === null || (serves === 'lookup' && normal(condition) === `${normal(leading)}isnotnull`);
}

/** One spelling for what we write and what the server writes back: without quotes, spaces, parentheses and the casts that it adds. */
const normal = (sql: string): string =>
  sql
    .replace(/\bt\.(?=")/g, '')
    // Servers before PostgreSQL 14.
    .replace(/timezone\('UTC'::text, ("?\w+"?)\)/, "$1 at time zone 'UTC'")
    .replace(/::(?:text|double precision)|[\s()"]/g, '')
    .replace(/=anyarray\[([^\]]*)\]/gi, 'in$1')
    .toLowerCase();

/** Without the alias; an expression in parentheses of its own. */
const asIndexed = (sql: string): string => {
  const own = withoutAlias(sql);
  return /^"(?:[^"]|"")+"$/.test(own) ? own : `(${own})`;
};

const withoutAlias = (sql: string): string => sql.replaceAll('t."', '"');
