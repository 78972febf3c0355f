import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Column } from '../../../src/data/database';
import { ResultStore, StoredRows } from '../../../src/investigation/resultStore';

const columns = (count: number): Column[] => Array.from({ length: count }, (_, index) => ({ name: `c${index}`, type: 'text', tableId: 0, columnNumber: 0 }));

const stored = (...rows: (string | null)[][]): StoredRows => {
  const result = new StoredRows(columns(rows[0]?.length ?? 0));
  result.append(rows);
  return result;
};

describe('stored rows', () => {
  it('come back as they were, NULL apart from an empty string, across batches', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.option(fc.string({ unit: 'binary' })), fc.constantFrom(null, '', 'x')), { minLength: 1, maxLength: 20 }), fc.nat(30), (some, first) => {
        const rows = Array.from({ length: 60 }, () => some).flat();
        const result = new StoredRows(columns(2));
        for (let from = 0; from < rows.length; from += 7) result.append(rows.slice(from, from + 7));
        assert.deepEqual(result.rows(0, rows.length), rows);
        assert.deepEqual(result.rows(first, 5), rows.slice(first, first + 5));
        assert.deepEqual(result.values(1), rows.map(([, value]) => value));
      }),
      { numRuns: 20 },
    );
  });

  it('end where they end', () => {
    assert.deepEqual(stored(['a'], ['b']).rows(1, 100), [['b']]);
    assert.deepEqual(stored(['a'], ['b']).rows(2, 100), []);
  });
});

describe('the results of a window', () => {
  const thousand = 'x'.repeat(1000);

  it('make room for the newest by letting the oldest go', () => {
    const store = new ResultStore(2500);
    for (const id of ['first', 'second', 'third']) {
      store.add(id, stored([thousand]));
      assert.ok(store.makeRoom(id));
    }
    assert.deepEqual(['first', 'second', 'third'].map((id) => store.get(id) !== undefined), [false, true, true]);
  });

  it('say when one alone is too large', () => {
    const store = new ResultStore(2500);
    store.add('small', stored(['x']));
    store.add('large', stored([thousand], [thousand], [thousand]));
    assert.ok(!store.makeRoom('large'));
  });

  it('are gone when they are deleted', () => {
    const store = new ResultStore(2500);
    store.add('one', stored(['x']));
    store.delete('one');
    assert.equal(store.get('one'), undefined);
  });
});
