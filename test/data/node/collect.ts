import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Failure, Result } from '../../../src/domain/failure';
import type { Column, Database, Question, Row, Rows, Run, RunSummary } from '../../../src/data/database';

export interface Collected {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly summary: RunSummary;
}

/** Runs a statement and keeps every row. */
export async function run(database: Database, sql: string, options: Partial<Run> & { readonly signal?: AbortSignal } = {}): Promise<Result<Collected>> {
  let columns: readonly Column[] = [];
  const rows: Row[] = [];
  const { signal = new AbortController().signal, ...more } = options;
  const summary = await database.run(
    { sql, parameters: [], origin: 'cell', limit: 10_000, timeout: 10_000, ...more },
    { columns: (given) => void (columns = given), rows: (batch) => void rows.push(...batch) },
    signal,
  );
  return summary.ok ? { ok: true, value: { columns, rows, summary: summary.value } } : summary;
}

export const rowsOf = async (database: Database, sql: string, options: Partial<Run> = {}): Promise<readonly Row[]> => valueOf(await run(database, sql, options)).rows;

export const ask = (database: Database, sql: string, parameters: Question['parameters'] = [], more: Partial<Question> = {}, signal?: AbortSignal): Promise<Result<Rows>> =>
  database.ask({ name: 'test', sql, parameters, origin: 'lookup', ...more }, signal);

export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  assert.fail(JSON.stringify(result.failure));
}

export function failureOf(result: Result<unknown>): Failure {
  if (!result.ok) return result.failure;
  assert.fail('It did not fail');
}

/** Waits until a state holds, asking every 20 ms. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `It never came to be: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Meanwhile every wait that begins in this process is a tenth as long: of a limit of seconds, its end is proven, not its length. */
export async function hastened<T>(work: () => Promise<T>): Promise<T> {
  const wait = setTimeout;
  const hasty = mock.method(globalThis, 'setTimeout', (done: () => void, milliseconds = 0) => wait(done, milliseconds / 10));
  try {
    return await work();
  } finally {
    hasty.mock.restore();
  }
}
