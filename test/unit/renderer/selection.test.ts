import assert from 'node:assert/strict';
import { isSelected, rangeOf, selectionAfter, selectOnly, type Position } from '../../../src/renderer/selection';

const extent = { rows: 100, columns: 5, page: 10 };
const at = (row: number, column: number): Position => ({ row, column });
const after = (key: string, from: Position, modifiers: { shift?: true; control?: true } = {}) => selectionAfter({ key, shift: false, control: false, ...modifiers }, selectOnly(from), extent);

describe('keys in the grid', () => {
  const moves: readonly (readonly [key: string, from: Position, to: Position, modifiers?: { control: true }])[] = [
    ['ArrowDown', at(3, 2), at(4, 2)],
    ['ArrowUp', at(0, 2), at(-1, 2)],
    ['ArrowUp', at(-1, 2), at(-1, 2)],
    ['ArrowDown', at(-1, 2), at(0, 2)],
    ['ArrowRight', at(-1, 2), at(-1, 3)],
    ['ArrowRight', at(3, 4), at(3, 4)],
    ['ArrowLeft', at(3, 2), at(3, 1)],
    ['PageDown', at(95, 2), at(99, 2)],
    ['PageUp', at(15, 2), at(5, 2)],
    ['Home', at(15, 2), at(15, 0)],
    ['End', at(15, 2), at(15, 4)],
    ['PageUp', at(5, 2), at(0, 2)],
    ['Home', at(15, 2), at(0, 0), { control: true }],
    ['ArrowUp', at(15, 2), at(0, 2), { control: true }],
    ['End', at(15, 2), at(99, 4), { control: true }],
    ['ArrowDown', at(15, 2), at(99, 2), { control: true }],
  ];
  for (const [key, from, to, modifiers] of moves) {
    it(`${modifiers ? 'Ctrl+' : ''}${key} goes from ${from.row}:${from.column} to ${to.row}:${to.column}`, () => {
      assert.deepEqual(after(key, from, modifiers), selectOnly(to));
    });
  }

  it('extend the selection with Shift, and Escape takes it back', () => {
    const extended = after('ArrowDown', at(3, 2), { shift: true });
    assert.deepEqual(extended, { anchor: at(3, 2), active: at(4, 2) });
    assert.ok(extended);
    assert.deepEqual(selectionAfter({ key: 'Escape', shift: false, control: false }, extended, extent), selectOnly(at(4, 2)));
  });

  it('stay in the header where there are no rows, and extend nothing from there', () => {
    const none = { rows: 0, columns: 3, page: 1 };
    assert.deepEqual(selectionAfter({ key: 'ArrowDown', shift: false, control: false }, selectOnly(at(-1, 0)), none), selectOnly(at(-1, 0)));
    assert.equal(after('ArrowDown', at(-1, 2), { shift: true }), undefined);
    const upFromFirst = after('ArrowUp', at(0, 2), { shift: true });
    assert.deepEqual(upFromFirst, { anchor: at(0, 2), active: at(0, 2) });
  });

  it('leave to the workbench what moves nothing', () => {
    assert.equal(after('Tab', at(3, 2)), undefined);
    assert.equal(after('a', at(3, 2)), undefined);
    assert.equal(after('Escape', at(3, 2)), undefined);
  });

  it('select a column with Ctrl+Space, from its header too, and a row with Shift+Space', () => {
    const column = after(' ', at(-1, 2), { control: true });
    assert.deepEqual(column, { anchor: at(99, 2), active: at(0, 2) });
    const row = after(' ', at(7, 2), { shift: true });
    assert.deepEqual(row, { anchor: at(7, 4), active: at(7, 0) });
    assert.deepEqual([after(' ', at(7, 2)), after(' ', at(-1, 2), { shift: true })], [undefined, undefined]);
  });

  it('select everything with Ctrl+A', () => {
    const all = after('a', at(3, 2), { control: true });
    assert.ok(all);
    assert.deepEqual(rangeOf(all), { rows: [0, 99], columns: [0, 4] });
  });
});

describe('a selected range', () => {
  it('is the same from whichever corner it was drawn', () => {
    assert.deepEqual(rangeOf({ anchor: at(7, 1), active: at(2, 3) }), { rows: [2, 7], columns: [1, 3] });
  });

  it('holds its corners and nothing beside them', () => {
    const range = rangeOf({ anchor: at(2, 1), active: at(7, 3) });
    assert.ok(isSelected(range, at(2, 1)) && isSelected(range, at(7, 3)));
    assert.ok(!isSelected(range, at(8, 1)) && !isSelected(range, at(2, 0)));
  });
});
