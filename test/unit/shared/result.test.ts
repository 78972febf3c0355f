import assert from 'node:assert/strict';
import { isToHost } from '../../../src/shared/result';

describe('a message to the host', () => {
  it('is taken when it is whole', () => {
    const range = { rows: [0, 3], columns: [1, 1] };
    for (const message of [{ kind: 'page', resultId: 'r', first: 0, count: 200 }, { kind: 'copy', resultId: 'r', range }, { kind: 'open', id: 'dp_1' }]) assert.ok(isToHost(message), JSON.stringify(message));
  });

  it('is refused when it is anything else', () => {
    const wrong: unknown[] = [
      null,
      'page',
      {},
      { kind: 'drop' },
      { kind: 'page', resultId: 'r', first: -1, count: 200 },
      { kind: 'page', resultId: 'r', first: 0.5, count: 200 },
      { kind: 'page', resultId: 1, first: 0, count: 200 },
      { kind: 'copy', resultId: 'r', range: { rows: [0], columns: [1, 1] } },
      { kind: 'copy', resultId: 'r' },
      { kind: 'open', id: 7 },
    ];
    for (const message of wrong) assert.ok(!isToHost(message), JSON.stringify(message));
  });
});
