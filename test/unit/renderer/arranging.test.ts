import assert from 'node:assert/strict';
import { filtered, nextDirection, sorted } from '../../../src/renderer/arranging';
import { problemOf } from '../../../src/renderer/filter';
import type { Arrangement } from '../../../src/shared/arrangement';

const plain: Arrangement = { sorts: [], filters: [] };

describe('sorting by a header', () => {
  it('goes up, down, and back to how the rows came', () => {
    let arrangement = plain;
    const directions = [1, 2, 3].map(() => {
      arrangement = sorted(arrangement, 4, nextDirection(arrangement, 4), false);
      return arrangement.sorts;
    });
    assert.deepEqual(directions, [[{ column: 4, descending: false }], [{ column: 4, descending: true }], []]);
  });

  it('by a further column keeps those before, each in its rank', () => {
    const two = sorted(sorted(plain, 1, false, false), 2, false, true);
    assert.deepEqual(two.sorts, [{ column: 1, descending: false }, { column: 2, descending: false }]);
    assert.deepEqual(sorted(two, 1, true, true).sorts, [{ column: 1, descending: true }, { column: 2, descending: false }]);
    assert.deepEqual(sorted(two, 3, false, false).sorts, [{ column: 3, descending: false }]);
  });
});

describe('a filter', () => {
  it('is one a column', () => {
    const once = filtered(plain, 2, { kind: 'null', column: 2 });
    assert.deepEqual(filtered(once, 2, { kind: 'notNull', column: 2 }).filters, [{ kind: 'notNull', column: 2 }]);
    assert.deepEqual(filtered(once, 2, undefined).filters, []);
  });

  it('is refused with an example where its text is no value of the type', () => {
    assert.equal(problemOf({ kind: 'equals', column: 0, text: '12,5' }, 'number'), '"12,5" is no value of this type. Write it like 1200.');
    assert.equal(problemOf({ kind: 'between', column: 0, from: '2026-10-01', to: 'tomorrow' }, 'instant'), '"tomorrow" is no value of this type. Write it like 2026-10-01 14:00.');
    assert.equal(problemOf({ kind: 'between', column: 0, from: '', to: '' }, 'number'), 'Give at least one end.');
    assert.equal(problemOf({ kind: 'contains', column: 0, text: '' }, 'text'), 'Give a text to look for.');
  });

  it('is taken where it is', () => {
    assert.equal(problemOf({ kind: 'between', column: 0, from: '2026-10-01', to: '' }, 'instant'), undefined);
    assert.equal(problemOf({ kind: 'equals', column: 0, text: '-1.50e3' }, 'number'), undefined);
    assert.equal(problemOf({ kind: 'equals', column: 0, text: '' }, 'text'), undefined);
    assert.equal(problemOf({ kind: 'contains', column: 0, text: '12,5' }, 'number'), undefined);
  });
});
