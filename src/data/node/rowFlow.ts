import type { Row, RowReceiver } from '../database';

const batchRows = 1000;

/** Milliseconds of rows after which others get a turn: Node reads up to two megabytes of a socket in one go. */
const turn = 8;

/** Hands rows on in batches, one a chunk of the socket and at most 1,000 rows, and holds the server back while the receiver is busy. */
export class RowFlow {
  /** Rows handed on or about to be. */
  rowCount = 0;
  /** True once there was a row beyond the limit. */
  more = false;
  /** By `performance.now()`. */
  firstRowAt: number | undefined;
  private batch: Row[] = [];
  private busy: Promise<void> | undefined;
  private over = false;
  private turnSince = 0;
  private broken: Promise<void> | undefined;
  private halt: () => void = () => undefined;
  private readonly halted = new Promise<void>((resolve) => {
    this.halt = resolve;
  });

  constructor(
    private readonly receiver: RowReceiver,
    private readonly limit: number,
    private readonly source: { pause(): void; resume(): void; interrupt(): void },
    /** Whether the server would go on beyond the limit. */
    private readonly endless: boolean,
  ) {}

  readonly row = (cells: Row): void => {
    if (this.over) return;
    if (this.rowCount === this.limit) {
      this.more = true;
      this.over = true;
      if (this.endless) this.source.interrupt();
      return;
    }
    this.rowCount += 1;
    this.firstRowAt ??= performance.now();
    const held = this.batch.push(cells);
    // The parser emits a chunk's rows in one go: a microtask comes right after them.
    if (held === 1) queueMicrotask(() => this.flush());
    else if (held >= batchRows) this.flush();
  };

  /** Every row that came is handed on, or discarded; throws what the receiver threw. */
  async drained(): Promise<void> {
    await Promise.race([this.handedOn(), this.halted]);
    await this.broken;
  }

  /** The receiver gets nothing more; what the server still sends is dropped. */
  discard(): void {
    this.over = true;
    this.batch = [];
    this.source.resume();
    this.halt();
  }

  private async handedOn(): Promise<void> {
    this.flush();
    while (this.busy) await this.busy;
  }

  private flush(): void {
    if (this.busy || this.batch.length === 0) return;
    const batch = this.batch;
    this.batch = [];
    const accepted = attempt(() => this.receiver.rows(batch)) ?? this.breath();
    if (!accepted) return;
    this.source.pause();
    this.busy = accepted.then(
      () => {
        this.busy = undefined;
        this.turnSince = performance.now();
        this.source.resume();
        this.flush();
      },
      () => {
        this.busy = undefined;
        this.broken = accepted;
        this.discard();
        if (this.endless) this.source.interrupt();
      },
    );
  }

  private breath(): Promise<void> | undefined {
    return performance.now() - this.turnSince < turn ? undefined : new Promise((resolve) => setImmediate(resolve));
  }
}

/** What it returns; a throw as a rejection. */
function attempt(act: () => void | Promise<void>): void | Promise<void> {
  try {
    return act();
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}
