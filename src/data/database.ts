import type { Result } from '../domain/failure';

/** One value as the server sent it, in text format. `null` is SQL NULL and distinct from `''`. */
export type Cell = string | null;
export type Row = readonly Cell[];

export interface Column {
  readonly name: string;
  /** `format_type(oid, null)`, for example `timestamp with time zone`, `bigint`, `text[]`. */
  readonly type: string;
  /** Where the column comes from: pg_class.oid and attnum; 0 for an expression. */
  readonly tableId: number;
  readonly columnNumber: number;
}

/** What asked: it goes into the history. */
export type Origin = 'cell' | 'lookup' | 'explorer' | 'snippet' | 'api' | 'export' | 'connection';

/** Casebook's own SQL: prepared under `name`, in a read-only transaction, in one round trip. */
export interface Question {
  /** Unique and stable for this text: the prepared statement's name (at most 63 bytes). */
  readonly name: string;
  readonly sql: string;
  /** Bound in order as $1…; arrays go as array literals (`arrayLiteral`). */
  readonly parameters: readonly Cell[];
  readonly origin: Origin;
  /** Milliseconds; 10,000 unless told. */
  readonly timeout?: number;
  /** Whether SQL of a user's is in it (a rule, a layout): it is then checked as a run is, asked for no role that runs are refused to, and leaves nothing behind. */
  readonly holdsUsersSql?: boolean | undefined;
  /** Whether it reads few rows by indexes, whatever its values: it is then planned once for all of them, and for no parallel workers. */
  readonly readsFew?: boolean;
}

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** One statement of the user's. It is checked by the guard, run in its own read-only transaction and rolled back. */
export interface Run {
  readonly sql: string;
  readonly parameters: readonly Cell[];
  readonly origin: Origin;
  /** Rows to fetch at the most; one more is looked for, so that `more` is known. */
  readonly limit: number;
  /** Milliseconds that the statement may take on the server. */
  readonly timeout: number;
  /** Harmless settings, by `set local`; names and values checked by the guard. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What the user wrote, where `sql` is that plus prelude: it goes into the history. */
  readonly written?: string;
}

/** Gets a run's rows as they come. An implementation that is slow returns a promise: the server then waits. */
export interface RowReceiver {
  columns(columns: readonly Column[]): void;
  rows(batch: readonly Row[]): void | Promise<void>;
}

export interface RunSummary {
  readonly rowCount: number;
  /** True when the limit cut the result. */
  readonly more: boolean;
  /** Milliseconds from sending to the first row (or to the end where there is none), and to the end. */
  readonly firstRowMs: number;
  readonly elapsedMs: number;
  /** The server's command tag, for example `SELECT 12`. */
  readonly tag: string;
}

/** What a server may lack: common table expressions that are planned into their query (PostgreSQL 12), a key to cancel with, read-only transactions that are heeded. */
export type Capability = 'inlining' | 'cancel' | 'readOnlyTransactions';

export interface Server {
  readonly kind: 'postgres' | 'embedded';
  /** For people, with its own version: `PostgreSQL 18.4`, `CockroachDB 23.1.4`. */
  readonly product: string;
  /** The PostgreSQL that it is or speaks, as `server_version`. */
  readonly version: string;
  readonly user: string;
  readonly database: string;
  readonly standby: boolean;
  /** Whether a pooler stands between: the sessions are not Casebook's own, and no statement stays prepared. */
  readonly pooled: boolean;
  /** What it cannot do, and Casebook does without. */
  readonly lacks: readonly Capability[];
  /** What the role could do beyond reading, by name (`superuser`, `pg_write_all_data`, …); empty for a proper read-only role. */
  readonly rights: readonly string[];
  /** Whether it may change a table. Casebook uses it read-only all the same. */
  readonly writes: boolean;
}

/**
 * The one way to data. Two kinds of session stand behind it, apart: product SQL (`ask`) and runs (`run`).
 * Neither ever leaves a transaction open. Expected failures are values; a bug throws.
 */
export interface Database {
  readonly connection: string;
  /** Server facts, asked once per connect. */
  describe(signal?: AbortSignal): Promise<Result<Server>>;
  ask(question: Question, signal?: AbortSignal): Promise<Result<Rows>>;
  /** An abort reaches the server; the promise settles when the session is proven idle (kind `cancelled`). */
  run(run: Run, receiver: RowReceiver, signal: AbortSignal): Promise<Result<RunSummary>>;
  close(): Promise<void>;
}

/** A text array literal for a parameter cast to `text[]` (or any other element type's input text). */
export function arrayLiteral(values: readonly Cell[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(',')}}`;
}
