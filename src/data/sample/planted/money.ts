import { day, hour, type Account, type Books, type Payment, type PaymentPlan } from '../books';
import { openCase, reinstate, withdraw, type Course } from '../disputes';
import { endOfDay } from '../ordinary';
import type { BalanceTransaction } from '../rows';

/** Breakages 5 to 12 and 16 to 19: where the money is not what the status says. */
export function plantMoney(books: Books): void {
  const teller = tellerOf(books);
  plantMovements(books, teller);
  plantAmounts(books, teller);
  plantStages(books, teller);
}

interface Teller {
  readonly paid: (account: Account, daysAgo: number, amount: number, more?: Partial<PaymentPlan>) => Payment;
  /** Answered on the sixth day, with twelve left. */
  readonly plan: (daysAgo: number, status: string, more?: Partial<Course>) => Course;
}

function tellerOf(books: Books): Teller {
  const { now } = books;
  return {
    paid: (account, ago, amount, more) => books.payment(account, { at: now - ago * day, amount, currency: account.merchant.currency, network: 'visa', ...more }),
    plan: (ago, status, more) => ({ at: now - ago * day, status, reason: 'product_not_received', dueBy: endOfDay(now - ago * day, 18), submittedAt: now - (ago - 6) * day, ...more }),
  };
}

/** 5 to 8: what was withdrawn and what came back. */
function plantMovements(books: Books, { paid, plan }: Teller): void {
  const { now } = books;
  const { harbor } = books.accounts;
  books.mark('wonNotReinstated', openCase(books, paid(harbor, 60, 12_000), plan(50, 'won', { closedAt: now - 9 * day - hour })).dispute.id);
  books.mark('wonYesterday', openCase(books, paid(harbor, 50, 8_400), plan(42, 'won', { closedAt: now - day })).dispute.id);

  const double = openCase(books, paid(harbor, 40, 7_550), plan(33, 'under_review'));
  withdraw(books, double.payment, double.dispute, double.dispute.created_at + 26 * hour);
  books.mark('doubleWithdrawal', double.dispute.id);
  const split = paid(harbor, 45, 10_000);
  books.mark('twoDisputesOneCharge', openCase(books, split, plan(36, 'under_review', { amount: 3_000 })).dispute.id, openCase(books, split, plan(35, 'under_review', { amount: 3_000, reason: 'product_unacceptable' })).dispute.id);

  const returned = openCase(books, paid(harbor, 70, 5_000), plan(62, 'lost', { closedAt: now - 20 * day }));
  reinstate(books, returned.payment, returned.dispute, now - 19 * day);
  books.event('charge.dispute.funds_reinstated', returned.dispute.id, harbor, now - 19 * day, { id: returned.dispute.id, object: 'dispute', status: 'lost', amount: returned.dispute.amount });
  books.mark('reinstatedButLost', returned.dispute.id);
  const partly = paid(harbor, 80, 10_000);
  books.refund(partly, now - 70 * day, 3_000);
  const netted = openCase(books, partly, plan(64, 'lost', { closedAt: now - 22 * day }));
  reinstate(books, partly, netted.dispute, now - 21 * day, 3_000);
  books.mark('lostRefundReinstated', netted.dispute.id);

  const unmoved = openCase(books, paid(harbor, 12, 23_400), { at: now - 3 * day - 4 * hour, status: 'needs_response', reason: 'product_unacceptable', dueBy: endOfDay(now, 12) });
  books.drop(books.rows.balance_transactions, unmoved.withdrawal);
  books.drop(books.rows.events, unmoved.withdrawn);
  books.mark('noWithdrawal', unmoved.dispute.id);
  books.mark('recentInquiry', openCase(books, paid(harbor, 13, 6_600, { network: 'amex' }), { at: now - 4 * day, status: 'warning_needs_response', caseType: 'inquiry', dueBy: endOfDay(now, 8) }).dispute.id);
  books.mark('recentPrevented', openCase(books, paid(harbor, 14, 5_900), { at: now - 4 * day - hour, status: 'prevented', caseType: 'resolution', dueBy: null, closedAt: now - 4 * day - hour + 2 }).dispute.id);
}

