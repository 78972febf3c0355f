import { day, hour, minute, type Account, type Books, type Payer, type Payment } from './books';
import { openCase, type Course } from './disputes';
import { kinds, networks, type MerchantKey, type Network, type Reason } from './world';

/** How far back the books go. */
export const span = 545 * day;
/** One day on which the sender's events came late: a story of its own, in which nothing ordinary falls. */
export const outage = (now: number): { readonly from: number; readonly to: number } => ({ from: now - 9.5 * day, to: now - 8.5 * day });

/** The end of the UTC day that many days after an instant: deadlines fall there. */
export const endOfDay = (at: number, days: number): number => Math.floor(at / day + days) * day + day - 1;

const sellers: readonly MerchantKey[] = ['harbor', 'harbor', 'harbor', 'harbor', 'lumen', 'lumen', 'lumen', 'brasserie', 'brasserie', 'kumo', 'kumo', 'geyser', 'lantern', 'agave', 'agave', 'fjord', 'fjord', 'fjord'];

/** The business of every day, all of it in order. */
export function writeOrdinary(books: Books, counts: { readonly charges: number; readonly disputes: number }): void {
  const { random, now } = books;
  const drawSeller = random.deck(sellers);
  const regulars = new Map<Account, Payer[]>();

  for (let index = 0; index < counts.charges - counts.disputes; index++) {
    const at = now - span + Math.floor(((index + random.next()) * (span - hour)) / (counts.charges - counts.disputes));
    const account = books.accounts[drawSeller()];
    const known = regulars.get(account) ?? [];
    const comesBack = known.length > 5 && random.chance(0.65);
    const payer = comesBack ? random.pick(known) : books.payer(at, random.pick(['visa', 'visa', 'visa', 'mastercard', 'mastercard', ...networks]));
    if (!comesBack) regulars.set(account, known.concat(payer));
    const payment = pay(books, account, at, { payer, failed: random.chance(0.04) });
    if (payment.charge.status === 'succeeded') afterwards(books, payment);
  }

  const drawKind = random.deck(kinds);
  const drawAccount = random.deck(sellers);
  // Some dispute more than once, though never by fraud: their earlier orders would be a defence that nobody used.
  const disputers = new Map<Network, Payer>();
  for (let index = 0; index < counts.disputes; index++) {
    const at = calm(now, now - span + 50 * day + Math.floor(((index + random.next()) * (span - 50 * day - 6 * hour)) / counts.disputes));
    const [network, reason] = drawKind();
    const account = books.accounts[drawAccount()];
    const paidAt = at - random.integer(4 * day, 45 * day);
    const walletOnly = random.chance(0.03);
    const again = reason !== 'fraudulent' && random.chance(0.2) ? disputers.get(network) : undefined;
    const payer = again ?? books.payer(paidAt, network);
    if (reason !== 'fraudulent') disputers.set(network, payer);
    const payment = pay(books, account, paidAt, { payer, walletOnly });
    if (reason === 'fraudulent' && !walletOnly && random.chance(0.2)) books.warning(payment, at - random.integer(2 * hour, 3 * day), false);
    const { dispute } = openCase(books, payment, ordinaryCourse(books, payment, at, reason, walletOnly));
    if (walletOnly) books.mark('disputeOnPayment', dispute.id);
  }
}

function pay(books: Books, account: Account, at: number, plan: { readonly payer: Payer; readonly failed?: boolean; readonly walletOnly?: boolean }): Payment {
  const { accounts, random } = books;
  const shared = account === accounts.fjord && plan.failed !== true && plan.walletOnly !== true;
  const currency = random.pick(account.merchant.presents);
  return books.payment(account, {
    at,
    payer: plan.payer,
    currency,
    failed: plan.failed ?? false,
    walletOnly: plan.walletOnly ?? false,
    ...(shared && { destination: random.pick([accounts.pine, accounts.looms]) }),
  });
}

