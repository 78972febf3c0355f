import type { Cell, Column, RowReceiver, RunSummary } from '../data/database';
import type { Source } from '../data/layouts/layout';
import type { Failure, Result } from '../domain/failure';
import type { ChartSpecification } from '../shared/result';
import type { Investigation } from './investigation';

/** What a named cell's last statement yielded, unmasked, for `:cell.column`. */
export interface ChainedResult {
  readonly columns: readonly Column[];
  readonly more: boolean;
  /** Every fetched value of the column with this index. */
  values(column: number): readonly Cell[] | Promise<readonly Cell[]>;
}

/** What a cell runs with. */
export interface RunContext {
  readonly investigation: Investigation;
  /** Values of parameters by name, as input text of their types; the declared default where absent. */
  readonly values: Readonly<Record<string, string>>;
  /** The settings' row limit, and time limit in milliseconds. */
  readonly defaults: { readonly limit: number; readonly timeout: number };
  /** The connection of this name; the active one for undefined. */
  source(connection: string | undefined, signal: AbortSignal): Promise<Result<Source>>;
  /** The last result of the cell of this name, where it has run. */
  result(cell: string): ChainedResult | undefined;
}

export interface RunningStatement {
  /** Which of the cell, from 0, and of how many. */
  readonly index: number;
  readonly count: number;
  readonly connection: string;
  /** As the user wrote it. */
  readonly written: string;
  readonly chart?: ChartSpecification;
}

/** Hears a cell's run. */
export interface RunListener {
  /** A statement begins; its columns and rows go to what this returns. */
  begin(statement: RunningStatement): RowReceiver;
  /** It ended well. */
  end(statement: RunningStatement, summary: RunSummary): void | Promise<void>;
}

/** A failure with its place in the cell's value: UTF-16 offsets of the very token. `statement` is absent where none began. */
export interface CellFailure {
  readonly failure: Failure;
  readonly statement?: number;
  readonly range?: { readonly start: number; readonly end: number };
}

export type CellOutcome = { readonly ok: true } | ({ readonly ok: false } & CellFailure);

/**
 * Runs one code cell: its statements one after the other, until one fails. What its `:cell.column` name must have
 * run before (see `runOrder`). An abort reaches the server; the promise settles when the session is idle.
 */
export type RunCell = (context: RunContext, cell: number, listener: RunListener, signal: AbortSignal) => Promise<CellOutcome>;

/**
 * The cells to run for this one, in order, itself last: those that its `:cell.column` name, and that theirs do,
 * where `has(name)` is false. A cycle is a failure that names it.
 */
export type RunOrder = (investigation: Investigation, cell: number, has: (name: string) => boolean) => Result<readonly number[]>;
