import type { Chart } from './chart';
import type { Cut, Value } from './result';

/** What a column holds, over the rows of an arrangement. Values are PostgreSQL's own text. */
export interface ColumnSummary {
  readonly rows: number;
  readonly nulls: number;
  /** Undefined where there are too many to count. */
  readonly distinct?: number;
  readonly minimum?: string;
  readonly maximum?: string;
  /** Of numbers and moments: rows by equal steps from the minimum to the maximum. */
  readonly histogram?: readonly number[];
  /** Of other values: those that are met most, and how often. */
  readonly frequent?: readonly (readonly [value: string, count: number])[];
}

/** What the extension host tells a grid. Rows are counted within the arrangement, whose `view` comes back. */
export type ToRenderer = { readonly resultId: string } & (
  | {
      readonly kind: 'page';
      readonly view: number;
      /** Rows of the arrangement in all. */
      readonly rowCount: number;
      readonly first: number;
      readonly rows: readonly (readonly Value[])[];
      readonly truncated: readonly Cut[];
    }
  | { readonly kind: 'value'; readonly view: number; readonly row: number; readonly column: number; readonly value: Value; /** Characters in all, where `value` is not whole. */ readonly length?: number }
  | { readonly kind: 'columnSummary'; readonly view: number; readonly column: number; readonly summary: ColumnSummary }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'copied'; readonly rows: number; readonly columns: number }
  | { readonly kind: 'expired' }
);
export type Told<Kind extends ToRenderer['kind']> = Extract<ToRenderer, { readonly kind: Kind }>;

const kinds: Readonly<Record<ToRenderer['kind'], true>> = { page: true, value: true, columnSummary: true, chart: true, copied: true, expired: true };

/** The extension's own words: a look at the kind is enough. */
export const isToRenderer = (message: unknown): message is ToRenderer =>
  typeof message === 'object' && message !== null && 'resultId' in message && 'kind' in message && typeof message.kind === 'string' && message.kind in kinds;
