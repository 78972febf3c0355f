import assert from 'node:assert/strict';
import type { Cell } from '../../../src/data/database';
import { copyText } from '../../../src/investigation/copy';
import type { StoredRows } from '../../../src/investigation/resultStore';
import { storedRows } from './stored';

const stored = (count: number, row: (index: number) => readonly Cell[]): StoredRows => storedRows(Object.fromEntries(row(0).map((_, index) => [`c${index}`, 'text'])), Array.from({ length: count }, (_, index) => row(index)));
/** Rows, both ends included, of so many columns. */
const tsv = (first: number, last: number, columns: number) => ({ format: 'tsv' as const, rows: [first, last] as const, columns: Array.from({ length: columns }, (_, index) => index) });

describe('a copy of a result', () => {
  it('is a single value as it is', async () => {
    assert.equal(await copyText(stored(2, () => ['a', 'say "b"']), { format: 'tsv', rows: [1, 1], columns: [1] }), 'say "b"');
  });

  it('is the rows and columns asked for, and no more than there are', async () => {
    assert.equal(await copyText(stored(4, (index) => [`${index}`, null, 'x\ty']), tsv(2, 9, 3)), '2\t\t"x\ty"\n3\t\t"x\ty"');
  });

  it('is the same across slices, with a value alone in the last quoted like the others', async () => {
    assert.equal(await copyText(stored(2001, () => ['"']), tsv(0, 2000, 1)), Array.from({ length: 2001 }, () => '""""').join('\n'));
  });

  it('is refused where it is too much for the clipboard', async () => {
    const rows = stored(20, () => ['x'.repeat(1024 * 1024)]);
    assert.equal(await copyText(rows, tsv(0, 19, 1)), undefined);
    assert.equal((await copyText(rows, tsv(0, 14, 1)))?.length, 15 * 1024 * 1024 + 14);
  });

  it('lets others have their turn', async () => {
    const rows = stored(200_000, (index) => [`${index}`, 'a "quoted" value', 'plain', 'two\nlines']);
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    const text = await copyText(rows, tsv(0, 199_999, 4));
    clearInterval(clock);
    assert.equal(text?.split('\n').length, 400_000);
    assert.ok(turns > 1, `${turns} turns`);
  });
});
