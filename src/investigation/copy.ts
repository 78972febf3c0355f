import type { Range } from '../shared/result';
import { toLines, toTsv } from '../shared/tsv';
import type { StoredRows } from './resultStore';

/** Characters: more than any spreadsheet takes at once, and few enough to go to the clipboard in a moment. */
const mostCharacters = 16 * 1024 * 1024;
/** Values written between two looks at the clock. */
const sliceValues = 2000;
const sliceMs = 10;

/** A part of a result for the clipboard (see `toTsv`), written in slices, so that nobody waits; undefined where it is too much. */
export async function copyText(stored: StoredRows, { rows: [first, last], columns: [left, right] }: Range): Promise<string | undefined> {
  const rowsOf = (from: number, count: number) => stored.rows(from, Math.min(count, last - from + 1)).map((row) => row.slice(left, right + 1));
  const write = first === last && left === right ? toTsv : toLines;
  const step = Math.max(1, Math.floor(sliceValues / stored.columns.length));
  const slices: string[] = [];
  let characters = 0;
  let since = performance.now();
  for (let from = first; from <= Math.min(last, stored.rowCount - 1); from += step) {
    const rows = rowsOf(from, step);
    for (const row of rows) for (const value of row) characters += 1 + (value?.length ?? 0);
    if (characters > mostCharacters) return undefined;
    slices.push(write(rows));
    if (performance.now() - since < sliceMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return slices.join('\n');
}
