import { arrayLiteral, type Cell, type Row } from '../database';
import { canonicalColumns } from '../layouts/canonicalColumns';
import { relationNames, type RelationName } from '../layouts/layout';
import type { Sample } from './index';
import { alphabet, timeZero } from './identifiers';
import type { Volume } from './planted/programme';

export interface LoadStatement {
  readonly sql: string;
  readonly parameters: readonly Cell[];
}

/** Rows a statement: few enough that whoever waits behind one is not kept. */
const batch = 2_000;

/** The statements that fill empty canonical tables (`schema.sql`). Filling twice changes nothing. */
export function* loadStatements(sample: Sample, schema = 'public'): Generator<LoadStatement> {
  yield* rowStatements(sample, schema);
  yield* volumeStatements(sample, schema);
}

/** All that the explorer, lookups and most questions need. */
export function* rowStatements(sample: Sample, schema = 'public'): Generator<LoadStatement> {
  for (const name of relationNames) {
    for (let from = 0; from < sample.relations[name].length; from += batch) yield insertion(name, sample.relations[name].slice(from, from + batch), schema);
  }
  yield { sql: 'analyze', parameters: [] };
}

/** The charges that only a programme's rate counts: they may come later. */
export function* volumeStatements(sample: Sample, schema = 'public'): Generator<LoadStatement> {
  for (const volume of sample.volumes) yield* chargesOf(volume, schema);
  yield { sql: `analyze "${schema}".charges`, parameters: [] };
}

function insertion(name: RelationName, rows: readonly Row[], schema: string): LoadStatement {
  const columns = Object.entries(canonicalColumns[name]);
  return {
    sql: `insert into "${schema}"."${name}" (${columns.map(([column]) => column).join(', ')}) select * from unnest(${columns.map(([, type], index) => `$${index + 1}::text[]::${type}[]`).join(', ')}) on conflict do nothing`,
    parameters: columns.map((_, index) => arrayLiteral(rows.map((row) => row[index] ?? null))),
  };
}

function* chargesOf({ accountId, currency, description, charges, from, to }: Volume, schema: string): Generator<LoadStatement> {
  const places = [14_776_336, 238_328, 3_844, 62, 1];
  const time = places.map((place) => `substr('${alphabet}', (t / ${place}) % 62 + 1, 1)`).join(' || ');
  for (let first = 1; first <= charges; first += batch) {
    yield {
      sql:
        `insert into "${schema}".charges (id, account_id, amount, amount_refunded, currency, status, disputed, refunded, brand, country, card_present, description, created_at, livemode) ` +
        `select 'ch_1' || ${time} || right($1, 10) || lpad(i::text, 8, '0'), $1, 1500 + i % 9000, 0, $2, 'succeeded', false, false, 'visa', 'US', false, $8, to_timestamp(t + ${timeZero}), true ` +
        'from (select i, ($3::bigint + ($4::bigint - $3::bigint) * i / $5::bigint)::integer as t from generate_series($6::integer, $7::integer) i) plan on conflict do nothing',
      parameters: [accountId, currency, String(from - timeZero), String(to - timeZero), String(charges), String(first), String(Math.min(charges, first + batch - 1)), description],
    };
  }
}
