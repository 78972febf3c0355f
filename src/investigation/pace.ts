/** Long work in short turns, so that nobody waits for it. */
export class Pace {
  private since = performance.now();

  /** Milliseconds of one turn. */
  constructor(private readonly turn = 10) {}

  get isOver(): boolean {
    return performance.now() - this.since >= this.turn;
  }

  /** Lets others have their turn. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.since = performance.now();
  }
}
