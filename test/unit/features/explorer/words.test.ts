import assert from 'node:assert/strict';
import type { DisputePart, ListedDispute } from '../../../../src/data/store/explorer';
import { disputeInWords, partInWords } from '../../../../src/features/explorer/words';

const now = Date.parse('2026-11-20T12:00:00Z');

const dispute = (more: Partial<ListedDispute> = {}): ListedDispute => ({
  id: 'dp_1', chargeId: 'ch_1', paymentIntentId: 'pi_1', amount: 12_000n, currency: 'usd', status: 'needs_response', reason: 'product_not_received', network: 'visa', networkReasonCode: '13.1',
  createdAt: '2026-11-10T12:00:00.000000Z', dueBy: '2026-11-20T17:30:00.000000Z', hasEvidence: false, pastDue: false, submissionCount: 0, submissionMethod: 'not_submitted', ...more,
});
const said = (more: Partial<ListedDispute>): string => disputeInWords(dispute(more), now, 'UTC').description;

describe('a dispute as a line of the explorer', () => {
  it('leads with the money and the time left, then the reason, the code and the identifier', () => {
    const { label, description } = disputeInWords(dispute(), now, 'UTC');
    assert.equal(label, '120.00 USD');
    assert.equal(description, '5 h left · product not received · Visa 13.1 · dp_1');
  });

  it('is a whole sentence for a screen reader, with the deadline in both times', () => {
    assert.equal(
      disputeInWords(dispute(), now, 'America/Mexico_City').sentence,
      'Dispute dp_1 over 120.00 USD: product not received; Visa 13.1, goods or services not received; needs a response; 5 hours left (20 Nov 17:30 UTC, 11:30 here).',
    );
  });

  for (const [what, more, expected] of [
    ['less than an hour', { dueBy: '2026-11-20T12:20:00.000000Z' }, '< 1 h left'],
    ['two days and more in days', { dueBy: '2026-11-22T12:00:00.000000Z' }, '2 d left'],
    ['a missed deadline', { dueBy: '2026-11-20T09:00:00.000000Z' }, '3 h late'],
    ['a deadline of 0', { dueBy: '1970-01-01T00:00:00.000000Z' }, 'no deadline'],
    ['no deadline at all', { dueBy: null }, 'no deadline'],
    ['what was answered', { submissionCount: 1 }, 'answered'],
    ['what is under review, by its age', { status: 'under_review' }, 'under review · 10 d old'],
    ['what is closed, as it ended', { status: 'won', createdAt: '2026-11-20T03:00:00.000000Z' }, 'won · new today'],
    ['an unknown status, as still open', { status: 'escalated_to_moon' }, '5 h left'],
  ] as const) {
    it(`says ${what}`, () => assert.equal(said(more), `${expected} · product not received · Visa 13.1 · dp_1`));
  }

  it('shows what it does not know as such, and nothing that could act', () => {
    const { label, description } = disputeInWords(dispute({ amount: null, reason: 'evil\u202Ereason\n', network: null, networkReasonCode: null }), now, 'UTC');
    assert.equal(label, 'amount unknown');
    assert.equal(description, '5 h left · evil⟨U+202E⟩reason  · dp_1');
  });
});

describe('what a dispute is tied to, as a line', () => {
  const part = (more: Partial<DisputePart>): DisputePart => ({ kind: 'charge', id: 'ch_1', at: '2026-11-01T08:00:00.000000Z', amount: 12_000n, currency: 'usd', state: 'succeeded', brand: 'visa', last4: '4242', fee: null, runningNet: null, ...more });

  it('names the card of a charge by its last four', () => {
    assert.deepEqual(partInWords(part({})), { label: 'Charge 120.00 USD', description: 'Visa · •••• 4242 · succeeded · 2026-11-01 · ch_1', sentence: 'Charge ch_1 of 120.00 USD: succeeded; Visa · •••• 4242; 2026-11-01.' });
  });

  it('carries the net of a ledger row along', () => {
    const withdrawal = partInWords(part({ kind: 'transaction', id: 'txn_1', amount: -12_000n, fee: 1_500n, runningNet: -13_500n, state: 'dispute' }));
    assert.deepEqual([withdrawal.label, withdrawal.description], ['Withdrawal -120.00 USD', 'net -135.00 USD · fee 15.00 USD · 2026-11-01 · txn_1']);
  });

  it('shows a reporting category that it does not know', () => {
    assert.equal(partInWords(part({ kind: 'transaction', state: 'partial_capture_reversal', fee: 0n, runningNet: 0n })).label, 'Partial capture reversal 120.00 USD');
  });
});
