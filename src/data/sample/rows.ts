import type { Cell, Row } from '../database';
import { canonicalColumns } from '../layouts/canonicalColumns';
import type { RelationName } from '../layouts/layout';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Instants are epoch seconds, money is in minor units. */
export type Dispute = {
  readonly id: string;
  charge_id: string;
  payment_intent_id: string | null;
  account_id: string;
  amount: number;
  currency: string;
  status: string;
  reason: string;
  network: string;
  network_reason_code: string | null;
  case_type: string | null;
  case_id: string | null;
  arn: string | null;
  created_at: number;
  due_by: number | null;
  closed_at: number | null;
  has_evidence: boolean;
  past_due: boolean;
  submission_count: number;
  submission_method: string;
  is_charge_refundable: boolean;
  livemode: boolean;
  evidence: Json;
  evidence_details: Json;
  metadata: { [key: string]: Json };
  first_seen_at: number;
  synced_at: number;
};

export type Charge = {
  readonly id: string;
  payment_intent_id: string | null;
  customer_id: string | null;
  account_id: string;
  amount: number;
  amount_refunded: number;
  currency: string;
  status: string;
  disputed: boolean;
  refunded: boolean;
  brand: string | null;
  last4: string | null;
  bin: string | null;
  fingerprint: string | null;
  country: string | null;
  card_present: boolean;
  network_transaction_id: string | null;
  description: string | null;
  statement_descriptor: string;
  created_at: number;
  livemode: boolean;
  metadata: { [key: string]: Json };
};

export type Refund = {
  readonly id: string;
  charge_id: string;
  payment_intent_id: string | null;
  amount: number;
  currency: string;
  status: string;
  reason: string | null;
  arn: string | null;
  created_at: number;
};

export type BalanceTransaction = {
  readonly id: string;
  source_id: string;
  dispute_id: string | null;
  account_id: string;
  payout_id: string | null;
  amount: number;
  fee: number;
  net: number;
  currency: string;
  exchange_rate: number | null;
  reporting_category: string;
  type: string;
  status: string;
  available_on: number;
  created_at: number;
  description: string | null;
};

/** One delivery of an event: a sender may deliver one more than once. */
export type Event = {
  readonly id: string;
  type: string;
  object_id: string;
  account_id: string;
  created_at: number;
  received_at: number;
  request_id: string | null;
  payload: Json;
};

export type EarlyFraudWarning = {
  readonly id: string;
  charge_id: string;
  payment_intent_id: string | null;
  actionable: boolean;
  fraud_type: string;
  created_at: number;
};

export type Customer = { readonly id: string; email: string; name: string; created_at: number };
export type AccountRow = { readonly id: string; name: string; country: string; created_at: number; synced_at: number };
export type Payout = { readonly id: string; account_id: string; amount: number; currency: string; status: string; arrival_date: number; created_at: number };
export type Transfer = { readonly id: string; account_id: string; source_id: string; amount: number; amount_reversed: number; currency: string; created_at: number };

export type SampleRows = {
  disputes: Dispute[];
  charges: Charge[];
  refunds: Refund[];
  balance_transactions: BalanceTransaction[];
  events: Event[];
  early_fraud_warnings: EarlyFraudWarning[];
  customers: Customer[];
  accounts: AccountRow[];
  payouts: Payout[];
  transfers: Transfer[];
};

export const noRows = (): SampleRows => ({
  disputes: [], charges: [], refunds: [], balance_transactions: [], events: [], early_fraud_warnings: [], customers: [], accounts: [], payouts: [], transfers: [],
});

/** Rows in the order of the canonical columns, each value as PostgreSQL's input text. */
export function asText(rows: SampleRows): Record<RelationName, Row[]> {
  const relation = (name: RelationName): Row[] => {
    const columns = Object.entries(canonicalColumns[name]);
    return rows[name].map((row: Readonly<Record<string, Json>>) => columns.map(([column, type]) => inputText(type, row[column] ?? null)));
  };
  return {
    disputes: relation('disputes'),
    charges: relation('charges'),
    refunds: relation('refunds'),
    balance_transactions: relation('balance_transactions'),
    events: relation('events'),
    early_fraud_warnings: relation('early_fraud_warnings'),
    customers: relation('customers'),
    accounts: relation('accounts'),
    payouts: relation('payouts'),
    transfers: relation('transfers'),
  };
}

function inputText(type: string, value: Json): Cell {
  if (value === null) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  if (type === 'timestamptz' && typeof value === 'number') return new Date(value * 1000).toISOString();
  if (typeof value === 'object') throw new Error(`No ${type} can hold ${JSON.stringify(value)}.`);
  return String(value);
}
