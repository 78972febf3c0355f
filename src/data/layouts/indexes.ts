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
}

const lookup = (...columns: readonly string[]): WantedIndex => ({ serves: 'lookup', columns });
const explorer = (...columns: readonly string[]): WantedIndex => ({ serves: 'explorer', columns });

/** By what the cards and the explorer search and order; of several columns, an index that begins with the first will do. */
const wanted: Readonly<Record<RelationName, readonly WantedIndex[]>> = {
  disputes: [lookup('id'), lookup('charge_id'), lookup('payment_intent_id'), lookup('account_id'), lookup('arn'), lookup('case_id'), explorer('due_by', 'id'), explorer('created_at', 'id'), explorer('status')],
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
  return wanted[relation].flatMap(({ serves, columns }) => {
    const made = columns.flatMap((column) => indexable.get(column) ?? []);
    const [leading] = made;
    if (leading === undefined || made.length < columns.length || table.indexes.some((index) => isServed(leading, index, serves))) return [];
    const statement = `create index concurrently on ${quoted(table.schema)}.${quoted(table.name)} (${made.map(asIndexed).join(', ')})`;
    return [{ table: `${table.schema}.${table.name}`, columns, serves, statement }];
  });
}

/** A search for a value finds no null, so an index that leaves nulls out serves it. */
const isServed = (leading: string, { leads, condition }: FoundIndex, serves: WantedIndex['serves']): boolean =>
  normal(leads) === normal(leading) && (condition === null || (serves === 'lookup' && normal(condition) === `${normal(leading)}isnotnull`));

/** One spelling for what we write and what the server writes back: without quotes, spaces, parentheses and the casts that it adds. */
const normal = (sql: string): string =>
  sql
    .replace(/\bt\.(?=")/g, '')
    // Servers before PostgreSQL 14.
    .replace(/timezone\('UTC'::text, ("?\w+"?)\)/, "$1 at time zone 'UTC'")
    .replace(/::text|[\s()"]/g, '')
    .toLowerCase();

/** Without the alias; an expression in parentheses of its own. */
const asIndexed = (sql: string): string => {
  const own = sql.replaceAll('t."', '"');
  return /^"(?:[^"]|"")+"$/.test(own) ? own : `(${own})`;
};
