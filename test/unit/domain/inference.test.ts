import assert from 'node:assert/strict';
import { infer } from '../../../src/domain/inference';

const now = Date.parse('2026-11-21T00:00:00Z');

describe('what an ID alone tells', () => {
  it('is the time and the account', () => {
    assert.deepEqual(infer('txn_1MoBy5LkdIwHu7ixZhnattbh', now), { createdAt: '2023-03-21T20:39:41.000Z', accountSuffix: 'LkdIwHu7ix' });
  });

  it('is the payment too, where the ID begins with 3', () => {
    assert.deepEqual(infer('ch_3MmlLrLkdIwHu7ix0snN0B15', now), { createdAt: '2023-03-17T22:02:19.000Z', accountSuffix: 'LkdIwHu7ix', paymentFamily: '3MmlLrLkdIwHu7ix' });
  });

  for (const id of ['cus_9s6XKzkNRiz8i3', '74537604221222012345678', 'dp_1zzzzzB7kZbyQdIyHqnqZ2Yj']) {
    it(`is nothing for ${id}`, () => assert.equal(infer(id, now), undefined));
  }
});
