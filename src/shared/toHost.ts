import * as z from 'zod/mini';
import { arrangementSchema } from './arrangement';
import { copyFormats } from './clipboard';

const index = z.int().check(z.nonnegative());
const resultId = z.string();
/** The sender's number of the arrangement: answers bear it. */
const view = index;
const arrangement = arrangementSchema;

/** What a grid asks of the extension host. Rows are counted within the arrangement; columns are those of the result. */
export const toHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), resultId, view, arrangement, first: index, count: index.check(z.maximum(1000)) }),
  /** Into the clipboard: by the host, which has the values uncut and every row. */
  z.object({ kind: z.literal('copy'), resultId, arrangement, format: z.enum(copyFormats), rows: z.readonly(z.tuple([index, index])), columns: z.readonly(z.array(index).check(z.maxLength(2000))) }),
  /** One value, as long as a person can read. */
  z.object({ kind: z.literal('value'), resultId, view, arrangement, row: index, column: index }),
  /** What a column holds, over the rows of the arrangement. */
  z.object({ kind: z.literal('columnSummary'), resultId, view, arrangement, column: index }),
  /** What a chart draws, over every row. */
  z.object({ kind: z.literal('chart'), resultId, specification: z.object({ kind: z.string(), x: z.exactOptional(z.string()), y: z.exactOptional(z.string()), series: z.exactOptional(z.string()) }) }),
  /** The card of an identifier. */
  z.object({ kind: z.literal('open'), id: z.string() }),
  /** The cell runs again; `loadAll`: this statement without its limit. */
  z.object({ kind: z.enum(['runAgain', 'loadAll', 'exportAll']), resultId }),
]);
export type ToHost = z.infer<typeof toHostSchema>;
export type Ask<Kind extends ToHost['kind']> = Extract<ToHost, { readonly kind: Kind }>;
