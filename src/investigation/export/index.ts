import type { Row } from '../../data/database';
import { WriteFailure, type AtomicFile } from '../../data/atomicFile';
import { fail, succeed, type Failure, type Result } from '../../domain/failure';
import { runWhole, type RunContext } from '../run';
import type { ExportFormat } from './formats';
import { textWriter } from './text';
import type { ExportOptions, ExportWriter, Sink } from './writer';
import { xlsxWriter } from './xlsx';

export type { ExportFormat } from './formats';
export type { ExportOptions } from './writer';

export const createWriter = (format: ExportFormat, sink: Sink, options: ExportOptions): ExportWriter => (format === 'xlsx' ? xlsxWriter(sink) : textWriter(format, sink, options));

/** What to export: a statement of a cell. */
export interface ExportRequest {
  readonly context: RunContext;
  readonly cell: number;
  readonly statement: number;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
}

/** What an export wrote. */
export interface Exported {
  readonly rowCount: number;
  readonly bytes: number;
  /** Names of the columns in which a value was masked. */
  readonly masked: readonly string[];
}

/** Runs the statement again and writes its whole result, row by row as the file takes it. The file is whole at the end, or not there. */
export async function exportStatement({ context, cell, statement, format, options }: ExportRequest, file: AtomicFile, onRows: (rowCount: number) => void, signal: AbortSignal): Promise<Result<Exported>> {
  const writer = createWriter(format, file, options);
  const stop = new AbortController();
  let refused: Failure | undefined;
  // A disk that is full ends the statement.
  const written = async (work: void | Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof WriteFailure)) throw error;
      refused = fail('denied', error.message).failure;
      stop.abort();
    }
  };
  let rowCount = 0;
  const receiver = {
    columns: writer.columns.bind(writer),
    rows(batch: readonly Row[]): void | Promise<void> {
      onRows((rowCount += batch.length));
      const slow = writer.rows(batch);
      return slow && written(slow);
    },
  };
  try {
    const run = await runWhole(context, cell, statement, receiver, AbortSignal.any([signal, stop.signal]));
    if (run.ok) await written(writer.end());
    if (refused) return { ok: false, failure: refused };
    if (!run.ok) return { ok: false, failure: run.failure.failure };
    const kept = await file.commit();
    return kept.ok ? succeed({ rowCount, bytes: kept.value.bytes, masked: run.value.masked }) : kept;
  } finally {
    await file.abandon();
  }
}
