/** Cuts what a client of PostgreSQL's protocol sends into whole messages. The first, the startup, has no type byte. */
export class FrontendMessages {
  private rest: Buffer = Buffer.alloc(0);
  private header = 4;

  /** The whole messages that `chunk` completes, in one piece; empty where there is none yet. */
  take(chunk: Buffer): Buffer {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let end = 0;
    while (this.rest.length >= end + this.header) {
      const next = end + this.header + this.rest.readUInt32BE(end + this.header - 4) - 4;
      if (next > this.rest.length) break;
      end = next;
      this.header = 5;
    }
    const whole = this.rest.subarray(0, end);
    this.rest = this.rest.subarray(end);
    return whole;
  }
}
