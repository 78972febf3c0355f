import assert from 'node:assert/strict';
import type { Cell } from '../../../src/data/database';
import { copyText } from '../../../src/investigation/copy';
import { StoredRows } from '../../../src/investigation/resultStore';

const stored = (count: number, row: (index: number) => readonly Cell[]): StoredRows => {
  const rows = new StoredRows(row(0).map((_, index) => ({ name: `c${index}`, type: 'text', tableId: 0, columnNumber: 0 })));
  for (let index = 0; index < count; index++) rows.append([row(index)]);
  return rows;
};

describe('a copy of a result', () => {
  it('is a single value as it is', async () => {
    assert.equal(await copyText(stored(2, () => ['a', 'say "b"']), { rows: [1, 1], columns: [1, 1] }), 'say "b"');
  });

  it('is the rows and columns asked for, and no more than there are', async () => {
    assert.equal(await copyText(stored(4, (index) => [`${index}`, null, 'x\ty']), { rows: [2, 9], columns: [0, 2] }), '2\t\t"x\ty"\n3\t\t"x\ty"');
  });

  it('is the same across slices, with a value alone in the last quoted like the others', async () => {
    assert.equal(await copyText(stored(2001, () => ['"']), { rows: [0, 2000], columns: [0, 0] }), Array.from({ length: 2001 }, () => '""""').join('\n'));
  });

  it('is refused where it is too much for the clipboard', async () => {
    const rows = stored(20, () => ['x'.repeat(1024 * 1024)]);
    assert.equal(await copyText(rows, { rows: [0, 19], columns: [0, 0] }), undefined);
    assert.equal((await copyText(rows, { rows: [0, 14], columns: [0, 0] }))?.length, 15 * 1024 * 1024 + 14);
  });

  it('lets others have their turn', async () => {
    const rows = stored(200_000, (index) => [`${index}`, 'a "quoted" value', 'plain', 'two\nlines']);
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    const text = await copyText(rows, { rows: [0, 199_999], columns: [0, 3] });
    clearInterval(clock);
    assert.equal(text?.split('\n').length, 400_000);
    assert.ok(turns > 1, `${turns} turns`);
  });
});
