import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Account, BalanceTransaction, Charge, Customer, Dispute, DisputeEvent, EarlyFraudWarning, Payout, Refund, Transfer } from '../../domain/dispute';
import { fail, succeed, type Result } from '../../domain/failure';
import type { Rows } from '../database';

/** Rows as the store's SQL gives them: JSON under the domain's names, bigint and numeric as text, instants as ISO 8601. */
export const text = z.nullable(z.string());
const flag = z.nullable(z.boolean());
const count = z.nullable(z.number());
export const money = z.nullable(z.pipe(z.string().check(z.regex(/^-?\d+$/)), z.transform((digits) => BigInt(digits))));

const dispute: z.ZodMiniType<Dispute> = z.object({
  id: z.string(), chargeId: text, paymentIntentId: text, accountId: text, amount: money, currency: text, status: text, reason: text, network: text, networkReasonCode: text,
  caseType: text, caseId: text, arn: text, createdAt: text, dueBy: text, closedAt: text, hasEvidence: flag, pastDue: flag, submissionCount: count, submissionMethod: text,
  isChargeRefundable: flag, livemode: flag, firstSeenAt: text, syncedAt: text,
});
const charge: z.ZodMiniType<Charge> = z.object({
  id: z.string(), paymentIntentId: text, customerId: text, accountId: text, amount: money, amountRefunded: money, currency: text, status: text, disputed: flag, refunded: flag,
  brand: text, last4: text, bin: text, country: text, cardPresent: flag, description: text, statementDescriptor: text, createdAt: text, livemode: flag,
});
const refund: z.ZodMiniType<Refund> = z.object({
  id: z.string(), chargeId: text, paymentIntentId: text, amount: money, currency: text, status: text, reason: text, arn: text, createdAt: text,
});
const transaction: z.ZodMiniType<BalanceTransaction> = z.object({
  id: z.string(), sourceId: text, disputeId: text, accountId: text, payoutId: text, amount: money, fee: money, net: money, currency: text, exchangeRate: text,
  reportingCategory: text, type: text, status: text, createdAt: text, description: text,
});
const event: z.ZodMiniType<DisputeEvent> = z.object({
  id: z.string(), type: text, objectId: text, accountId: text, createdAt: text, receivedAt: text, requestId: text,
});
const warning: z.ZodMiniType<EarlyFraudWarning> = z.object({
  id: z.string(), chargeId: text, paymentIntentId: text, actionable: flag, fraudType: text, createdAt: text,
});
const customer: z.ZodMiniType<Customer> = z.object({ id: z.string(), createdAt: text });
const account: z.ZodMiniType<Account> = z.object({ id: z.string(), name: text, country: text, createdAt: text, syncedAt: text });
const payout: z.ZodMiniType<Payout> = z.object({ id: z.string(), accountId: text, amount: money, currency: text, status: text, arrivalDate: text, createdAt: text });
const transfer: z.ZodMiniType<Transfer> = z.object({ id: z.string(), accountId: text, sourceId: text, amount: money, amountReversed: money, currency: text, createdAt: text });

/** All that one answer holds: (asked, dispute) pairs, rows, and what rules found, by slug. */
const snapshot = z.object({
  links: z.array(z.tuple([z.string(), z.string()])),
  disputes: z.array(dispute), charges: z.array(charge), refunds: z.array(refund), transactions: z.array(transaction), events: z.array(event), askedEvents: z.array(event),
  warnings: z.array(warning), customers: z.array(customer), accounts: z.array(account), payouts: z.array(payout), transfers: z.array(transfer),
  findings: z.array(z.object({ rule: z.string(), dispute: z.string(), row: z.record(z.string(), text) })),
});
export type Snapshot = z.infer<typeof snapshot>;

/** Rows of (part, JSON), gathered by part and decoded. */
export function decodeSnapshot({ rows }: Rows): Result<Snapshot> {
  const parts: Record<string, unknown[]> = Object.fromEntries(Object.keys(snapshot.shape).map((part) => [part, []]));
  for (const [part, value] of rows) parts[part ?? '']?.push(JSON.parse(value ?? 'null'));
  return decodeAs(snapshot, parts);
}

/** What a database answered, where it is of that shape. */
export function decodeAs<T>(shape: z.ZodMiniType<T>, answered: unknown): Result<T> {
  const decoded = shape.safeParse(answered);
  return decoded.success ? succeed(decoded.data) : fail('malformed', l10n.t('The database answered in a shape that Casebook does not know: {0}', z.prettifyError(decoded.error)));
}
