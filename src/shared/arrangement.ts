import * as z from 'zod/mini';

const index = z.int().check(z.nonnegative());
const bound = z.string().check(z.maxLength(10_000));

export const filterSchema = z.discriminatedUnion('kind', [
  /** Somewhere in the text, upper and lower case alike. */
  z.object({ kind: z.literal('contains'), column: index, text: bound }),
  /** Equal by the column's type: the number 5 equals 5.00. */
  z.object({ kind: z.literal('equals'), column: index, text: bound }),
  /** Both ends included; an empty one is open. */
  z.object({ kind: z.literal('between'), column: index, from: bound, to: bound }),
  z.object({ kind: z.literal('null'), column: index }),
  z.object({ kind: z.literal('notNull'), column: index }),
]);

export const arrangementSchema = z.object({
  /** The first counts most. NULL comes last either way. */
  sorts: z.readonly(z.array(z.object({ column: index, descending: z.boolean() })).check(z.maxLength(16))),
  /** Rows must pass them all. */
  filters: z.readonly(z.array(filterSchema).check(z.maxLength(64))),
});

export type Filter = z.infer<typeof filterSchema>;
export type Sort = Arrangement['sorts'][number];
/** In which order, and which, of a result's rows are looked at. Columns by their number in the result. */
export type Arrangement = z.infer<typeof arrangementSchema>;
