import { day, hour, type Account, type Books, type Payment } from './books';
import type { BalanceTransaction, Dispute, Event, Json } from './rows';
import { codes, feeSchedule, inquiryCodes, type Fees, type Reason } from './world';

/** How a dispute went. Instants are epoch seconds, amounts minor units of the charge's currency. */
export interface Course {
  readonly at: number;
  readonly status: string;
  readonly reason?: Reason;
  readonly caseType?: 'inquiry' | 'resolution';
  /** The whole charge unless told. */
  readonly amount?: number;
  readonly currency?: string;
  /** Null where no response is possible. */
  readonly dueBy: number | null;
  /** Evidence is there, sent or not. */
  readonly staged?: boolean;
  readonly automatic?: boolean;
  readonly submittedAt?: number;
  readonly closedAt?: number;
  /** When a won dispute's money came back. */
  readonly reinstatedAt?: number;
  readonly enhancedEligibility?: Json;
  readonly metadata?: { readonly [key: string]: Json };
}

/** A dispute with all that goes with it, each part where it has one. */
export interface Case {
  readonly payment: Payment;
  readonly dispute: Dispute;
  readonly created: Event;
  readonly withdrawal: BalanceTransaction | undefined;
  readonly withdrawn: Event | undefined;
  readonly updated: Event | undefined;
  readonly closed: Event | undefined;
  readonly reinstatement: BalanceTransaction | undefined;
}

export function feesOf({ merchant }: Account): Fees {
  const fees = feeSchedule[merchant.country];
  if (!fees) throw new Error(`No fees for ${merchant.country}.`);
  return fees;
}

/** Writes a dispute of a payment with its events and ledger rows, all in order. */
export function openCase(books: Books, payment: Payment, course: Course): Case {
  const { account, charge } = payment;
  const { at, submittedAt, closedAt, reinstatedAt } = course;
  const { mint } = books;
  const dispute = disputeRow(books, payment, course);
  const inquiry = course.caseType === 'inquiry';
  const chargeback = course.caseType === undefined;
  const fees = feesOf(account);
  const note = (type: string, when: number, status: string, more: { readonly request?: string; readonly previous?: Json } = {}): Event =>
    books.event(type, dispute.id, account, when, snapshot(dispute, status), more);

  const opening = inquiry ? 'warning_needs_response' : course.caseType === 'resolution' ? 'prevented' : 'needs_response';
  const created = note('charge.dispute.created', at, opening);
  const withdrawal = chargeback ? withdraw(books, payment, dispute, at + 1) : undefined;
  const withdrawn = withdrawal && note('charge.dispute.funds_withdrawn', at + 1, opening);
  if (course.caseType === 'resolution') charged(books, payment, dispute, at + 1, -fees.prevented, 'Dispute prevention fee');

  const reviewing = inquiry ? 'warning_under_review' : dispute.status.startsWith('appeal') ? 'appeal_under_review' : 'under_review';
  const updated = submittedAt === undefined ? undefined : note('charge.dispute.updated', submittedAt, reviewing, { request: mint.short('req'), previous: { status: opening } });
  if (submittedAt !== undefined && chargeback && fees.countered > 0) charged(books, payment, dispute, submittedAt, -fees.countered, 'Dispute countering fee');

  const closed = closedAt === undefined ? undefined : note('charge.dispute.closed', closedAt, dispute.status);
  const reinstatement = reinstatedAt === undefined ? undefined : reinstate(books, payment, dispute, reinstatedAt);
  const reinstated = reinstatedAt === undefined ? undefined : note('charge.dispute.funds_reinstated', reinstatedAt, dispute.status);
  if (reinstatedAt !== undefined && submittedAt !== undefined && fees.countered > 0) charged(books, payment, dispute, reinstatedAt, fees.countered, 'Dispute countering fee returned');

  charge.disputed = true;
  if (payment.transfer && chargeback) payment.transfer.amount_reversed = Math.min(payment.transfer.amount, dispute.amount);
  dispute.first_seen_at = created.received_at + 2;
  dispute.synced_at = Math.max(...[created, withdrawn, updated, closed, reinstated].map((event) => event?.received_at ?? 0)) + 2;
  books.rows.disputes.push(dispute);
  return { payment, dispute, created, withdrawal, withdrawn, updated, closed, reinstatement };
}

