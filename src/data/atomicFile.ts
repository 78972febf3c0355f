import type { Result } from '../domain/failure';

/** A file that is there whole or not at all: it is written beside its place and moved there at the end. */
export interface AtomicFile {
  /** A promise is open while the disk is behind. Rejects with `WriteFailure`. */
  write(chunk: string | Uint8Array): void | Promise<void>;
  /** Puts the file in its place. */
  commit(): Promise<Result<{ readonly bytes: number }>>;
  /** Leaves nothing of it. After a commit it does nothing. */
  abandon(): Promise<void>;
}

/** What the file system refused, in words. */
export class WriteFailure extends Error {}
