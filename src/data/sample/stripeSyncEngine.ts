import * as z from 'zod/mini';
import type { Cell } from '../database';
import { canonicalColumns } from '../layouts/canonicalColumns';
import type { RelationName } from '../layouts/layout';
import type { Sample } from './index';
import type { LoadStatement } from './load';

type Fields = Readonly<Record<string, Cell>>;
type Table = 'customers' | 'charges' | 'disputes' | 'refunds' | 'events' | 'early_fraud_warnings' | 'payouts';

const batch = 2_000;
const envelope = z.object({ api_version: z.string(), livemode: z.boolean(), data: z.unknown() });

/**
 * The statements that fill the tables of @supabase/stripe-sync-engine 0.48.5, once its migrations have made them, as that engine would:
 * instants as epochs, objects as JSON, the ledger within each dispute. What it has no table or column for is left out.
 */
export function* stripeSyncEngineStatements(sample: Sample, schema = 'stripe'): Generator<LoadStatement> {
  for (const [table, objects] of Object.entries(tables(sample))) {
    for (let from = 0; from < objects.length; from += batch) {
      yield {
        sql: `insert into "${schema}"."${table}" select * from jsonb_populate_recordset(null::"${schema}"."${table}", $1::jsonb) on conflict do nothing`,
        parameters: [JSON.stringify(objects.slice(from, from + batch))],
      };
    }
  }
}

function tables(sample: Sample): Record<Table, readonly object[]> {
  const relation = (name: RelationName): readonly Fields[] => {
    const columns = Object.keys(canonicalColumns[name]);
    return sample.relations[name].map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
  };
  const ledger = new Map<Cell | undefined, Fields[]>();
  for (const row of relation('balance_transactions')) {
    if (!row['reporting_category']?.startsWith('dispute')) continue;
    const dispute = row['dispute_id'];
    ledger.set(dispute, [...(ledger.get(dispute) ?? []), row]);
  }
  const disputes = relation('disputes');
  const disputeOf = new Map(disputes.map((row) => [row['charge_id'], row['id']]));
  const common = ({ id, created_at }: Fields, object: string, synced: Cell | undefined): object => ({ id, object, created: epoch(created_at), last_synced_at: synced ?? created_at, updated_at: synced ?? created_at });
  return {
    customers: relation('customers').map((row) => ({ ...common(row, 'customer', null), email: row['email'], name: row['name'], livemode: true, deleted: false })),
    charges: relation('charges').map((row) => ({
      ...common(row, 'charge', null),
      ...pick(row, 'amount', 'amount_refunded', 'currency', 'status', 'refunded', 'description', 'statement_descriptor', 'livemode'),
      customer: row['customer_id'],
      payment_intent: row['payment_intent_id'],
      paid: row['status'] === 'succeeded',
      dispute: disputeOf.get(row['id']) ?? null,
      metadata: json(row['metadata']),
      payment_method_details: methodOf(row),
    })),
    disputes: disputes.map((row) => ({
      ...common(row, 'dispute', row['synced_at']),
      ...pick(row, 'amount', 'currency', 'status', 'reason', 'is_charge_refundable', 'livemode'),
      charge: row['charge_id'],
      payment_intent: row['payment_intent_id'],
      evidence: json(row['evidence']),
      evidence_details: json(row['evidence_details']),
      metadata: json(row['metadata']),
      balance_transactions: (ledger.get(row['id']) ?? []).map(transactionOf),
    })),
    refunds: relation('refunds').map((row) => ({
      ...common(row, 'refund', null),
      ...pick(row, 'amount', 'currency', 'status', 'reason'),
      charge: row['charge_id'],
      payment_intent: row['payment_intent_id'],
      destination_details: row['arn'] === null ? null : { type: 'card', card: { reference: row['arn'], reference_status: 'available', reference_type: 'acquirer_reference_number', type: 'refund' } },
    })),
    events: relation('events').map((row) => {
      const payload = envelope.parse(json(row['payload']));
      return { ...common(row, 'event', row['received_at']), type: row['type'], request: row['request_id'], pending_webhooks: 0, ...payload };
    }),
    early_fraud_warnings: relation('early_fraud_warnings').map((row) => ({ ...common(row, 'radar.early_fraud_warning', null), ...pick(row, 'actionable', 'fraud_type'), charge: row['charge_id'], payment_intent: row['payment_intent_id'], livemode: true })),
    payouts: relation('payouts').map((row) => ({ ...common(row, 'payout', null), ...pick(row, 'amount', 'currency', 'status'), arrival_date: String(epoch(row['arrival_date'])), livemode: true })),
  };
}

function methodOf(row: Fields): object {
  const { brand, last4, bin, fingerprint, country, network_transaction_id } = row;
  if (brand === null) return { type: 'paypal', paypal: {} };
  const type = row['card_present'] === 'true' ? 'card_present' : 'card';
  return { type, [type]: { brand, last4, iin: bin, fingerprint, country, network_transaction_id } };
}

function transactionOf(row: Fields): object {
  const number = (name: string): number | null => (row[name] == null ? null : Number(row[name]));
  return {
    ...pick(row, 'id', 'currency', 'description', 'reporting_category', 'status', 'type'),
    object: 'balance_transaction',
    amount: number('amount'),
    fee: number('fee'),
    net: number('net'),
    exchange_rate: number('exchange_rate'),
    source: row['source_id'],
    created: epoch(row['created_at']),
    available_on: epoch(row['available_on']),
  };
}

const pick = (row: Fields, ...names: readonly string[]): Fields => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
const epoch = (instant: Cell | undefined): number | null => (instant == null ? null : Date.parse(instant) / 1000);
const json = (text: Cell | undefined): unknown => (text == null ? null : JSON.parse(text));
