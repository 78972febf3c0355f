import * as l10n from '@vscode/l10n';
import { NotebookCellOutput, NotebookCellOutputItem, type NotebookCellExecution } from 'vscode';
import type { RowReceiver } from '../../data/database';
import type { MaskedRunSummary, RunReceivers } from '../../data/masking/maskedRun';
import { explain, fail, type Failure } from '../../domain/failure';
import { asText, firstPage } from '../../investigation/page';
import { StoredRows, type ResultStore } from '../../investigation/resultStore';
import type { CellFailure, RunListener, RunningStatement } from '../../investigation/run';
import { resultMime, type ResultPayload } from '../../shared/result';
import { rowsInWords } from '../../shared/words';

/** A full first page is shown at once; a smaller one when no more has come for so long. */
const fullPage = 200;
const patienceMs = 100;

/** What a statement yielded, for the cell's status and for `:cell.column`. */
export interface Ended {
  readonly resultId: string;
  readonly connection: string;
  readonly summary: MaskedRunSummary;
}

/** How far the statement is that runs. */
export interface Progress {
  readonly statement: RunningStatement;
  readonly rowCount: number;
  readonly elapsedMs: number;
}

interface Shown {
  readonly statement: RunningStatement;
  readonly resultId: string;
  readonly startedAt: number;
  rows?: StoredRows;
  output?: NotebookCellOutput;
  firstRowMs?: number;
  timer?: NodeJS.Timeout;
}

/** The outputs of one cell's run: one a statement, its first page as soon as it is there. */
export class CellOutputs implements RunListener {
  readonly ended: Ended[] = [];
  private current: Shown | undefined;
  private tooLarge: Failure | undefined;
  /** Changes of the outputs, one after the other. */
  private changes: Promise<void> = Promise.resolve();

  constructor(
    private readonly execution: NotebookCellExecution,
    private readonly store: ResultStore,
    private readonly own: (resultId: string) => void,
    private readonly abort: () => void,
  ) {}

  get progress(): Progress | undefined {
    return this.current && { statement: this.current.statement, rowCount: this.current.rows?.rowCount ?? 0, elapsedMs: performance.now() - this.current.startedAt };
  }

  begin(statement: RunningStatement): RunReceivers {
    const shown: Shown = { statement, resultId: crypto.randomUUID(), startedAt: performance.now() };
    this.current = shown;
    const masked: RowReceiver = {
      columns: (columns) => {
        shown.rows = new StoredRows(columns);
        this.store.add(shown.resultId, shown.rows);
        this.own(shown.resultId);
      },
      rows: (batch) => this.receive(shown, batch),
    };
    if (!statement.isChainable) return { masked };
    return {
      masked,
      unmasked: {
        columns: (columns) => {
          if (shown.rows) shown.rows.unmasked = new StoredRows(columns);
        },
        rows: (batch) => shown.rows?.unmasked?.append(batch),
      },
    };
  }

  async end(statement: RunningStatement, summary: MaskedRunSummary): Promise<void> {
    const shown = this.current;
    this.current = undefined;
    if (!shown) return;
    clearTimeout(shown.timer);
    this.show(shown, summary);
    await this.changes;
    this.ended.push({ resultId: shown.resultId, connection: statement.connection, summary });
  }

  /** The failure takes the place of what its statement had shown, and says how much of it there was, and what was not run. */
  async fail(cause: CellFailure): Promise<CellFailure> {
    const failure = cause.failure.kind === 'cancelled' ? (this.tooLarge ?? cause.failure) : cause.failure;
    const shown = this.current;
    this.current = undefined;
    clearTimeout(shown?.timer);
    if (shown) this.store.delete(shown.resultId);
    const item = NotebookCellOutputItem.error({ name: failure.sqlstate ?? failure.kind, message: [explain(failure).text, lost(shown?.rows?.rowCount ?? 0), left(cause)].filter(Boolean).join('\n') });
    await this.changes;
    await (shown?.output ? this.execution.replaceOutputItems([item], shown.output) : this.execution.appendOutput(new NotebookCellOutput([item])));
    return { ...cause, failure };
  }

  private receive(shown: Shown, batch: Parameters<RowReceiver['rows']>[0]): void {
    const { rows } = shown;
    if (!rows) return;
    shown.firstRowMs ??= performance.now() - shown.startedAt;
    rows.append(batch);
    if (!this.store.makeRoom(shown.resultId)) {
      this.tooLarge = fail('tooLarge', l10n.t('This result is larger than what Casebook holds in memory.'), { hint: l10n.t('Select fewer columns, or lower the limit by a line such as "-- @limit 1000".') }).failure;
      this.abort();
    }
    if (shown.output) return;
    if (rows.rowCount >= fullPage) this.showSoFar(shown);
    else shown.timer ??= setTimeout(() => this.showSoFar(shown), patienceMs);
  }

  private showSoFar(shown: Shown): void {
    clearTimeout(shown.timer);
    const { firstRowMs = 0 } = shown;
    this.show(shown, { rowCount: shown.rows?.rowCount ?? 0, more: false, masked: [], firstRowMs, elapsedMs: performance.now() - shown.startedAt, running: true });
  }

  private show(shown: Shown, summary: Pick<ResultPayload, 'rowCount' | 'more' | 'masked' | 'firstRowMs' | 'elapsedMs' | 'running'>): void {
    const { statement, resultId, rows = new StoredRows([]) } = shown;
    const { rowCount, more, masked, firstRowMs, elapsedMs, running } = summary;
    const payload: ResultPayload = {
      version: 1,
      ...firstPage(rows.columns, rows.rows(0, fullPage)),
      rowCount,
      more,
      elapsedMs,
      firstRowMs,
      statement: statement.index,
      connection: statement.connection,
      masked,
      ...(statement.chart && { chart: statement.chart }),
      resultId,
      ...(running && { running }),
    };
    const items = [NotebookCellOutputItem.json(payload, resultMime), NotebookCellOutputItem.text(asText(payload))];
    const { output } = shown;
    const made = output ?? new NotebookCellOutput(items, { resultId, statement: statement.index });
    shown.output = made;
    this.changes = this.changes.then(() => (output ? this.execution.replaceOutputItems(items, made) : this.execution.appendOutput(made)));
  }
}

const lost = (rowCount: number): string => (rowCount === 0 ? '' : l10n.t('{0} had come. They are not kept, since the result would not be whole.', rowsInWords(rowCount)));

function left({ statement }: CellFailure): string {
  if (!statement) return '';
  const { index, count } = statement;
  if (index + 1 === count) return '';
  return index + 2 === count ? l10n.t('Statement {0} of this cell was not run.', count) : l10n.t('Statements {0} to {1} of this cell were not run.', index + 2, count);
}
