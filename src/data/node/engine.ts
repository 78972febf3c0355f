import type { Client } from 'pg';
import type { Result } from '../../domain/failure';
import type { Server } from '../database';

/** A connected client of pg, and how to stop what it is running. */
export interface Link {
  readonly client: Client;
  /** The server process, as the connection's start told it. */
  readonly processId: number;
  /** Stops the running statement; resolves when nothing of it can hit a later one. */
  interrupt(): Promise<void>;
  /** Ends it in good order. */
  close(): Promise<unknown>;
  /** Ends it at once, without a word; settles when nothing of it is left. */
  destroy(): void | Promise<void>;
}

/** What stands behind a connection: a server by the network, or the embedded engine in its own process. Both speak PostgreSQL's protocol. */
export interface Engine {
  readonly kind: Server['kind'];
  /** Sessions at the most for questions and for runs; where there is but one, both share it. */
  readonly sessions: { readonly questions: number; readonly runs: number } | 1;
  /**
   * Rows that one Execute asks for; 0 for all of them, and the limit is then kept by a cancel: a row count would lose parallel plans.
   */
  readonly portalRows: number;
  /** Whether a session is kept as long as the connection: nothing can cut it off unnoticed, and its end would let others have the data. */
  readonly lasting: boolean;
  /** Milliseconds beyond a statement's time limit after which the limit is kept from here. */
  readonly grace: number;
  connect(): Promise<Result<Link>>;
  /** Ends what its links share, after the last of them. */
  release(): void;
}
