import type { Cell, Column, Row } from '../data/database';
import type { Arrangement } from '../shared/arrangement';
import { orderOf, type Order } from './order';
import type { StoredRows } from './resultStore';

/** A result's rows as somebody looks at them. Stored rows are their own plainest view. */
export interface View {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  rows(first: number, count: number): readonly Row[];
  value(row: number, column: number): Cell;
}

const arranged = (stored: StoredRows, order: Order): View => {
  const { columns } = stored;
  return {
    columns,
    rowCount: order.length,
    rows: (first, count) => Array.from(order.subarray(first, first + count), (row) => stored.row(row)),
    value: (row, column) => stored.value(order[row] ?? stored.rowCount, column),
  };
};

interface Kept {
  readonly key: string;
  /** Rows that there were; a result that still runs has more by now. */
  readonly rowCount: number;
  readonly stop: AbortController;
  readonly view: Promise<View>;
}

/** Of one result: that of the last arrangement and the one before it. An order takes 4 bytes a row. */
const mostKept = 2;

/** The views of results. An arrangement that others have taken the place of is worked on no further. */
export class Views {
  private readonly kept = new WeakMap<StoredRows, readonly Kept[]>();

  /** Rejects where the work was stopped. */
  async of(stored: StoredRows, arrangement: Arrangement): Promise<View> {
    if (arrangement.sorts.length + arrangement.filters.length === 0) return stored;
    const key = JSON.stringify(arrangement);
    const before = this.kept.get(stored) ?? [];
    const known = before.find((each) => each.key === key && each.rowCount === stored.rowCount) ?? this.arrange(stored, arrangement, key);
    const others = before.filter((each) => each !== known);
    this.kept.set(stored, [known, ...others.slice(0, mostKept - 1)]);
    for (const { stop } of others.slice(mostKept - 1)) stop.abort();
    return known.view;
  }

  private arrange(stored: StoredRows, arrangement: Arrangement, key: string): Kept {
    const stop = new AbortController();
    return { key, rowCount: stored.rowCount, stop, view: orderOf(stored, arrangement, stop.signal).then((order) => arranged(stored, order)) };
  }
}
