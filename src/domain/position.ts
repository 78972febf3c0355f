import type { BalanceTransaction, Dispute, Refund } from './dispute';
import { meaningOf } from './status';

/** What a dispute has moved on the ledger, in one currency; minor units, signed as on the ledger. */
export interface Position {
  readonly currency: string;
  readonly withdrawn: bigint;
  readonly reinstated: bigint;
  /** Negative where they cost. */
  readonly fees: bigint;
  /** What is none of these. */
  readonly other: bigint;
  /** The sum of them all. */
  readonly net: bigint;
}

/** `unknown`: the ledger is in another currency, or the status or amount is not known. The rules have the last word. */
export type Balance = 'addsUp' | 'doesNotAddUp' | 'unknown';

const zero = { withdrawn: 0n, reinstated: 0n, fees: 0n, other: 0n, net: 0n };

const partOf: Readonly<Record<string, 'withdrawn' | 'reinstated' | 'fees'>> = { dispute: 'withdrawn', dispute_reversal: 'reinstated', fee: 'fees' };

/** One position for each currency, in the order of the ledger. */
export function positionsOf(transactions: readonly BalanceTransaction[]): readonly Position[] {
  const positions = new Map<string, Position>();
  for (const { currency, amount, fee, net, reportingCategory } of transactions) {
    if (currency === null) continue;
    const part = Object.hasOwn(partOf, reportingCategory ?? '') ? partOf[reportingCategory ?? ''] : undefined;
    const position = { ...zero, currency, ...positions.get(currency) };
    position[part ?? 'other'] += amount ?? 0n;
    position.fees -= fee ?? 0n;
    position.net += net ?? 0n;
    positions.set(currency, position);
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