/** 9 to 12 and 18: how much it was. */
function plantAmounts(books: Books, { paid, plan }: Teller): void {
  const { now } = books;
  const { harbor, lumen, kumo, geyser, lantern } = books.accounts;
  for (const [handle, ago, drift] of [['rateFarOff', 27, 1.021], ['rateSlightlyOff', 29, 1.003]] as const) {
    for (let index = 0; index < 4; index++) paid(harbor, ago + index * 0.01, 9_000 + 1_250 * index, { currency: 'eur' });
    const abroad = openCase(books, paid(harbor, ago + 9, 64_000, { currency: 'eur' }), plan(ago, 'under_review'));
    drifted(abroad.withdrawal, drift);
    books.mark(handle, abroad.dispute.id);
  }

  for (const handle of ['wrongExponent', 'rightExponent'] as const) {
    for (const [account, amount] of [[geyser, 500], [kumo, 500], [lantern, 5_120]] as const) {
      books.mark(handle, openCase(books, paid(account, 44, amount), plan(37, 'under_review')).dispute.id);
    }
  }

  const cheap = openCase(books, paid(lumen, 38, 11_900), plan(30, 'under_review'));
  if (cheap.withdrawal) Object.assign(cheap.withdrawal, { fee: 1_500, net: cheap.withdrawal.amount - 1_500 });
  books.mark('feeTooLow', cheap.dispute.id);
  books.mark('noCounteringFee', openCase(books, paid(kumo, 38, 12_800), plan(31, 'under_review')).dispute.id);

  for (const [handle, status] of [['refundedAndLost', 'succeeded'], ['failedRefundAndLost', 'failed']] as const) {
    const payment = paid(harbor, 66, 18_900);
    books.refund(payment, now - 58 * day, 18_900, status);
    books.mark(handle, openCase(books, payment, plan(56, 'lost', { closedAt: now - 15 * day })).dispute.id);
  }

  for (const [handle, first, second] of [['disputedTooMuch', 6_000, 6_000], ['disputedInParts', 4_000, 6_000]] as const) {
    const payment = paid(harbor, 52, 10_000);
    for (const [index, amount] of [first, second].entries()) books.mark(handle, openCase(books, payment, plan(45 - 6 * index, 'under_review', { amount })).dispute.id);
  }
  books.mark('disputedInAnotherCurrency', openCase(books, paid(harbor, 53, 10_000, { currency: 'eur' }), plan(46, 'under_review', { amount: 10_500, currency: 'usd' })).dispute.id);
}

/** 16, 17 and 19: one matter under two identifiers, no chargeback at all, and somebody else's share. */
function plantStages(books: Books, { paid, plan }: Teller): void {
  const { now } = books;
  const { harbor, fjord, pine, looms } = books.accounts;
  const asked = paid(harbor, 60, 10_000, { network: 'mastercard' });
  const inquiry = openCase(books, asked, plan(50, 'warning_under_review', { caseType: 'inquiry', amount: 4_000 }));
  const escalated = openCase(books, asked, plan(22, 'under_review', { amount: 4_000 }));
  books.mark('escalatedInquiry', inquiry.dispute.id, escalated.dispute.id);
  const settled = paid(harbor, 55, 7_300, { network: 'amex' });
  const closing = openCase(books, settled, { at: now - 44 * day, status: 'warning_closed', caseType: 'inquiry', dueBy: endOfDay(now - 44 * day, 18), closedAt: now - 39 * day });
  books.refund(settled, now - 40 * day);
  books.mark('refundedInquiry', closing.dispute.id);

  const prevented = openCase(books, paid(harbor, 90, 4_800), { at: now - 76 * day, status: 'prevented', caseType: 'resolution', dueBy: null, closedAt: now - 76 * day + 2 });
  prevented.dispute.status = 'lost';
  for (const row of books.rows.balance_transactions) if (row.dispute_id === prevented.dispute.id) Object.assign(row, { amount: -1_500, net: -1_500, description: 'Dispute fee' });
  books.mark('preventedAsLost', prevented.dispute.id);
  books.mark('preventedWithFee', openCase(books, paid(harbor, 88, 4_800), { at: now - 75 * day, status: 'prevented', caseType: 'resolution', dueBy: null, closedAt: now - 75 * day + 2 }).dispute.id);

  const owed = openCase(books, paid(fjord, 14, 15_000, { destination: pine }), plan(7, 'under_review', { submittedAt: now - 3 * day }));
  if (owed.payment.transfer) owed.payment.transfer.amount_reversed = 0;
  books.mark('transferNotReversed', owed.dispute.id);
  books.mark('transferReversed', openCase(books, paid(fjord, 14, 15_000, { destination: looms }), plan(7, 'under_review', { submittedAt: now - 3 * day })).dispute.id);
}

function drifted(row: BalanceTransaction | undefined, factor: number): void {
  if (!row) throw new Error('No withdrawal.');
  row.amount = Math.round(row.amount * factor);
  row.net = row.amount - row.fee;
}
