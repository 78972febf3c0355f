import type { Account, BalanceTransaction, Charge, Customer, Dispute, DisputeEvent, EarlyFraudWarning, Payout, Refund, Transfer } from './dispute';

/** breakage: something is wrong; risk: it will be; lead: worth a look. */
export type Severity = 'breakage' | 'risk' | 'lead';

/** What a rule says of a dispute. */
export interface Anomaly {
  readonly rule: string;
  readonly severity: Severity;
  readonly text: string;
}

/** A dispute with all that hangs on it. */
export interface DisputeFile {
  readonly dispute: Dispute;
  readonly charge: Charge | undefined;
  readonly account: Account | undefined;
  readonly refunds: readonly Refund[];
  /** Its withdrawals, reinstatements and fees, oldest first. */
  readonly transactions: readonly BalanceTransaction[];
  readonly warnings: readonly EarlyFraudWarning[];
  /** Other disputes on the same charge. */
  readonly siblings: readonly Dispute[];
  /** The newest five, newest first. */
  readonly events: readonly DisputeEvent[];
  readonly anomalies: readonly Anomaly[];
}

/** The identifier's own row, where it is not a dispute. */
export type CardObject =
  | { readonly relation: 'charges'; readonly row: Charge; readonly refunds: readonly Refund[]; readonly warnings: readonly EarlyFraudWarning[] }
  | { readonly relation: 'refunds'; readonly row: Refund }
  | { readonly relation: 'balance_transactions'; readonly row: BalanceTransaction }
  | { readonly relation: 'events'; readonly row: DisputeEvent }
  | { readonly relation: 'early_fraud_warnings'; readonly row: EarlyFraudWarning }
  | { readonly relation: 'customers'; readonly row: Customer }
  | { readonly relation: 'accounts'; readonly row: Account }
  | { readonly relation: 'payouts'; readonly row: Payout }
  | { readonly relation: 'transfers'; readonly row: Transfer };

/** What the database knows of one identifier. */
export interface Card {
  readonly id: string;
  readonly kind: string;
  /** For a payment intent: its charges. */
  readonly objects: readonly CardObject[];
  /** For a dispute: itself. For anything else: the disputes that hang on it, newest first. */
  readonly disputes: readonly DisputeFile[];
  /** What rules say of a dispute that is not in the database itself: announced, and never written. */
  readonly anomalies: readonly Anomaly[];
}
