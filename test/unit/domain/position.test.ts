import assert from 'node:assert/strict';
import type { BalanceTransaction, Dispute, Refund } from '../../../src/domain/dispute';
import { balanceOf, positionsOf } from '../../../src/domain/position';

const movement = (reportingCategory: string, amount: bigint, fee = 0n, currency = 'usd'): BalanceTransaction => ({
  id: 'txn_1', sourceId: null, disputeId: null, accountId: null, payoutId: null, amount, fee, net: amount - fee, currency, exchangeRate: null, reportingCategory, type: 'adjustment', status: null, createdAt: null, description: null,
});
const dispute = (status: string): Dispute => ({
  id: 'dp_1', chargeId: null, paymentIntentId: null, accountId: null, amount: 10_000n, currency: 'usd', status, reason: null, network: null, networkReasonCode: null, caseType: null, caseId: null, arn: null, createdAt: null,
  dueBy: null, closedAt: null, hasEvidence: null, pastDue: null, submissionCount: null, submissionMethod: null, isChargeRefundable: null, livemode: null, firstSeenAt: null, syncedAt: null,
});
const refund = (amount: bigint, status = 'succeeded'): Refund => ({ id: 're_1', chargeId: null, paymentIntentId: null, amount, currency: 'usd', status, reason: null, arn: null, createdAt: null });
const withdrawal = movement('dispute', -10_000n, 1500n);

describe('what a dispute has moved', () => {
  it('is told by kind, and adds up to the net', () => {
    const moved = [withdrawal, movement('fee', -1500n), movement('dispute_reversal', 10_000n), movement('other_adjustment', -7n)];
    assert.deepEqual(positionsOf(moved), [{ currency: 'usd', withdrawn: -10_000n, reinstated: 10_000n, fees: -3000n, other: -7n, net: -3007n }]);
  });

  it('is told for each currency', () => {
    assert.deepEqual(positionsOf([withdrawal, movement('dispute', -9_000n, 0n, 'eur')]).map(({ currency, net }) => [currency, net]), [['usd', -11_500n], ['eur', -9000n]]);
  });
});

describe('whether the ledger adds up', () => {
  const cases: readonly (readonly [what: string, status: string, moved: readonly BalanceTransaction[], refunds: readonly Refund[], expected: string])[] = [
    ['an open chargeback, withdrawn once', 'needs_response', [withdrawal], [], 'addsUp'],
    ['an open chargeback, withdrawn twice', 'under_review', [withdrawal, withdrawal], [], 'doesNotAddUp'],
    ['a chargeback with no withdrawal', 'lost', [], [], 'doesNotAddUp'],
    ['won, and all came back', 'won', [withdrawal, movement('dispute_reversal', 10_000n)], [], 'addsUp'],
    ['won, at a rate half a percent off', 'won', [withdrawal, movement('dispute_reversal', 9_950n)], [], 'addsUp'],
    ['won, and nothing came back', 'won', [withdrawal], [], 'doesNotAddUp'],
    ['lost, with what had been refunded before', 'lost', [withdrawal, movement('dispute_reversal', 3000n)], [refund(3000n)], 'addsUp'],
    ['lost, with more than what had been refunded', 'lost', [withdrawal, movement('dispute_reversal', 10_000n)], [refund(3000n)], 'doesNotAddUp'],
    ['lost, with what a failed refund did not give', 'lost', [withdrawal, movement('dispute_reversal', 3000n)], [refund(3000n, 'failed')], 'doesNotAddUp'],
    ['an inquiry that moved nothing', 'warning_needs_response', [], [], 'addsUp'],
    ['a prevented one that moved nothing', 'prevented', [], [], 'addsUp'],
    ['a ledger in another currency', 'won', [movement('dispute', -9000n, 0n, 'eur')], [], 'unknown'],
    ['a status outside the catalogue', 'escalated', [withdrawal], [], 'unknown'],
  ];
  for (const [what, status, moved, refunds, expected] of cases) {
    it(`of ${what}: ${expected}`, () => assert.equal(balanceOf(dispute(status), positionsOf(moved), refunds), expected));
  }
});
