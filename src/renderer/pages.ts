import type { Arrangement } from '../shared/arrangement';
import type { Cut, ResultPayload, Value } from '../shared/result';
import type { ToHost } from '../shared/toHost';
import type { Told } from '../shared/toRenderer';

/** Values of one page: 200 rows, fewer of a wide result. */
const pageValues = 20_000;
const longestPage = 200;
/** Pages kept: 40,000 rows. The ones least recently got go first. */
const mostPages = 200;
/** A request with no answer after this long is made again; a million rows are in order after some seconds. */
const patience = 15_000;

interface Page {
  readonly rows: readonly (readonly Value[])[];
  readonly lengths: ReadonlyMap<string, number>;
}

const pageOf = (rows: Page['rows'], truncated: readonly Cut[]): Page => ({ rows, lengths: new Map(truncated.map(([row, column, length]) => [`${row}:${column}`, length])) });
const nothing = pageOf([], []);

export const plainly: Arrangement = { sorts: [], filters: [] };
export const isPlain = ({ sorts, filters }: Arrangement): boolean => sorts.length + filters.length === 0;

/** The rows of one result, as arranged, as far as they are here; the others are asked for, one round at a time, the latest wish first. */
export class Pages {
  /** Counts the arrangements: what comes for an earlier one is late. */
  view = 0;
  arrangement: Arrangement = plainly;
  /** Rows of the arrangement; those of the one before it until its first page is here. */
  rowCount = 0;
  private readonly pages = new Map<number, Page>();
  private readonly pageSize: number;
  private firstPage = nothing;
  private asked: { readonly numbers: Set<number>; readonly at: number } | undefined;

  constructor(
    private payload: ResultPayload,
    private readonly post: (message: ToHost) => void,
  ) {
    this.pageSize = Math.max(20, Math.min(longestPage, Math.floor(pageValues / payload.columns.length)));
    this.update(payload);
  }

  /** The same result, with more rows than before. */
  update(payload: ResultPayload): void {
    const grown = payload.rowCount !== this.payload.rowCount;
    this.payload = payload;
    if (!isPlain(this.arrangement)) {
      if (grown) this.arrange(this.arrangement);
      return;
    }
    this.firstPage = pageOf(payload.rows, payload.truncated);
    this.rowCount = payload.rowCount;
  }

  /** Starts anew with other rows, or in another order. */
  arrange(arrangement: Arrangement): void {
    this.view++;
    this.arrangement = arrangement;
    this.pages.clear();
    this.asked = undefined;
    this.firstPage = isPlain(arrangement) ? pageOf(this.payload.rows, this.payload.truncated) : nothing;
    if (isPlain(arrangement)) this.rowCount = this.payload.rowCount;
    else this.ask(new Set([0]));
  }

  /** Whether the arrangement is still being made. */
  get isArranging(): boolean {
    return !isPlain(this.arrangement) && this.asked !== undefined && this.pages.size === 0;
  }

  row(index: number): readonly Value[] | undefined {
    const { page, offset } = this.locate(index);
    return page?.rows[offset];
  }

  /** The whole length of a value that was cut. */
  lengthOf(index: number, column: number): number | undefined {
    const { page, offset } = this.locate(index);
    return page?.lengths.get(`${offset}:${column}`);
  }

  /** The rows that are here, in no order. */
  get here(): Page['rows'] {
    return [this.firstPage, ...this.pages.values()].flatMap(({ rows }) => rows);
  }

  /** Asks for what is missing of these rows and one page each side. */
  want(first: number, last: number): void {
    if (this.asked && performance.now() - this.asked.at < patience) return;
    const numbers = new Set<number>();
    for (let page = Math.floor(first / this.pageSize) - 1; page <= Math.floor(last / this.pageSize) + 1; page++) {
      if (page >= 0 && page * this.pageSize < this.rowCount && !this.isHere(page)) numbers.add(page);
    }
    if (numbers.size > 0) this.ask(numbers);
  }

  /** False for a page that is late. */
  receive({ view, rowCount, first, rows, truncated }: Told<'page'>): boolean {
    if (view !== this.view) return false;
    const number = first / this.pageSize;
    this.rowCount = isPlain(this.arrangement) ? this.payload.rowCount : rowCount;
    this.pages.delete(number);
    this.pages.set(number, pageOf(rows, truncated));
    const [oldest] = this.pages.keys();
    if (this.pages.size > mostPages && oldest !== undefined) this.pages.delete(oldest);
    this.asked?.numbers.delete(number);
    if (this.asked?.numbers.size === 0) this.asked = undefined;
    return true;
  }

  private ask(numbers: Set<number>): void {
    this.asked = { numbers, at: performance.now() };
    const { view, arrangement, pageSize: count } = this;
    for (const page of numbers) this.post({ kind: 'page', resultId: this.payload.resultId, view, arrangement, first: page * count, count });
  }

  private locate(index: number): { readonly page: Page | undefined; readonly offset: number } {
    if (index < this.firstPage.rows.length) return { page: this.firstPage, offset: index };
    return { page: this.pages.get(Math.floor(index / this.pageSize)), offset: index % this.pageSize };
  }

  private isHere(number: number): boolean {
    const end = Math.min((number + 1) * this.pageSize, this.rowCount);
    if (end <= this.firstPage.rows.length) return true;
    // A page got while rows still arrived may end before its last row.
    return (this.pages.get(number)?.rows.length ?? -1) >= end - number * this.pageSize;
  }
}
