import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { History, HistoryEntry } from '../history';

/** Appends entries to a file as JSON lines, in order. What cannot be written is told to `complain`, once for each entry, and nobody else. */
export function appendingHistory(file: string, complain: (error: unknown) => void): History & { /** Settles when everything is written. */ written(): Promise<void> } {
  let tail: Promise<void> = mkdir(path.dirname(file), { recursive: true }).then(() => undefined, complain);
  return {
    append: (entry: HistoryEntry) => {
      tail = tail.then(() => appendFile(file, `${JSON.stringify(entry)}\n`)).catch(complain);
    },
    written: () => tail,
  };
}
