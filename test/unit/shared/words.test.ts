import assert from 'node:assert/strict';
import { formatDuration, summarise } from '../../../src/shared/words';

const result = { rowCount: 1234, more: false, elapsedMs: 56.3, connection: 'sample', masked: [] };

describe('the summary of a result', () => {
  it('says rows, time and connection', () => {
    assert.equal(summarise(result), '1,234 rows in 56 ms on sample');
    assert.equal(summarise({ ...result, rowCount: 1 }), '1 row in 56 ms on sample');
    assert.equal(summarise({ ...result, rowCount: 0 }), 'No rows in 56 ms on sample');
  });

  it('says in words that the limit cut it', () => {
    assert.equal(summarise({ ...result, rowCount: 10_000, more: true }), 'First 10,000 rows; more exist · 56 ms on sample');
  });

  it('says that rows still come', () => {
    assert.equal(summarise({ ...result, running: true }), 'First 1,234 rows; more are on their way');
  });

  it('names the masked columns', () => {
    assert.equal(summarise({ ...result, masked: ['email', 'name'] }), '1,234 rows in 56 ms on sample · masked: email, name');
  });
});

describe('a duration', () => {
  it('is said in milliseconds, seconds, minutes', () => {
    assert.deepEqual([0.4, 999.4, 999.6, 59_949, 59_951, 125_000].map(formatDuration), ['0 ms', '999 ms', '1.0 s', '59.9 s', '1 min 0 s', '2 min 5 s']);
  });
});