/** Some charges are refunded, in whole or in part, and a few of those after a fraud warning. */
function afterwards(books: Books, payment: Payment): void {
  const { random, now } = books;
  const { charge } = payment;
  if (random.chance(0.008)) {
    const warnedAt = charge.created_at + random.integer(1, 6) * day;
    if (warnedAt < now - 2 * day) {
      books.warning(payment, warnedAt, false);
      books.refund(payment, warnedAt + random.integer(hour, 20 * hour));
    }
  } else if (random.chance(0.05)) {
    const at = charge.created_at + random.integer(hour, 20 * day);
    const step = charge.currency === 'isk' ? 100 : 1;
    const part = random.chance(0.6) ? charge.amount : Math.max(step, Math.floor((charge.amount * random.pick([0.2, 0.5])) / step) * step);
    if (at < now - minute) books.refund(payment, at, part, random.chance(0.97) ? 'succeeded' : 'failed');
  }
}

/** What has become of a dispute by now, going by its age. */
function ordinaryCourse(books: Books, { charge }: Payment, at: number, reason: Reason, walletOnly: boolean): Course {
  const { random, now } = books;
  const age = (now - at) / day;
  const step = charge.currency === 'isk' ? 100 : 1;
  const amount = random.chance(0.12) ? Math.max(step, Math.floor((charge.amount * 0.5) / step) * step) : charge.amount;
  const dueBy = endOfDay(at, random.integer(16, 20));
  const submittedAt = at + random.integer(2 * day, 12 * day);
  const base = { at, reason, amount, dueBy };
  const draw = random.next();

  if (!walletOnly && draw < 0.05) return { ...base, caseType: 'resolution', status: 'prevented', dueBy: null, closedAt: at + 2 };
  if (!walletOnly && draw < 0.14 && age > 2) return inquiry(books, base, age);
  if (age > 70) {
    const closedAt = at + random.integer(32 * day, 64 * day);
    if (draw < 0.46) return { ...base, status: 'won', submittedAt, closedAt, reinstatedAt: closedAt + random.integer(2 * hour, 2 * day) };
    if (draw < 0.8) return { ...base, status: 'lost', submittedAt, closedAt };
    return { ...base, status: 'lost', closedAt: dueBy + random.integer(hour, day) };
  }
  if (age > 24) {
    if (draw < 0.55) return { ...base, status: 'under_review', submittedAt };
    const closedAt = at + Math.floor(random.integer(60, 90) * 0.01 * (age - 14) * day) + 13 * day;
    const reinstatedAt = closedAt + random.integer(2 * hour, 2 * day);
    return draw < 0.75 ? { ...base, status: 'won', submittedAt, closedAt, ...(reinstatedAt < now && { reinstatedAt }) } : { ...base, status: 'lost', submittedAt, closedAt };
  }
  const dueLater = endOfDay(now + 3 * hour, Math.max(0, random.integer(0, Math.floor(20 - age))));
  if (age > 6 && draw < 0.4) return { ...base, status: 'under_review', dueBy: dueLater, submittedAt: at + random.integer(day, 5 * day) };
  if (age > 6 && draw < 0.5) return { ...base, status: 'lost', closedAt: at + random.integer(day, 5 * day) };
  return { ...base, status: 'needs_response', dueBy: dueLater };
}

function inquiry(books: Books, base: Pick<Course, 'at' | 'reason' | 'amount' | 'dueBy'>, age: number): Course {
  const { random, now } = books;
  const plan = { ...base, caseType: 'inquiry' } as const;
  if (age > 30) return { ...plan, status: 'warning_closed', submittedAt: base.at + random.integer(day, 9 * day), closedAt: base.at + random.integer(12 * day, 28 * day) };
  if (age > 9) return { ...plan, status: 'warning_under_review', submittedAt: base.at + random.integer(day, 8 * day) };
  return { ...plan, status: 'warning_needs_response', dueBy: endOfDay(now + 3 * hour, random.integer(1, 9)) };
}

/** Moves an instant out of the outage. */
export function calm(now: number, at: number): number {
  const { from, to } = outage(now);
  return at >= from - hour && at < to + hour ? at - 2 * day : at;
}
