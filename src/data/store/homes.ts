import type { RelationName } from '../layouts/layout';

/** Where an identifier stands in the canonical relations. */
export interface Home {
  readonly relation: RelationName;
  readonly column: string;
}

/** Where each kind of identifier is at home. A kind that is not here cannot be looked up. */
export const homes: ReadonlyMap<string, Home> = new Map<string, Home>([
  ['dispute', { relation: 'disputes', column: 'id' }],
  ['issuing_dispute', { relation: 'disputes', column: 'id' }],
  ['arn', { relation: 'disputes', column: 'arn' }],
  ['case', { relation: 'disputes', column: 'case_id' }],
  ['charge', { relation: 'charges', column: 'id' }],
  ['payment_intent', { relation: 'charges', column: 'payment_intent_id' }],
  ['refund', { relation: 'refunds', column: 'id' }],
  ['balance_transaction', { relation: 'balance_transactions', column: 'id' }],
  ['event', { relation: 'events', column: 'id' }],
  ['request', { relation: 'events', column: 'request_id' }],
  ['early_fraud_warning', { relation: 'early_fraud_warnings', column: 'id' }],
  ['customer', { relation: 'customers', column: 'id' }],
  ['account', { relation: 'accounts', column: 'id' }],
  ['payout', { relation: 'payouts', column: 'id' }],
  ['transfer', { relation: 'transfers', column: 'id' }],
]);
