import { day, hour, type Account, type Books } from '../books';
import { openCase, type Case } from '../disputes';
import { endOfDay } from '../ordinary';

/** One row of a partner's dispute file: amounts in minor units of the settlement currency. */
export interface PartnerRow {
  readonly caseId: string;
  readonly arn: string;
  readonly at: number;
  readonly network: string;
  readonly code: string;
  readonly currency: string;
  readonly presented: number;
  readonly settled: number;
}

export interface PartnerFile {
  readonly partner: string;
  readonly account: Account;
  /** The month it covers (UTC), epoch seconds, the end not included. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly PartnerRow[];
}

const cutOff = [610_000, 590_000, 530_000, 520_000, 490_000, 480_000, 460_000, 440_000];
const duplicated = [412_010, 398_025, 365_005, 370_000, 350_000];
const missingHere = [624_077, 532_100, 420_000];
const rateSurplus = 52_500;
const nettedFee = 5_500;

/** Breakage 20: a partner's file of a month that says 83,412.17 more than the ledger, and one that agrees. */
export function plantPartner(books: Books): readonly PartnerFile[] {
  const { accounts, random } = books;
  const { from, to } = referenceMonth(books.now);
  const { meridian } = accounts;
  const network = random.deck(['visa', 'mastercard'] as const);
  const open = (at: number, amount: number, currency = 'usd'): Case => {
    const payment = books.payment(meridian, { at: at - random.integer(6, 20) * day, amount, currency, network: network() });
    return openCase(books, payment, { at, reason: 'product_not_received', dueBy: endOfDay(at, 18), ...outcome(books, at) });
  };
  const within = (index: number, count: number): number => from + Math.floor(((index + 0.5) * (to - from - 2 * hour)) / count);
  for (let index = 0; index < 160; index++) books.payment(meridian, { at: within(index, 160) });

  const rows: PartnerRow[] = [];
  const list = (one: Case, more: Partial<PartnerRow> = {}): string => {
    rows.push({ ...partnerRow(one), ...more });
    return one.dispute.id;
  };

  for (let index = 0; index < 7; index++) list(open(within(index, 7), random.integer(120_000, 480_000)));
  for (const [index, amount] of duplicated.entries()) {
    const one = open(within(index, duplicated.length) + hour, amount);
    list(one);
    books.mark('partnerDuplicate', list(one));
  }
  for (let index = 0; index < 60; index++) {
    const one = open(within(index, 60) + 2 * hour, random.integer(120_000, 480_000));
    books.mark('partnerNettedFee', list(one, { settled: settledOf(one) + nettedFee }));
  }
  for (let index = 0; index < 8; index++) {
    const one = open(within(index, 8) + 3 * hour, random.integer(1_900_000, 2_300_000), 'eur');
    books.mark('partnerRate', list(one, { settled: settledOf(one) + rateSurplus }));
  }
  for (const [index, amount] of cutOff.entries()) books.mark('partnerCutOff', list(open(to + (index + 1) * 30 * 60, amount), { at: to - 1 }));
  for (const [index, amount] of missingHere.entries()) {
    const at = within(index, missingHere.length) + 4 * hour;
    const caseId = `5${random.digits(11)}`;
    rows.push({ caseId, arn: books.mint.arn(at - 9 * day), at, network: 'mastercard', code: '4855', currency: 'usd', presented: amount, settled: amount });
    books.mark('partnerMissingHere', caseId);
  }
  rows.sort((one, other) => one.at - other.at);

  const agreeing = books.rows.disputes.filter((dispute) => dispute.account_id === accounts.sprout.id && dispute.created_at >= from && dispute.created_at < to - 2);
  books.mark('partnerAgrees', ...agreeing.map(({ id }) => id));
  return [
    { partner: 'Northgate Acquiring', account: meridian, from, to, rows },
    {
      partner: 'Brightwater Processing',
      account: accounts.sprout,
      from,
      to,
      rows: agreeing.map((dispute) => ({ caseId: dispute.case_id ?? '', arn: dispute.arn ?? '', at: dispute.created_at, network: dispute.network, code: dispute.network_reason_code ?? '', currency: dispute.currency, presented: dispute.amount, settled: dispute.amount })),
    },
  ];
}

/** The latest calendar month (UTC) that ended ten days ago or longer. */
function referenceMonth(now: number): { readonly from: number; readonly to: number } {
  const ended = new Date((now - 10 * day) * 1000);
  const start = (back: number): number => Date.UTC(ended.getUTCFullYear(), ended.getUTCMonth() - back, 1) / 1000;
  return { from: start(1), to: start(0) };
}

function outcome(books: Books, at: number): { readonly status: string; readonly submittedAt: number; readonly closedAt?: number; readonly reinstatedAt?: number } {
  const submittedAt = at + books.random.integer(2, 6) * day;
  if (at > books.now - 45 * day) return { status: 'under_review', submittedAt };
  const closedAt = at + 34 * day;
  return books.random.chance(0.4) ? { status: 'won', submittedAt, closedAt, reinstatedAt: closedAt + day } : { status: 'lost', submittedAt, closedAt };
}

const settledOf = ({ withdrawal }: Case): number => -(withdrawal?.amount ?? 0);

function partnerRow(one: Case): PartnerRow {
  const { dispute } = one;
  return { caseId: dispute.case_id ?? '', arn: dispute.arn ?? '', at: dispute.created_at, network: dispute.network, code: dispute.network_reason_code ?? '', currency: dispute.currency, presented: dispute.amount, settled: settledOf(one) };
}