/** The disputed amount and the fee leave the account. */
export function withdraw(books: Books, { account, charge }: Payment, dispute: Dispute, at: number): BalanceTransaction {
  return books.post({
    account,
    // Rows of long ago name the charge as their source.
    source_id: at < books.now - 480 * day ? charge.id : dispute.id,
    dispute_id: dispute.id,
    amount: -dispute.amount,
    currency: dispute.currency,
    fee: feesOf(account).received,
    type: 'adjustment',
    reporting_category: 'dispute',
    created_at: at,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
}

export function reinstate(books: Books, { account, charge }: Payment, dispute: Dispute, at: number, amount = dispute.amount): BalanceTransaction {
  return books.post({ account, source_id: dispute.id, dispute_id: dispute.id, amount, currency: dispute.currency, type: 'adjustment', reporting_category: 'dispute_reversal', created_at: at, description: `Chargeback reversal for ${charge.id}` });
}

function charged(books: Books, { account }: Payment, dispute: Dispute, at: number, amount: number, description: string): BalanceTransaction {
  return books.post({ account, source_id: dispute.id, dispute_id: dispute.id, amount, type: 'stripe_fee', reporting_category: 'fee', created_at: at, description });
}

function disputeRow(books: Books, payment: Payment, course: Course): Dispute {
  const { account, charge, payer } = payment;
  const { mint, random } = books;
  const reason = course.reason ?? 'fraudulent';
  const card = charge.brand !== null;
  const inquiry = course.caseType === 'inquiry';
  const submissions = course.submittedAt === undefined ? 0 : 1;
  const hasEvidence = submissions > 0 || (course.staged ?? false);
  const method = submissions > 0 ? 'manual' : course.automatic === true ? 'smart_disputes' : 'not_submitted';
  const code = inquiry ? inquiryCodes[payer.network] : codes[reason][payer.network];
  return {
    id: mint.object(card ? (course.at < books.now - 270 * day ? 'dp' : 'du') : 'pdp', course.at, account.id),
    charge_id: charge.id,
    payment_intent_id: charge.payment_intent_id,
    account_id: account.id,
    amount: course.amount ?? charge.amount,
    currency: course.currency ?? charge.currency,
    status: course.status,
    reason,
    network: card ? payer.network : 'paypal',
    network_reason_code: card ? code : null,
    case_type: card ? (course.caseType ?? 'chargeback') : null,
    case_id: card ? random.pick(['1', '5', '8']) + random.digits(payer.network === 'mastercard' ? 11 : 9) : `PP-R-${random.text(3, 'BCDFGHJKLMNP')}-${random.digits(8)}`,
    arn: card && payer.network !== 'amex' ? mint.arn(charge.created_at) : null,
    created_at: course.at,
    due_by: course.dueBy,
    closed_at: course.closedAt ?? null,
    has_evidence: hasEvidence,
    past_due: course.submittedAt !== undefined && course.dueBy !== null && course.submittedAt > course.dueBy,
    submission_count: submissions,
    submission_method: method,
    is_charge_refundable: inquiry && course.closedAt === undefined,
    livemode: true,
    evidence: hasEvidence ? evidenceOf(books, payment, course.at) : {},
    evidence_details: {
      due_by: course.dueBy ?? 0,
      has_evidence: hasEvidence,
      past_due: course.submittedAt !== undefined && course.dueBy !== null && course.submittedAt > course.dueBy,
      submission_count: submissions,
      submission_method: method,
      ...(code === '10.4' && card && { enhanced_eligibility: course.enhancedEligibility ?? { visa_compelling_evidence_3: { status: 'not_qualified' } } }),
    },
    metadata: { order_id: charge.metadata['order_id'] ?? null, ...(random.chance(0.04) && { note: books.hostile() }), ...course.metadata },
    first_seen_at: course.at,
    synced_at: course.at,
  };
}

/** The dispute as an event carries it: short, and with the status of that moment. */
export function snapshot(dispute: Dispute, status: string): { readonly [key: string]: Json } {
  return {
    id: dispute.id,
    object: 'dispute',
    amount: dispute.amount,
    currency: dispute.currency,
    charge: dispute.charge_id,
    payment_intent: dispute.payment_intent_id,
    reason: dispute.reason,
    network_reason_code: dispute.network_reason_code,
    status,
    livemode: dispute.livemode,
    created: dispute.created_at,
    evidence_details: dispute.evidence_details,
  };
}

function evidenceOf(books: Books, { account, charge, payer }: Payment, at: number): Json {
  const { random } = books;
  const address = books.address();
  const shipped = charge.created_at + random.integer(4 * hour, 2 * day);
  return {
    customer_name: payer.customer.name,
    customer_email_address: payer.customer.email,
    customer_purchase_ip: payer.ip,
    billing_address: address,
    shipping_address: address,
    product_description: `${charge.description ?? 'Goods'} from ${account.merchant.name}`,
    shipping_carrier: random.pick(['UPS', 'DHL', 'La Poste', 'Yamato']),
    shipping_tracking_number: `1Z${random.text(8, 'ABCDEFGHJKLMNPRSTUVWXYZ')}${random.digits(6)}`,
    shipping_date: new Date(shipped * 1000).toISOString().slice(0, 10),
    access_activity_log: `${new Date((charge.created_at - hour) * 1000).toISOString()} sign-in ${payer.ip}\n${new Date(charge.created_at * 1000).toISOString()} order ${payer.ip}`,
    refund_policy_disclosure: 'Shown at checkout and in the order confirmation.',
    uncategorized_text: `The order was paid, packed and handed to the carrier. The customer wrote to us ${random.integer(0, 3)} times before ${new Date(at * 1000).toISOString().slice(0, 10)}.`,
  };
}
