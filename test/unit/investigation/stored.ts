import type { Cell } from '../../../src/data/database';
import { StoredRows } from '../../../src/investigation/resultStore';

/** Rows as a run stores them: columns by name and type. */
export function storedRows(columns: Readonly<Record<string, string>>, rows: Iterable<readonly Cell[]>): StoredRows {
  const stored = new StoredRows(Object.entries(columns).map(([name, type]) => ({ name, type, tableId: 0, columnNumber: 0 })));
  for (const row of rows) stored.append([row]);
  return stored;
}
