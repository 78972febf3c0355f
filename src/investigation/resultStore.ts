import type { Cell, Column, Row } from '../data/database';

/** Rows of one batch: many enough for long strings and few, few enough to seal one in a moment. */
const batchRows = 500;

/** Rows sealed: one string a column, and where each value ends in it; `-1 - end` for NULL. */
type Batch = readonly { readonly text: string; readonly ends: Int32Array }[];

/** The rows of one result, in a form that costs the garbage collector nothing however many they are. */
export class StoredRows {
  private readonly batches: Batch[] = [];
  private unsealed: Row[] = [];
  /** What they take up, about. */
  bytes = 0;
  rowCount = 0;
  /** The same rows before they were masked, where `:cell.column` takes from them. */
  unmasked?: StoredRows;

  constructor(readonly columns: readonly Column[]) {}

  append(rows: readonly Row[]): void {
    for (const row of rows) {
      for (const value of row) this.bytes += 4 + (value?.length ?? 0);
      this.unsealed.push(row);
      if (this.unsealed.length === batchRows) this.seal();
    }
    this.rowCount += rows.length;
  }

  rows(first: number, count: number): Row[] {
    const last = Math.min(first + count, this.rowCount);
    return Array.from({ length: Math.max(0, last - first) }, (_, index) => this.row(first + index));
  }

  /** Every value of a column. */
  values(column: number): Cell[] {
    return Array.from({ length: this.rowCount }, (_, index) => this.value(index, column));
  }

  row(index: number): Row {
    return this.unsealed[index - this.batches.length * batchRows] ?? this.columns.map((_, column) => this.value(index, column));
  }

  value(index: number, column: number): Cell {
    const batch = this.batches[Math.floor(index / batchRows)];
    if (!batch) return this.unsealed[index - this.batches.length * batchRows]?.[column] ?? null;
    const { text = '', ends } = batch[column] ?? {};
    const at = index % batchRows;
    const end = ends?.[at] ?? -1;
    const before = at === 0 ? 0 : (ends?.[at - 1] ?? 0);
    return end < 0 ? null : text.slice(before < 0 ? -1 - before : before, end);
  }

  private seal(): void {
    const rows = this.unsealed;
    this.batches.push(
      this.columns.map((_, column) => {
        const ends = new Int32Array(rows.length);
        let end = 0;
        for (const [index, row] of rows.entries()) {
          const value = row[column] ?? null;
          end += value?.length ?? 0;
          ends[index] = value === null ? -1 - end : end;
        }
        return { text: rows.map((row) => row[column] ?? '').join(''), ends };
      }),
    );
    this.unsealed = [];
  }
}

/** The results of a window by their id, at most so many bytes: the oldest make room. */
export class ResultStore {
  private readonly results = new Map<string, StoredRows>();

  constructor(private readonly capacity = 512 * 1024 * 1024) {}

  add(id: string, rows: StoredRows): void {
    this.results.set(id, rows);
  }

  get(id: string): StoredRows | undefined {
    return this.results.get(id);
  }

  delete(id: string): void {
    this.results.delete(id);
  }

  /** Lets the oldest go until all fit, but this one. False where it alone is too large. */
  makeRoom(id: string): boolean {
    let bytes = 0;
    for (const rows of this.results.values()) bytes += bytesOf(rows);
    for (const [each, rows] of this.results) {
      if (bytes <= this.capacity) return true;
      if (each === id) continue;
      this.results.delete(each);
      bytes -= bytesOf(rows);
    }
    return bytes <= this.capacity;
  }
}

const bytesOf = ({ bytes, unmasked }: StoredRows): number => bytes + (unmasked?.bytes ?? 0);
