/** What crosses from the extension host to the result grid, and back. Plain JSON both ways. */

export const resultMime = 'application/vnd.casebook.result+json';
export const rendererId = 'casebook.result-grid';

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
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows fetched in all. */
  readonly rowCount: number;
  /** True when the limit cut the result. */
  readonly more: boolean;
  /** Values cut in `rows`: row, column, whole length in characters. */
  readonly truncated: readonly (readonly [row: number, column: number, length: number])[];
  readonly elapsedMs: number;
  readonly firstRowMs: number;
  /** Which statement of the cell, from 0. */
  readonly statement: number;
  readonly connection: string;
  /** Names of columns with masked values. */
  readonly masked: readonly string[];
  readonly chart?: ChartSpecification;
  readonly resultId: string;
}

export type ToHost =
  | { readonly kind: 'page'; readonly resultId: string; readonly first: number; readonly count: number }
  | { readonly kind: 'open'; readonly id: string };

export type ToRenderer =
  | { readonly kind: 'page'; readonly resultId: string; readonly first: number; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly kind: 'expired'; readonly resultId: string };

export function isToHost(message: unknown): message is ToHost {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  switch (message.kind) {
    case 'page':
      return 'resultId' in message && typeof message.resultId === 'string' && 'first' in message && Number.isSafeInteger(message.first) && 'count' in message && Number.isSafeInteger(message.count);
    case 'open':
      return 'id' in message && typeof message.id === 'string';
    default:
      return false;
  }
}
