import type { Cell, Column, Row } from '../../data/database';
import { distinctNames } from '../../shared/clipboard';
import { isJson } from '../../shared/json';
import { kindOf } from '../../shared/scale';
import type { ExportOptions, ExportWriter, Sink } from './writer';

/** A format as text: what stands before, for each row, and after. */
interface TextFormat {
  head(): string;
  row(row: Row, index: number): string;
  tail(rowCount: number): string;
}

export type TextFormatName = 'csv' | 'tsv' | 'json' | 'jsonl' | 'md';

/** Writes one of the text formats, a batch at a time. */
export function textWriter(name: TextFormatName, sink: Sink, options: ExportOptions): ExportWriter {
  let format: TextFormat | undefined;
  let rowCount = 0;
  // The head goes with the first rows: nobody waits for it alone.
  let ahead = '';
  return {
    columns(columns) {
      format = formats[name](columns, options);
      ahead = format.head();
    },
    rows(batch) {
      const text = batch.reduce((written, row) => written + (format?.row(row, rowCount++) ?? ''), ahead);
      ahead = '';
      return sink.write(text);
    },
    end: () => sink.write(ahead + (format?.tail(rowCount) ?? '')),
  };
}

const formats: Readonly<Record<TextFormatName, (columns: readonly Column[], options: ExportOptions) => TextFormat>> = {
  csv: (columns, options) => separated(',', columns, options),
  tsv: (columns, options) => separated('\t', columns, options),
  json: (columns) => {
    const object = objectOf(columns);
    return { head: () => '[', row: (row, index) => `${index === 0 ? '\n' : ',\n'}${object(row)}`, tail: (rowCount) => (rowCount === 0 ? ']\n' : '\n]\n') };
  },
  jsonl: (columns) => {
    const object = objectOf(columns);
    return { head: () => '', row: (row) => `${object(row)}\n`, tail: () => '' };
  },
  md: (columns, { nullText }) => {
    const line = (values: readonly string[]): string => `| ${values.join(' | ')} |\n`;
    return {
      head: () => line(columns.map(({ name }) => inTable(name))) + line(columns.map(({ type }) => (kindOf(type) === 'number' ? '--:' : '---'))),
      row: (row) => line(row.map((value) => inTable(value ?? nullText))),
      tail: () => '',
    };
  },
};

/** RFC 4180, lines ending in CRLF. NULL stands unquoted and an empty text quoted, as PostgreSQL's COPY has it. */
function separated(separator: string, columns: readonly Column[], { nullText, byteOrderMark }: ExportOptions): TextFormat {
  // A line of `\.` alone ends the data for older servers.
  const special = new RegExp(`["\\r\\n${separator}]|^\\\\\\.$`);
  const inQuotes = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const quoted = (text: string): string => (text === '' || text === nullText || special.test(text) ? inQuotes(text) : text);
  const none = special.test(nullText) ? inQuotes(nullText) : nullText;
  const plain = columns.map(({ type }) => kindOf(type) === 'number' || isNoFormula(type));
  const field = (value: Cell, column: number): string => (value === null ? none : quoted(plain[column] && /^[-\w]/.test(value) ? value : harmless(value)));
  return {
    head: () => `${byteOrderMark ? '\uFEFF' : ''}${columns.map(({ name }) => quoted(harmless(name))).join(separator)}\r\n`,
    row: (row) => `${row.map(field).join(separator)}\r\n`,
    tail: () => '',
  };
}

/** Types whose text begins with a sign at the worst, and is then a number, a time or an amount. */
const isNoFormula = (type: string): boolean => /^(?:boolean|uuid|bytea|money|date|interval|time(?:stamp)?(?: with(?:out)? time zone)?)$/.test(type);

/** A spreadsheet would run a text that begins so as a formula: an apostrophe before it makes it text (OWASP's CSV injection). */
const harmless = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

/** Exact in any reader: integers and floats that a double holds are numbers; bigint and numeric are strings of their digits. */
function objectOf(columns: readonly Column[]): (row: Row) => string {
  const keys = distinctNames(columns).map((name) => JSON.stringify(name));
  const values = columns.map(({ type }) => jsonValues[type] ?? JSON.stringify);
  return (row) => `{${row.map((value, column) => `${keys[column] ?? ''}:${value === null ? 'null' : (values[column] ?? JSON.stringify)(value)}`).join(',')}}`;
}

const number = (text: string): string => (/^-?\d/.test(text) ? text : JSON.stringify(text));
const json = (text: string): string => (isJson(text) ? text.replaceAll('\n', ' ') : JSON.stringify(text));
const jsonValues: Readonly<Record<string, (text: string) => string>> = {
  smallint: number, integer: number, oid: number, real: number, 'double precision': number,
  boolean: (text) => (text === 't' ? 'true' : text === 'f' ? 'false' : JSON.stringify(text)),
  json, jsonb: json,
};

const inTable = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, '\\$&').replaceAll(/\r\n?|\n/g, '<br>');
