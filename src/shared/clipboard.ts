import { isJson } from './json';
import type { ResultPayload, Value } from './result';
import { kindOf, scaleOf } from './scale';

export const copyFormats = ['tsv', 'tsvWithNames', 'csv', 'json', 'markdown', 'values', 'in'] as const;
export type CopyFormat = (typeof copyFormats)[number];

type Columns = ResultPayload['columns'];
type Row = readonly Value[];

/** Writes rows in a format, one after the other: `head`, the rows with `separator` between them, `tail`. */
export interface Writer {
  readonly head: string;
  readonly separator: string;
  readonly tail: string;
  /** Undefined where a row adds nothing. */
  row(values: Row): string | undefined;
}

export const writerOf = (format: CopyFormat, columns: Columns): Writer => writers[format](columns);

/** Few rows at once. */
export function writeRows(format: CopyFormat, columns: Columns, rows: readonly Row[]): string {
  const writer = isSingleValue(columns, rows.length) && format === 'tsv' ? plain : writerOf(format, columns);
  return writer.head + rows.flatMap((values) => writer.row(values) ?? []).join(writer.separator) + writer.tail;
}

/** A single value is copied as it is. */
export const plain: Writer = { head: '', separator: '\n', tail: '', row: ([value]) => value ?? '' };
export const isSingleValue = (columns: Columns, rows: number): boolean => rows === 1 && columns.length === 1;

/** A name for each column, no two alike. */
export function distinctNames(columns: Columns): string[] {
  const taken = new Set(columns.map(({ name }) => name));
  const used = new Set<string>();
  return columns.map(({ name }) => {
    let distinct = name;
    for (let count = 2; used.has(distinct) || (distinct !== name && taken.has(distinct)); count++) distinct = `${name}_${count}`;
    used.add(distinct);
    return distinct;
  });
}

/** Quoted where a spreadsheet would otherwise see an end in it. */
const tabbed = (value: Value): string => (value === null ? '' : /[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
/** As PostgreSQL writes CSV: NULL is nothing, an empty text is `""`. */
const commaed = (value: Value): string => (value === null ? '' : value === '' || /[,\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const inTable = (value: Value): string => (value === null ? 'NULL' : value.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\r\n?|\n/g, '<br>'));

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);
const booleans: Readonly<Record<string, string>> = { t: 'true', f: 'false' };

function inJson(value: Value, type: string): string {
  if (value === null) return 'null';
  const kind = kindOf(type);
  if (kind === 'number' && isNumber(value)) return value;
  if (kind === 'boolean') return booleans[value] ?? JSON.stringify(value);
  // As it is: parsed and written anew it would lose digits.
  return kind === 'json' && isJson(value) ? value : JSON.stringify(value);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function literal(value: Value, type: string): string {
  if (value === null) return 'null';
  const kind = kindOf(type);
  if (kind === 'number' && isNumber(value)) return value;
  return kind === 'boolean' ? (booleans[value] ?? quoted(value)) : quoted(value);
}

/** Types that mean one character or one bit where they are written without a length. */
const unbounded: Readonly<Record<string, string>> = { character: 'bpchar', bit: 'bit varying' };

function isOfType(value: Value, type: string): boolean {
  const scale = scaleOf(kindOf(type));
  return value === null || !scale || scale.key(value) !== undefined;
}

/** The first row says the types. A masked value is no value of its column's type. */
function typedLiteral(value: Value, type: string): string {
  if (type === 'record' || !isOfType(value, type)) return literal(value, 'text');
  return `${value === null ? 'null' : quoted(value)}::${unbounded[type] ?? type}`;
}

const writers: Readonly<Record<CopyFormat, (columns: Columns) => Writer>> = {
  tsv: () => ({ head: '', separator: '\n', tail: '', row: (values) => values.map(tabbed).join('\t') }),
  tsvWithNames: (columns) => ({ ...writers.tsv(columns), head: `${columns.map(({ name }) => tabbed(name)).join('\t')}\n` }),
  csv: (columns) => ({ head: `${columns.map(({ name }) => commaed(name)).join(',')}\n`, separator: '\n', tail: '\n', row: (values) => values.map(commaed).join(',') }),
  json: (columns) => {
    const names = distinctNames(columns).map((name) => JSON.stringify(name));
    return { head: '[\n', separator: ',\n', tail: '\n]\n', row: (values) => `  {${columns.map(({ type }, index) => `${names[index] ?? ''}: ${inJson(values[index] ?? null, type)}`).join(', ')}}` };
  },
  markdown: (columns) => {
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    const rule = columns.map(({ type }) => (kindOf(type) === 'number' ? '--:' : '---'));
    return { head: `${line(columns.map(({ name }) => inTable(name)))}\n${line(rule)}\n`, separator: '\n', tail: '\n', row: (values) => line(values.map(inTable)) };
  },
  values: (columns) => {
    let write = typedLiteral;
    return {
      head: 'values\n',
      separator: ',\n',
      tail: '\n',
      row(values) {
        const row = `  (${columns.map(({ type }, index) => write(values[index] ?? null, type)).join(', ')})`;
        write = (value, type) => (isOfType(value, type) ? literal(value, type) : 'null /* masked */');
        return row;
      },
    };
  },
  // Each value once; NULL is never in a list.
  in: (columns) => {
    const seen = new Set<string>();
    return {
      head: 'in (',
      separator: ', ',
      get tail() {
        return seen.size === 0 ? 'null)' : ')';
      },
      row(values) {
        const fresh = columns.flatMap(({ type }, index) => (values[index] == null ? [] : [literal(values[index], type)])).filter((each) => !seen.has(each) && seen.add(each));
        return fresh.length === 0 ? undefined : fresh.join(', ');
      },
    };
  },
};
