import * as l10n from '@vscode/l10n';
import type { Layout, RelationName } from './layout';
import { layoutOf, type Mapping, type Tables } from './mapping';

const card = "coalesce({payment_method_details} -> 'card', {payment_method_details} -> 'card_present')";

/** @supabase/stripe-sync-engine 0.48.5: plural tables, instants as integer epochs, objects as jsonb, ledger rows inside the dispute. */
const mappings: Readonly<Partial<Record<RelationName, Mapping>>> = {
  disputes: {
    table: 'disputes',
    columns: {
      id: '{id}',
      charge_id: '{charge}',
      payment_intent_id: '{payment_intent}',
      amount: '{amount}',
      currency: '{currency}',
      status: '{status}',
      reason: '{reason}',
      created_at: 'to_timestamp({created})',
      // 0 says that no response is possible.
      due_by: "to_timestamp(nullif(({evidence_details} ->> 'due_by')::bigint, 0))",
      has_evidence: "({evidence_details} ->> 'has_evidence')::boolean",
      past_due: "({evidence_details} ->> 'past_due')::boolean",
      submission_count: "({evidence_details} ->> 'submission_count')::integer",
      submission_method: "{evidence_details} ->> 'submission_method'",
      is_charge_refundable: '{is_charge_refundable}',
      livemode: '{livemode}',
      evidence: '{evidence}',
      evidence_details: '{evidence_details}',
      metadata: '{metadata}',
      synced_at: '{last_synced_at}',
    },
  },
  charges: {
    table: 'charges',
    columns: {
      id: '{id}',
      payment_intent_id: '{payment_intent}',
      customer_id: '{customer}',
      amount: '{amount}',
      amount_refunded: '{amount_refunded}',
      currency: '{currency}',
      status: '{status}',
      // Newer versions of the API name no dispute here, disputed or not.
      disputed: 'case when {dispute} is not null then true end',
      refunded: '{refunded}',
      brand: `${card} ->> 'brand'`,
      last4: `${card} ->> 'last4'`,
      bin: `${card} ->> 'iin'`,
      fingerprint: `${card} ->> 'fingerprint'`,
      country: `${card} ->> 'country'`,
      card_present: "{payment_method_details} ->> 'type' = 'card_present'",
      network_transaction_id: `${card} ->> 'network_transaction_id'`,
      description: '{description}',
      statement_descriptor: '{statement_descriptor}',
      created_at: 'to_timestamp({created})',
      livemode: '{livemode}',
      metadata: '{metadata}',
    },
  },
  refunds: {
    table: 'refunds',
    columns: {
      id: '{id}',
      charge_id: '{charge}',
      payment_intent_id: '{payment_intent}',
      amount: '{amount}::bigint',
      currency: '{currency}',
      status: '{status}',
      reason: '{reason}',
      arn: "case when {destination_details} -> 'card' ->> 'reference_type' = 'acquirer_reference_number' then {destination_details} -> 'card' ->> 'reference' end",
      created_at: 'to_timestamp({created})',
    },
  },
  balance_transactions: {
    table: 'disputes',
    join: "cross join lateral jsonb_array_elements(case when jsonb_typeof({balance_transactions}) = 'array' then {balance_transactions} end) b",
    columns: {
      id: "b ->> 'id'",
      source_id: "b ->> 'source'",
      dispute_id: '{id}',
      amount: "(b ->> 'amount')::bigint",
      fee: "(b ->> 'fee')::bigint",
      net: "(b ->> 'net')::bigint",
      currency: "b ->> 'currency'",
      exchange_rate: "(b ->> 'exchange_rate')::numeric",
      reporting_category: "b ->> 'reporting_category'",
      type: "b ->> 'type'",
      status: "b ->> 'status'",
      available_on: "to_timestamp((b ->> 'available_on')::bigint)",
      created_at: "to_timestamp((b ->> 'created')::bigint)",
      description: "b ->> 'description'",
    },
  },
  events: {
    table: 'events',
    columns: {
      id: '{id}',
      type: '{type}',
      object_id: "{data} -> 'object' ->> 'id'",
      created_at: 'to_timestamp({created})',
      received_at: '{last_synced_at}',
      request_id: '{request}',
      payload:
        "jsonb_build_object('id', {id}, 'object', 'event', 'type', {type}, 'api_version', {api_version}, 'created', {created}, 'livemode', {livemode}, 'data', {data}, 'request', jsonb_build_object('id', {request}))",
    },
  },
  early_fraud_warnings: {
    table: 'early_fraud_warnings',
    columns: { id: '{id}', charge_id: '{charge}', payment_intent_id: '{payment_intent}', actionable: '{actionable}', fraud_type: '{fraud_type}', created_at: 'to_timestamp({created})' },
  },
  customers: {
    table: 'customers',
    columns: { id: '{id}', email: '{email}', name: '{name}', created_at: 'to_timestamp({created})' },
  },
  payouts: {
    table: 'payouts',
    columns: {
      id: '{id}',
      amount: '{amount}',
      currency: '{currency}',
      status: '{status}',
      // The column is text and holds an epoch.
      arrival_date: "to_timestamp(nullif({arrival_date}, '')::bigint)",
      created_at: 'to_timestamp({created})',
    },
  },
};

export function stripeSyncEngineLayout(schema: string, tables: Tables): Layout | undefined {
  const disputes = tables.get('disputes');
  const marked = disputes?.has('last_synced_at') && disputes.has('charge') && disputes.get('created') === 'integer';
  return marked ? layoutOf('stripe-sync-engine', l10n.t('stripe-sync-engine in schema {0}', schema), schema, tables, mappings) : undefined;
}
