import type { EndedBy } from './failures';

/** Node takes a longer one for 1 ms. */
const longestTimer = 2 ** 31 - 1;

/** Watches over a statement: an abort or the time limit ends it, once, and is remembered. */
export class Watch {
  endedBy: EndedBy | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly abort = (): void => this.end('cancelled');

  constructor(
    milliseconds: number,
    /** Stops what is under way now. */
    public stop: () => void,
    private readonly signal?: AbortSignal,
  ) {
    this.timer = setTimeout(() => this.end('timeout'), Math.min(milliseconds, longestTimer));
    signal?.addEventListener('abort', this.abort);
    if (signal?.aborted) this.abort();
  }

  end(by: EndedBy): void {
    if (this.endedBy) return;
    this.endedBy = by;
    this.stop();
  }

  /** From here on it stops nothing. */
  dispose(): void {
    this.stop = () => undefined;
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this.abort);
  }
}
