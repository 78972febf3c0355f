/**
 * The canonical relations' rows as domain types. Instants are ISO 8601 text in UTC with microseconds, as the server
 * gave them; money is bigint minor units; enums are open, so they are text. `null` is what the source does not tell.
 */
export interface Dispute {
  readonly id: string;
  readonly chargeId: string | null;
  readonly paymentIntentId: string | null;
  readonly accountId: string | null;
  readonly amount: bigint | null;
  readonly currency: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly network: string | null;
  readonly networkReasonCode: string | null;
  readonly caseType: string | null;
  readonly caseId: string | null;
  readonly arn: string | null;
  readonly createdAt: string | null;
  readonly dueBy: string | null;
  readonly closedAt: string | null;
  readonly hasEvidence: boolean | null;
  readonly pastDue: boolean | null;
  readonly submissionCount: number | null;
  readonly submissionMethod: string | null;
  readonly isChargeRefundable: boolean | null;
  readonly livemode: boolean | null;
  readonly firstSeenAt: string | null;
  readonly syncedAt: string | null;
}

export interface Charge {
  readonly id: string;
  readonly paymentIntentId: string | null;
  readonly customerId: string | null;
  readonly accountId: string | null;
  readonly amount: bigint | null;
  readonly amountRefunded: bigint | null;
  readonly currency: string | null;
  readonly status: string | null;
  readonly disputed: boolean | null;
  readonly refunded: boolean | null;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly bin: string | null;
  readonly country: string | null;
  readonly cardPresent: boolean | null;
  readonly description: string | null;
  readonly statementDescriptor: string | null;
  readonly createdAt: string | null;
  readonly livemode: boolean | null;
}

export interface Refund {
  readonly id: string;
  readonly chargeId: string | null;
  readonly paymentIntentId: string | null;
  readonly amount: bigint | null;
  readonly currency: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly arn: string | null;
  readonly createdAt: string | null;
}

export interface BalanceTransaction {
  readonly id: string;
  readonly sourceId: string | null;
  readonly disputeId: string | null;
  readonly accountId: string | null;
  readonly payoutId: string | null;
  readonly amount: bigint | null;
  readonly fee: bigint | null;
  readonly net: bigint | null;
  readonly currency: string | null;
  readonly exchangeRate: string | null;
  readonly reportingCategory: string | null;
  readonly type: string | null;
  readonly status: string | null;
  readonly createdAt: string | null;
  readonly description: string | null;
}

export interface DisputeEvent {
  readonly id: string;
  readonly type: string | null;
  readonly objectId: string | null;
  readonly accountId: string | null;
  readonly createdAt: string | null;
  readonly receivedAt: string | null;
  readonly requestId: string | null;
}

export interface EarlyFraudWarning {
  readonly id: string;
  readonly chargeId: string | null;
  readonly paymentIntentId: string | null;
  readonly actionable: boolean | null;
  readonly fraudType: string | null;
  readonly createdAt: string | null;
}

export interface Customer {
  readonly id: string;
  readonly createdAt: string | null;
}

export interface Account {
  readonly id: string;
  readonly name: string | null;
  readonly country: string | null;
  readonly createdAt: string | null;
  readonly syncedAt: string | null;
}

export interface Payout {
  readonly id: string;
  readonly accountId: string | null;
  readonly amount: bigint | null;
  readonly currency: string | null;
  readonly status: string | null;
  readonly arrivalDate: string | null;
  readonly createdAt: string | null;
}

export interface Transfer {
  readonly id: string;
  readonly accountId: string | null;
  readonly sourceId: string | null;
  readonly amount: bigint | null;
  readonly amountReversed: bigint | null;
  readonly currency: string | null;
  readonly createdAt: string | null;
}
