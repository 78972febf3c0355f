import { column, first, instant, type ColumnSource } from './expression';

/** Hyperswitch keeps the payments of many processors: a dispute's own ID there is the connector's. */
export const hyperswitchDisputes: Readonly<Record<string, ColumnSource>> = {
  id: column('dispute_id'),
  charge_id: column('attempt_id'),
  payment_intent_id: column('payment_id'),
  account_id: column('merchant_id'),
  amount: column('dispute_amount'),
  currency: first(column('dispute_currency'), column('currency')),
  status: column('dispute_status', 'connector_status'),
  reason: column('connector_reason'),
  network: column('connector'),
  network_reason_code: column('connector_reason_code'),
  case_type: column('dispute_stage'),
  case_id: column('connector_dispute_id'),
  created_at: instant(column('connector_created_at', 'created_at')),
  due_by: instant(column('challenge_required_by')),
  evidence: column('evidence'),
  synced_at: instant(column('modified_at')),
};
