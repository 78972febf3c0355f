import type { Card } from '../../domain/card';
import type { Failure } from '../../domain/failure';
import type { RelationName } from '../layouts/layout';

/** What a lookup came to, for one identifier. */
export type Outcome = { readonly id: string; readonly kind: string } & (
  | {
      readonly state: 'found' | 'notFound';
      readonly connection: string;
      /** Epoch milliseconds of the answer. */
      readonly fetchedAt: number;
      /** Relations that this layout does not have: that none of their rows is there says nothing. */
      readonly lacks: readonly RelationName[];
      /** There, without a row of its own, where only rules speak of it: announced, and never written. */
      readonly card?: Card;
      /** Why the rules could not be asked; then no anomaly means nothing. */
      readonly unchecked?: Failure;
    }
  | { readonly state: 'failed'; readonly failure: Failure; readonly connection?: string }
  /** A client secret or key: never looked up. */
  | { readonly state: 'secret' }
  /** A kind that no relation holds, here or anywhere. */
  | { readonly state: 'unsupported'; readonly connection?: string }
);

/** Where each kind of identifier is at home. A kind that is not here cannot be looked up. */
export const homes: ReadonlyMap<string, RelationName> = new Map([
  ['dispute', 'disputes'], ['issuing_dispute', 'disputes'], ['arn', 'disputes'], ['case', 'disputes'], ['charge', 'charges'], ['payment_intent', 'charges'], ['refund', 'refunds'],
  ['balance_transaction', 'balance_transactions'], ['event', 'events'], ['request', 'events'], ['early_fraud_warning', 'early_fraud_warnings'], ['customer', 'customers'],
  ['account', 'accounts'], ['payout', 'payouts'], ['transfer', 'transfers'],
]);
