import type { Cut, ResultPayload, ToHost, ToRenderer, Value } from '../shared/result';

/** Values of one page: 200 rows, fewer of a wide result. */
const pageValues = 20_000;
const longestPage = 200;
/** Pages kept: 40,000 rows. The ones least recently got go first. */
const mostPages = 200;
/** A request with no answer after this long is made again. */
const patience = 5000;

interface Page {
  readonly rows: readonly (readonly Value[])[];
  readonly lengths: ReadonlyMap<string, number>;
}

const pageOf = (rows: Page['rows'], truncated: readonly Cut[]): Page => ({ rows, lengths: new Map(truncated.map(([row, column, length]) => [`${row}:${column}`, length])) });

/** The rows of one result as far as they are here; the others are asked for, one round at a time, the latest wish first. */
export class Pages {
  private readonly pages = new Map<number, Page>();
  private readonly pageSize: number;
  private firstPage: Page;
  private asked: { readonly numbers: Set<number>; readonly at: number } | undefined;

  constructor(
    private payload: ResultPayload,
    private readonly post: (message: ToHost) => void,
  ) {
    this.firstPage = pageOf(payload.rows, payload.truncated);
    this.pageSize = Math.max(20, Math.min(longestPage, Math.floor(pageValues / payload.columns.length)));
  }

  /** The same result, with more rows than before. */
  update(payload: ResultPayload): void {
    this.payload = payload;
    this.firstPage = pageOf(payload.rows, payload.truncated);
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

  /** Asks for what is missing of these rows and one page each side. */
  want(first: number, last: number): void {
    if (this.asked && performance.now() - this.asked.at < patience) return;
    const { rowCount, resultId } = this.payload;
    const numbers = new Set<number>();
    for (let page = Math.floor(first / this.pageSize) - 1; page <= Math.floor(last / this.pageSize) + 1; page++) {
      if (page >= 0 && page * this.pageSize < rowCount && !this.isHere(page)) numbers.add(page);
    }
    if (numbers.size === 0) return;
    this.asked = { numbers, at: performance.now() };
    for (const page of numbers) this.post({ kind: 'page', resultId, first: page * this.pageSize, count: this.pageSize });
  }

  receive({ first, rows, truncated }: Extract<ToRenderer, { kind: 'page' }>): void {
    const number = first / this.pageSize;
    this.pages.delete(number);
    this.pages.set(number, pageOf(rows, truncated));
    const [oldest] = this.pages.keys();
    if (this.pages.size > mostPages && oldest !== undefined) this.pages.delete(oldest);
    this.asked?.numbers.delete(number);
    if (this.asked?.numbers.size === 0) this.asked = undefined;
  }

  private locate(index: number): { readonly page: Page | undefined; readonly offset: number } {
    if (index < this.firstPage.rows.length) return { page: this.firstPage, offset: index };
    return { page: this.pages.get(Math.floor(index / this.pageSize)), offset: index % this.pageSize };
  }

  private isHere(number: number): boolean {
    const end = Math.min((number + 1) * this.pageSize, this.payload.rowCount);
    if (end <= this.firstPage.rows.length) return true;
    // A page got while rows still arrived may end before its last row.
    return (this.pages.get(number)?.rows.length ?? -1) >= end - number * this.pageSize;
  }
}
