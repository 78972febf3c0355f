import type { BalanceTransaction, Dispute, Refund } from './dispute';
import { meaningOf } from './status';

/** What a dispute has moved on the ledger, in one currency; minor units, signed as on the ledger. */
export interface Position {
  readonly currency: string;
  readonly withdrawn: bigint;
  readonly reinstated: bigint;
  readonly fee: bigint;
  readonly net: bigint;
}

/** `unknown`: the ledger is in another currency, or the status or amount is not known. The rules have the last word. */
export type Balance = 'addsUp' | 'doesNotAddUp' | 'unknown';

const zero = { withdrawn: 0n, reinstated: 0n, fee: 0n, net: 0n };

/** One position for each currency, in the order of the ledger. */
export function positionsOf(transactions: readonly BalanceTransaction[]): readonly Position[] {
  const positions = new Map<string, Position>();
  for (const { currency, amount, fee, net, reportingCategory } of transactions) {
    if (currency === null) continue;
    const before = positions.get(currency) ?? { currency, ...zero };
    positions.set(currency, {
      currency,
      withdrawn: before.withdrawn + (reportingCategory === 'dispute' ? (amount ?? 0n) : 0n),
      reinstated: before.reinstated + (reportingCategory === 'dispute_reversal' ? (amount ?? 0n) : 0n),
      fee: before.fee + (fee ?? 0n),
      net: before.net + (net ?? 0n),
    });
  }
  return [...positions.values()];
}

/** Whether the ledger is what status, amount and refunds let expect, within 1 % for the exchange rates of the day. */
export function balanceOf({ status, amount, currency }: Dispute, positions: readonly Position[], refunds: readonly Refund[]): Balance {
  const { standing, inquiry } = meaningOf(status ?? '');
  if (standing === 'unknown' || amount === null || positions.some((position) => position.currency !== currency)) return 'unknown';
  const { withdrawn, reinstated } = positions[0] ?? zero;
  if (inquiry || status === 'prevented') return withdrawn + reinstated === 0n ? 'addsUp' : 'doesNotAddUp';
  const refunded = refunds.reduce((sum, refund) => sum + (refund.status === 'succeeded' && refund.currency === currency ? (refund.amount ?? 0n) : 0n), 0n);
  // Lost may give back what had been refunded before, and no more.
  const back = standing === 'won' ? -withdrawn : standing === 'lost' && reinstated <= refunded ? reinstated : 0n;
  return near(-withdrawn, amount) && near(reinstated, back) ? 'addsUp' : 'doesNotAddUp';
}

const near = (one: bigint, other: bigint): boolean => {
  const difference = one > other ? one - other : other - one;
  return difference * 100n <= (other < 0n ? -other : other);
};
