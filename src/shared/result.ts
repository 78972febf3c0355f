/** What crosses from the extension host to the result grid, and back. Plain JSON both ways. */

export const resultMime = 'application/vnd.casebook.result+json';
export const rendererId = 'casebook.result-grid';

/** One value in PostgreSQL's own text. `null` is SQL NULL and distinct from `''`. */
export type Value = string | null;

/** A value that was cut for the way: row and column within the rows beside it, and its whole length in characters. */
export type Cut = readonly [row: number, column: number, length: number];

export interface ChartSpecification {
  readonly kind: string;
  readonly x?: string;
  readonly y?: string;
  readonly series?: string;
}

/** The payload of one output, version 1. `rows` is the first page: at most 200 rows and 1 MiB. */
export interface ResultPayload {
  readonly version: 1;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
  /** Rows fetched in all. */
  readonly rowCount: number;
  /** True when the limit cut the result. */
  readonly more: boolean;
  readonly truncated: readonly Cut[];
  readonly elapsedMs: number;
  readonly firstRowMs: number;
  /** Which statement of the cell, from 0. */
  readonly statement: number;
  readonly connection: string;
  /** Names of columns with masked values. */
  readonly masked: readonly string[];
  readonly chart?: ChartSpecification;
  readonly resultId: string;
  /** Rows still arrive: `rowCount` and the times are those so far. */
  readonly running?: true;
}

/** Rows and columns, both ends included. */
export interface Range {
  readonly rows: readonly [first: number, last: number];
  readonly columns: readonly [first: number, last: number];
}

export type ToHost =
  | { readonly kind: 'page'; readonly resultId: string; readonly first: number; readonly count: number }
  /** Into the clipboard: by the host, which has the values uncut and every row. */
  | { readonly kind: 'copy'; readonly resultId: string; readonly range: Range }
  | { readonly kind: 'open'; readonly id: string };

export type ToRenderer =
  | { readonly kind: 'page'; readonly resultId: string; readonly first: number; readonly rows: readonly (readonly Value[])[]; readonly truncated: readonly Cut[] }
  | { readonly kind: 'copied'; readonly resultId: string; readonly rows: number; readonly columns: number }
  | { readonly kind: 'expired'; readonly resultId: string };

export function isToHost(message: unknown): message is ToHost {
  if (!isObject(message)) return false;
  switch (message['kind']) {
    case 'page':
      return typeof message['resultId'] === 'string' && isIndex(message['first']) && isIndex(message['count']);
    case 'copy':
      return typeof message['resultId'] === 'string' && isObject(message['range']) && isSpan(message['range']['rows']) && isSpan(message['range']['columns']);
    case 'open':
      return typeof message['id'] === 'string';
    default:
      return false;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isIndex = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isSpan = (value: unknown): value is readonly [number, number] => Array.isArray(value) && value.length === 2 && value.every(isIndex);

export const isToRenderer = (message: unknown): message is ToRenderer => isObject(message) && typeof message['resultId'] === 'string' && ['page', 'copied', 'expired'].includes(String(message['kind']));

/** Of outputs that another version of Casebook may have made: what a grid cannot do without. */
export const isResultPayload = (value: unknown): value is ResultPayload =>
  isObject(value) && value['version'] === 1 && typeof value['resultId'] === 'string' && [value['columns'], value['rows'], value['truncated'], value['masked']].every(Array.isArray);
