import { isSingleValue, plain, writerOf } from '../shared/clipboard';
import type { Ask } from '../shared/toHost';
import { Pace } from './pace';
import type { View } from './view';

/** Characters: more than any spreadsheet takes at once, and few enough to go to the clipboard in a moment. */
const mostCharacters = 16 * 1024 * 1024;
/** Values written between two looks at the clock. */
const sliceValues = 2000;

/** A part of a result for the clipboard, written in short turns; undefined where it is too much. */
export async function copyText(view: View, { format, rows: [first, last], columns }: Pick<Ask<'copy'>, 'format' | 'rows' | 'columns'>): Promise<string | undefined> {
  const end = Math.min(last + 1, view.rowCount);
  const chosen = columns.flatMap((column) => view.columns[column] ?? []);
  const writer = format === 'tsv' && isSingleValue(chosen, end - first) ? plain : writerOf(format, chosen);
  const step = Math.max(1, Math.floor(sliceValues / chosen.length));
  const pace = new Pace();
  const written: string[] = [];
  let characters = 0;
  for (let from = first; from < end; from += step) {
    for (let row = from; row < Math.min(from + step, end); row++) {
      const text = writer.row(columns.map((column) => view.value(row, column)));
      if (text === undefined) continue;
      characters += text.length + 1;
      if (characters > mostCharacters) return undefined;
      written.push(text);
    }
    if (pace.isOver) await pace.rest();
  }
  return writer.head + written.join(writer.separator) + writer.tail;
}
