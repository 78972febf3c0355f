import * as l10n from '@vscode/l10n';
import type { Cell, Column, Row } from '../data/database';
import type { Cut, ResultPayload } from '../shared/result';

const maximumRows = 200;
const maximumBytes = 1024 * 1024;
const maximumCharacters = 10_000;

export type Page = Pick<ResultPayload, 'columns' | 'rows' | 'truncated'>;

/** The first page of a result: at most 200 rows and 1 MiB as JSON; longer values are cut, and listed. Values come masked. */
export function firstPage(columns: readonly Column[], rows: readonly Row[]): Page {
  const page: Cell[][] = [];
  const truncated: Cut[] = [];
  let bytes = 0;
  const add = (row: Row, longest: number): boolean => {
    const cutRow = cutValues(row, longest);
    const size = new TextEncoder().encode(JSON.stringify(cutRow)).length;
    if (bytes + size > maximumBytes) return false;
    bytes += size;
    truncated.push(...cutsOf(row, cutRow, page.length));
    page.push(cutRow);
    return true;
  };
  // A character is at most six bytes of JSON: `\\u0001`.
  const fitting = Math.floor(maximumBytes / Math.max(1, columns.length) / 6) - 1;
  for (const row of rows.slice(0, maximumRows)) if (!add(row, maximumCharacters) && !(page.length === 0 && add(row, fitting))) break;
  return { columns: columns.map(({ name, type }) => ({ name, type })), rows: page, truncated };
}

/** Rows on their way to a grid: values longer than so many characters are cut, and listed. */
export function cutRows(rows: readonly Row[], longest: number): Pick<ResultPayload, 'rows' | 'truncated'> {
  const shown = rows.map((row) => cutValues(row, longest));
  return { rows: shown, truncated: rows.flatMap((row, index) => cutsOf(row, shown[index] ?? row, index)) };
}

const cutValues = (row: Row, longest: number): Cell[] => row.map((value) => (value === null ? null : cut(value, longest)));
const cutsOf = (row: Row, shown: Row, index: number): Cut[] => row.flatMap((value, column) => (value !== null && value !== shown[column] ? [[index, column, value.length]] : []));

/** Never half a surrogate pair. */
export function cut(value: string, length: number): string {
  if (value.length <= length) return value;
  return value.slice(0, /[\ud800-\udbff]/.test(value.charAt(length - 1)) ? length - 1 : length);
}

const widestColumn = 100;
const numeric = /^(?:smallint|integer|bigint|numeric|real|double precision|money|oid)/;

/** The first page as an aligned table, for `text/plain`. NULL is `∅`. */
export function asText({ columns, rows, rowCount, more }: Pick<ResultPayload, 'columns' | 'rows' | 'rowCount' | 'more'>): string {
  const lines = [columns.map(({ name }) => visible(name)), ...rows.map((row) => row.map((value) => (value === null ? '∅' : visible(value))))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  const aligned = lines.map((line) =>
    line
      .map((value, column) => pad(value, widths[column] ?? 0, numeric.test(columns[column]?.type ?? '')))
      .join(' │ ')
      .trimEnd(),
  );
  const [head = '', ...body] = aligned;
  return [head, widths.map((width) => '─'.repeat(width)).join('─┼─'), ...body, counted(rows.length, rowCount, more)].join('\n');
}

function counted(shown: number, rowCount: number, more: boolean): string {
  if (more) return l10n.t('first {0} of {1} rows fetched; more exist', shown, rowCount);
  if (shown < rowCount) return l10n.t('first {0} of {1} rows', shown, rowCount);
  return rowCount === 1 ? l10n.t('1 row') : l10n.t('{0} rows', rowCount);
}

/** On one line, with nothing in it that a terminal or the order of writing would act on. */
function visible(value: string): string {
  const [line] = [value.replace(/\r\n?|\n/g, '↵').replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·')];
  return line.length > widestColumn ? `${cut(line, widestColumn - 1)}…` : line;
}

function pad(value: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(value)));
  return right ? space + value : value + space;
}

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Columns of a terminal: two for East Asian wide characters and emoji, none for marks. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\p{M}\u200b-\u200d]/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}
