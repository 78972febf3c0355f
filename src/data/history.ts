import type { FailureKind } from '../domain/failure';
import type { Origin } from './database';

/** One line of the record of what was asked of which connection. Holds no values and no secrets. */
export interface HistoryEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly connection: string;
  readonly origin: Origin;
  /** What the user wrote; for product SQL the question's name. */
  readonly statement: string;
  readonly outcome: 'done' | FailureKind;
  readonly rowCount: number;
  readonly elapsedMs: number;
}

/** Append-only. `append` never throws into a run: a history that cannot be written says so in the log. */
export interface History {
  append(entry: HistoryEntry): void;
}
