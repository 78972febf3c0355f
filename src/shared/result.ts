/** What a cell's output holds for the result grid. Plain JSON. */

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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Of outputs that another version of Casebook may have made: what a grid cannot do without. */
export const isResultPayload = (value: unknown): value is ResultPayload =>
  isObject(value) && value['version'] === 1 && typeof value['resultId'] === 'string' && [value['columns'], value['rows'], value['truncated'], value['masked']].every(Array.isArray);
