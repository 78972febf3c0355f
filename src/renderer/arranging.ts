import type { Arrangement, Filter } from '../shared/arrangement';

/** Sorted by one column first, or by it after those before; undefined: by it no more. */
export function sorted({ sorts, filters }: Arrangement, column: number, descending: boolean | undefined, isFurther: boolean): Arrangement {
  if (descending === undefined) return { sorts: sorts.filter((sort) => sort.column !== column), filters };
  const sort = { column, descending };
  if (!isFurther) return { sorts: [sort], filters };
  return { sorts: sorts.some((each) => each.column === column) ? sorts.map((each) => (each.column === column ? sort : each)) : [...sorts, sort], filters };
}

/** What a click on a header asks for: up, down, as it came. */
export function nextDirection({ sorts }: Arrangement, column: number): boolean | undefined {
  const before = sorts.find((sort) => sort.column === column);
  return before === undefined ? false : before.descending ? undefined : true;
}

/** With this filter of a column, or with none. */
export const filtered = ({ sorts, filters }: Arrangement, column: number, filter: Filter | undefined): Arrangement => ({
  sorts,
  filters: [...filters.filter((each) => each.column !== column), ...(filter ? [filter] : [])],
});
