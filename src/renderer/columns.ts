import * as l10n from '@vscode/l10n';
import type { ResultPayload } from '../shared/result';

/** PostgreSQL's own shorter names of types. */
const aliases: readonly (readonly [long: RegExp, short: string])[] = [
  [/^timestamp(\(\d\))? with time zone/, 'timestamptz$1'],
  [/^timestamp(\(\d\))? without time zone/, 'timestamp$1'],
  [/^time(\(\d\))? with time zone/, 'timetz$1'],
  [/^time(\(\d\))? without time zone/, 'time$1'],
  [/^character varying/, 'varchar'],
];

const shortType = (type: string): string => aliases.reduce((name, [long, short]) => name.replace(long, short), type);

/** What stands below a column's name. */
export const typeLabel = (type: string, masked: boolean): string => (masked ? l10n.t('{0}, masked', shortType(type)) : shortType(type));

/** Numbers are read from their last digit. */
export const isNumeric = (type: string): boolean => /^(?:smallint|integer|bigint|numeric|real|double precision|money|oid)(?:\([\d,]+\))?$/.test(type);

const narrowest = 56;
const widest = 420;
/** Left and right of a value together. */
export const cellPadding = 20;
/** Enough rows to know a column by, and enough letters to fill the widest. */
const sampleRows = 100;
const sampleLetters = 80;

type Rows = ResultPayload['rows'];
type Measure = (text: string) => number;

const longestOf = (rows: Rows, column: number): string => rows.map((row) => (row[column] ?? 'NULL').slice(0, sampleLetters)).reduce((found, value) => (value.length > found.length ? value : found), '');
const widthOf = (content: number): number => Math.max(narrowest, Math.min(widest, Math.ceil(content) + cellPadding));

/** A width for each column, in CSS pixels: that of its longest value so far, within bounds. */
export const columnWidths = ({ columns, rows, masked }: Pick<ResultPayload, 'columns' | 'rows' | 'masked'>, measure: Measure): number[] =>
  columns.map(({ name, type }, index) => widthOf(Math.max(measure(longestOf(rows.slice(0, sampleRows), index)), measure(name) * 1.05, measure(typeLabel(type, masked.includes(name))) * 0.9)));

/** A number that is cut is a wrong number: its column grows with the rows that come. */
export const widened = (widths: readonly number[], numeric: readonly boolean[], rows: Rows, measure: Measure): readonly number[] =>
  widths.map((width, column) => (numeric[column] ? Math.max(width, widthOf(measure(longestOf(rows, column)))) : width));
