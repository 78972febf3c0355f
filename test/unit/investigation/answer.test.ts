import assert from 'node:assert/strict';
import { Answers } from '../../../src/investigation/answer';
import { ResultStore } from '../../../src/investigation/resultStore';
import type { Arrangement } from '../../../src/shared/arrangement';
import { storedRows } from './stored';

const plain: Arrangement = { sorts: [], filters: [] };
const descending: Arrangement = { sorts: [{ column: 0, descending: true }], filters: [{ kind: 'between', column: 0, from: '2', to: '' }] };

function answersFor(...rows: (string | null)[][]): { answers: Answers; store: ResultStore } {
  const store = new ResultStore();
  store.add('r', storedRows({ n: 'integer', note: 'text' }, rows));
  return { answers: new Answers(store), store };
}

describe('what a grid is answered', () => {
  it('is the page of its arrangement, with the rows that there are', async () => {
    const { answers } = answersFor(['1', 'a'], ['3', 'c'], ['2', 'b']);
    const told = await answers.answer({ kind: 'page', resultId: 'r', view: 4, arrangement: descending, first: 0, count: 200 });
    assert.deepEqual(told, { kind: 'page', resultId: 'r', view: 4, rowCount: 2, first: 0, rows: [['3', 'c'], ['2', 'b']], truncated: [] });
  });

  it('has the rows that have come since', async () => {
    const { answers, store } = answersFor(['1', 'a'], ['3', 'c']);
    const ask = () => answers.answer({ kind: 'page', resultId: 'r', view: 1, arrangement: descending, first: 0, count: 200 });
    await ask();
    store.get('r')?.append([['9', 'd']]);
    const told = await ask();
    assert.deepEqual(told.kind === 'page' && told.rows, [['9', 'd'], ['3', 'c']]);
  });

  it('is one value whole, where a page has it cut', async () => {
    const { answers } = answersFor(['1', 'x'.repeat(5000)]);
    const page = await answers.answer({ kind: 'page', resultId: 'r', view: 0, arrangement: plain, first: 0, count: 1 });
    assert.deepEqual(page.kind === 'page' && page.truncated, [[0, 1, 5000]]);
    assert.deepEqual(await answers.answer({ kind: 'value', resultId: 'r', view: 0, arrangement: plain, row: 0, column: 1 }), { kind: 'value', resultId: 'r', view: 0, row: 0, column: 1, value: 'x'.repeat(5000) });
  });

  it('is no more of a value than a person can read, and its length', async () => {
    const { answers } = answersFor(['1', 'x'.repeat(1_000_001)]);
    const told = await answers.answer({ kind: 'value', resultId: 'r', view: 0, arrangement: plain, row: 0, column: 1 });
    assert.ok(told.kind === 'value');
    assert.deepEqual([told.value?.length, told.length], [1_000_000, 1_000_001]);
  });

  it('is that the result is gone, when it is', async () => {
    const { answers, store } = answersFor(['1', 'a']);
    store.delete('r');
    assert.deepEqual(await answers.answer({ kind: 'columnSummary', resultId: 'r', view: 0, arrangement: plain, column: 0 }), { kind: 'expired', resultId: 'r' });
    assert.deepEqual(await answers.copy({ kind: 'copy', resultId: 'r', arrangement: plain, format: 'csv', rows: [0, 0], columns: [0] }), { told: { kind: 'expired', resultId: 'r' } });
  });

  it('is a copy in the order that is shown, of rows and of columns', async () => {
    const { answers } = answersFor(['1', 'a'], ['3', 'c'], ['2', 'b']);
    assert.deepEqual(await answers.copy({ kind: 'copy', resultId: 'r', arrangement: descending, format: 'csv', rows: [0, 9], columns: [1, 0] }), { text: 'note,n\nc,3\nb,2\n', told: { kind: 'copied', resultId: 'r', rows: 2, columns: 2 } });
  });
});

describe('the work on an arrangement', () => {
  it('is stopped when two others have taken its place', async () => {
    const store = new ResultStore();
    store.add('r', storedRows({ n: 'integer' }, Array.from({ length: 100_000 }, (_, index) => [String((index * 7919) % 100_000)])));
    const answers = new Answers(store);
    const asked = ['1', '2', '3'].map((from) => answers.answer({ kind: 'page', resultId: 'r', view: 0, arrangement: { ...descending, filters: [{ kind: 'between', column: 0, from, to: '' }] }, first: 0, count: 1 }));
    const ends = await Promise.allSettled(asked);
    assert.deepEqual(ends.map(({ status }) => status), ['rejected', 'fulfilled', 'fulfilled']);
  });
});
