import type { Value } from './result';

/**
 * Rows as a spreadsheet takes them from the clipboard: tabs between, values with a tab, quote or line end in quotes,
 * NULL as nothing. A single value is itself, untouched.
 */
export function toTsv(rows: readonly (readonly Value[])[]): string {
  const [row] = rows;
  return rows.length === 1 && row?.length === 1 ? (row[0] ?? '') : toLines(rows);
}

/** The same of a part of the rows, which may be a single value. */
export const toLines = (rows: readonly (readonly Value[])[]): string => rows.map((values) => values.map(quoted).join('\t')).join('\n');

const quoted = (value: Value): string => (value === null ? '' : /[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
