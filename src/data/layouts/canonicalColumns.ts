import type { RelationName } from './layout';

/** The canonical relations' columns and types, in order. Money is in minor units. */
export const canonicalColumns: Readonly<Record<RelationName, Readonly<Record<string, string>>>> = {
  disputes: {
    id: 'text', charge_id: 'text', payment_intent_id: 'text', account_id: 'text', amount: 'bigint', currency: 'text', status: 'text', reason: 'text',
    network: 'text', network_reason_code: 'text', case_type: 'text', case_id: 'text', arn: 'text', created_at: 'timestamptz', due_by: 'timestamptz',
    closed_at: 'timestamptz', has_evidence: 'boolean', past_due: 'boolean', submission_count: 'integer', submission_method: 'text',
    is_charge_refundable: 'boolean', livemode: 'boolean', evidence: 'jsonb', evidence_details: 'jsonb', metadata: 'jsonb',
    first_seen_at: 'timestamptz', synced_at: 'timestamptz',
  },
  charges: {
    id: 'text', payment_intent_id: 'text', customer_id: 'text', account_id: 'text', amount: 'bigint', amount_refunded: 'bigint', currency: 'text',
    status: 'text', disputed: 'boolean', refunded: 'boolean', brand: 'text', last4: 'text', bin: 'text', fingerprint: 'text', country: 'text',
    card_present: 'boolean', network_transaction_id: 'text', description: 'text', statement_descriptor: 'text', created_at: 'timestamptz',
    livemode: 'boolean', metadata: 'jsonb',
  },
  refunds: {
    id: 'text', charge_id: 'text', payment_intent_id: 'text', amount: 'bigint', currency: 'text', status: 'text', reason: 'text', arn: 'text', created_at: 'timestamptz',
  },
  balance_transactions: {
    id: 'text', source_id: 'text', dispute_id: 'text', account_id: 'text', payout_id: 'text', amount: 'bigint', fee: 'bigint', net: 'bigint',
    currency: 'text', exchange_rate: 'numeric', reporting_category: 'text', type: 'text', status: 'text', available_on: 'timestamptz',
    created_at: 'timestamptz', description: 'text',
  },
  events: {
    id: 'text', type: 'text', object_id: 'text', account_id: 'text', created_at: 'timestamptz', received_at: 'timestamptz', request_id: 'text', payload: 'jsonb',
  },
  early_fraud_warnings: {
    id: 'text', charge_id: 'text', payment_intent_id: 'text', actionable: 'boolean', fraud_type: 'text', created_at: 'timestamptz',
  },
  customers: { id: 'text', email: 'text', name: 'text', created_at: 'timestamptz' },
  accounts: { id: 'text', name: 'text', country: 'text', created_at: 'timestamptz', synced_at: 'timestamptz' },
  payouts: { id: 'text', account_id: 'text', amount: 'bigint', currency: 'text', status: 'text', arrival_date: 'timestamptz', created_at: 'timestamptz' },
  transfers: { id: 'text', account_id: 'text', source_id: 'text', amount: 'bigint', amount_reversed: 'bigint', currency: 'text', created_at: 'timestamptz' },
};
