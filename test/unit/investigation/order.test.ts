import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Cell } from '../../../src/data/database';
import { orderOf } from '../../../src/investigation/order';
import type { Filter, Sort } from '../../../src/shared/arrangement';
import { storedRows } from './stored';

/** The values of one column, in the order of an arrangement of it. */
async function arranged(type: string, values: readonly Cell[], { descending, filter }: { descending?: boolean; filter?: Filter } = {}): Promise<Cell[]> {
  const stored = storedRows({ a: type }, values.map((value) => [value]));
  const order = await orderOf(stored, { sorts: descending === undefined ? [] : [{ column: 0, descending }], filters: filter ? [filter] : [] });
  return Array.from(order, (row) => stored.value(row, 0));
}

describe('sorted rows', () => {
  it('go by the column’s type, NULL last in either direction', async () => {
    assert.deepEqual(await arranged('bigint', ['10', null, '9', '-1'], { descending: false }), ['-1', '9', '10', null]);
    assert.deepEqual(await arranged('bigint', ['10', null, '9', '-1'], { descending: true }), ['10', '9', '-1', null]);
    assert.deepEqual(await arranged('text', ['10', null, '9', ''], { descending: false }), ['', '10', '9', null]);
  });

  it('are exact beyond 2^53', async () => {
    assert.deepEqual(await arranged('bigint', ['9007199254740993', '9007199254740992', '9007199254740994'], { descending: false }), ['9007199254740992', '9007199254740993', '9007199254740994']);
    assert.deepEqual(await arranged('numeric', ['1.0000000000000000002', '1.0000000000000000003', '1.0000000000000000001'], { descending: true }), ['1.0000000000000000003', '1.0000000000000000002', '1.0000000000000000001']);
  });

  it('take upper and lower case alike', async () => {
    assert.deepEqual(await arranged('text', ['b', 'C', 'a', 'B'], { descending: false }), ['a', 'B', 'b', 'C']);
  });

  it('keep the order that they came in where they are equal', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [String(index % 3), String(index)]);
    const stored = storedRows({ a: 'integer', b: 'integer' }, rows);
    for (const descending of [false, true]) {
      const order = await orderOf(stored, { sorts: [{ column: 0, descending }], filters: [] });
      const expected = rows.map(([group], index) => ({ group: Number(group), index })).sort((left, right) => (descending ? right.group - left.group : left.group - right.group) || left.index - right.index);
      assert.deepEqual(Array.from(order), expected.map(({ index }) => index));
    }
  });

  it('go by several columns, the first before the second', async () => {
    const stored = storedRows({ status: 'text', amount: 'bigint' }, [['won', '1'], ['lost', '5'], ['won', '3'], ['lost', '7']]);
    const sorts: readonly Sort[] = [{ column: 0, descending: false }, { column: 1, descending: true }];
    assert.deepEqual(Array.from(await orderOf(stored, { sorts, filters: [] })), [3, 1, 2, 0]);
  });

  it('go as texts where a masked value is none of the type', async () => {
    assert.deepEqual(await arranged('bigint', ['10', '•••', '9'], { descending: false }), ['10', '9', '•••']);
  });

  it('are sorted as a plain sort has them, many or few different', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.string({ maxLength: 3 }), { freq: 10 }), { maxLength: 40 }), async (some) => {
        const values = Array.from({ length: 70 }, () => some).flat();
        const key = (value: string): string => value.toLowerCase();
        const texts = values.filter((value) => value !== null).sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : left < right ? -1 : left > right ? 1 : 0));
        assert.deepEqual(await arranged('text', values, { descending: false }), [...texts, ...values.filter((value) => value === null)]);
      }),
      { numRuns: 30 },
    );
    const many = Array.from({ length: 30_000 }, (_, index) => `dp_${(index * 7919) % 30_000}`);
    assert.deepEqual(await arranged('text', many, { descending: false }), many.toSorted());
  });
});

describe('filtered rows', () => {
  const filters: readonly (readonly [what: string, type: string, filter: Filter, values: readonly Cell[], expected: readonly Cell[]])[] = [
    ['contain a text, upper and lower case alike', 'text', { kind: 'contains', column: 0, text: 'WON' }, ['won', 'lost', null, 'Wonder'], ['won', 'Wonder']],
    ['equal a number, however it is written', 'numeric', { kind: 'equals', column: 0, text: '5' }, ['5.00', '5', '50', null, 'NaN'], ['5.00', '5']],
    ['equal a number beyond 2^53 alone', 'bigint', { kind: 'equals', column: 0, text: '9007199254740993' }, ['9007199254740993', '9007199254740992'], ['9007199254740993']],
    ['equal a text to the letter', 'text', { kind: 'equals', column: 0, text: 'won' }, ['won', 'Won', 'won '], ['won']],
    ['equal the empty text, which is not NULL', 'text', { kind: 'equals', column: 0, text: '' }, ['', null, ' '], ['']],
    ['equal a moment in another offset', 'timestamp with time zone', { kind: 'equals', column: 0, text: '2026-10-01 14:00' }, ['2026-10-01 16:00:00+02', '2026-10-01 14:00:01+00'], ['2026-10-01 16:00:00+02']],
    ['lie between two, both included', 'integer', { kind: 'between', column: 0, from: '-1', to: '10' }, ['-2', '-1', '9', '10', '11', null], ['-1', '9', '10']],
    ['lie beyond one, where the other end is open', 'date', { kind: 'between', column: 0, from: '2026-10-01', to: '' }, ['2026-09-30', '2026-10-01', 'infinity', '0044-03-15 BC'], ['2026-10-01', 'infinity']],
    ['lie within a day that is named alone, to its last moment', 'timestamp with time zone', { kind: 'between', column: 0, from: '2026-10-01', to: '2026-10-01' }, ['2026-10-01 00:00:00+00', '2026-10-01 23:59:59.999999+00', '2026-10-02 00:00:00+00', '2026-10-02 01:00:00+02'], ['2026-10-01 00:00:00+00', '2026-10-01 23:59:59.999999+00', '2026-10-02 01:00:00+02']],
    ['are of a day', 'timestamp with time zone', { kind: 'equals', column: 0, text: '2026-10-01' }, ['2026-10-01 14:00:00+00', '2026-10-02 00:00:00+00', null], ['2026-10-01 14:00:00+00']],
    ['are NULL', 'text', { kind: 'null', column: 0 }, ['', null, 'NULL'], [null]],
    ['are not NULL', 'text', { kind: 'notNull', column: 0 }, ['', null, 'NULL'], ['', 'NULL']],
    ['of a column that does not exist are NULL', 'text', { kind: 'notNull', column: 7 }, ['a'], []],
  ];
  for (const [what, type, filter, values, expected] of filters) it(what, async () => assert.deepEqual(await arranged(type, values, { filter }), expected));
});

describe('the work of arranging', () => {
  const stored = storedRows({ a: 'text' }, (function* () {
    for (let index = 0; index < 200_000; index++) yield [`dp_${(index * 7919) % 200_000}`];
  })());
  const arrangement = { sorts: [{ column: 0, descending: false }], filters: [] };

  it('lets others have their turn', async () => {
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    await orderOf(stored, arrangement);
    clearInterval(clock);
    assert.ok(turns > 5, `${turns} turns`);
  });

  it('ends when nobody waits for it', async () => {
    const stop = new AbortController();
    const order = orderOf(stored, arrangement, stop.signal);
    stop.abort();
    await assert.rejects(order, { name: 'AbortError' });
  });
});
