import assert from 'node:assert/strict';
import { toHostSchema } from '../../../src/shared/toHost';

const arrangement = { sorts: [{ column: 1, descending: true }], filters: [{ kind: 'between', column: 0, from: '1', to: '' }] };

describe('a message to the host', () => {
  it('is taken when it is whole', () => {
    for (const message of [
      { kind: 'page', resultId: 'r', view: 0, arrangement, first: 0, count: 200 },
      { kind: 'copy', resultId: 'r', arrangement, format: 'csv', rows: [0, 3], columns: [1, 0] },
      { kind: 'value', resultId: 'r', view: 3, arrangement, row: 2, column: 1 },
      { kind: 'columnSummary', resultId: 'r', view: 3, arrangement, column: 1 },
      { kind: 'open', id: 'dp_1' },
      { kind: 'loadAll', resultId: 'r' },
    ])
      assert.deepEqual(toHostSchema.parse(message), message);
  });

  it('is refused when it is anything else', () => {
    const page = { kind: 'page', resultId: 'r', view: 0, arrangement, first: 0, count: 200 };
    const wrong: unknown[] = [
      null,
      'page',
      {},
      { kind: 'drop' },
      { ...page, first: -1 },
      { ...page, first: 0.5 },
      { ...page, count: 1e9 },
      { ...page, resultId: 1 },
      { ...page, arrangement: undefined },
      { ...page, arrangement: { sorts: [{ column: -1, descending: true }], filters: [] } },
      { ...page, arrangement: { sorts: [], filters: [{ kind: 'matches', column: 0, text: '(a+)+$' }] } },
      { kind: 'copy', resultId: 'r', arrangement, format: 'exe', rows: [0, 1], columns: [0] },
      { kind: 'copy', resultId: 'r', arrangement, format: 'csv', rows: [0], columns: [0] },
      { kind: 'open', id: 7 },
    ];
    for (const message of wrong) assert.ok(!toHostSchema.safeParse(message).success, JSON.stringify(message));
  });
});
