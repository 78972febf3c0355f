import * as l10n from '@vscode/l10n';
import { Disposable, notebooks, window, workspace, type NotebookCell, type NotebookCellExecution, type NotebookController, type NotebookDocument } from 'vscode';
import { fail } from '../../domain/failure';
import type { Log } from '../../host/log';
import { presentFailure } from '../../host/failures';
import { signalOf } from '../../host/progress';
import { runOrder } from '../../investigation/chaining';
import { readInvestigation } from '../../investigation/reading';
import type { ResultStore } from '../../investigation/resultStore';
import { runCell, type CellFailure, type CellOutcome } from '../../investigation/run';
import { stampOf } from '../../investigation/standing';
import { notebookTypes } from '../../manifest';
import type { CellStates } from './cellStates';
import type { CellDiagnostics } from './diagnostics';
import { CellOutputs } from './outputs';
import { askRequired } from './parameterForm';
import type { ParameterValues } from './parameters';
import type { ResultOwners } from './results';
import { readSettings } from './settings';

export interface ExecutionNeeds {
  readonly log: Log;
  readonly store: ResultStore;
  readonly owners: ResultOwners;
  readonly values: ParameterValues;
  readonly diagnostics: CellDiagnostics;
  readonly states: CellStates;
}

/** Milliseconds from one look at a run's progress to the next. */
const progressPace = 500;

type End = 'done' | 'failed' | 'stopped';

/** What one notebook's runs share. */
interface Session {
  /** Cells run one after the other, whoever asked. */
  turn: Promise<void>;
  order: number;
  readonly waiting: Map<NotebookCell, NotebookCellExecution>;
  /** Fires when the notebook is closed. */
  readonly closing: AbortController;
}

/** Runs cells: in order, one at a time a notebook, up to the first failure. */
export class Executor implements Disposable {
  private readonly sessions = new Map<NotebookDocument, Session>();
  /** Statements that run without their limit the next time. */
  private readonly unlimited = new WeakMap<NotebookCell, number>();
  private readonly disposable: Disposable;

  constructor(private readonly needs: ExecutionNeeds) {
    const closed = workspace.onDidCloseNotebookDocument((notebook) => {
      this.sessions.get(notebook)?.closing.abort();
      this.sessions.delete(notebook);
    });
    this.disposable = Disposable.from(closed, ...notebookTypes.map((type) => this.createController(type)));
  }

  /** Lifts the limit of one statement for the cell's next run. */
  liftLimit(cell: NotebookCell, statement: number): void {
    this.unlimited.set(cell, statement);
  }

  dispose(): void {
    for (const { closing } of this.sessions.values()) closing.abort();
    this.disposable.dispose();
  }

  private createController(type: string): NotebookController {
    const controller = notebooks.createNotebookController(`casebook.controller.${type}`, type, 'Casebook');
    controller.supportedLanguages = ['sql'];
    controller.supportsExecutionOrder = true;
    controller.description = l10n.t('Read-only SQL on the active connection');
    controller.executeHandler = (cells, notebook) => this.execute(cells, notebook, controller);
    return controller;
  }

  private async execute(cells: readonly NotebookCell[], notebook: NotebookDocument, controller: NotebookController): Promise<void> {
    const session = this.sessionOf(notebook);
    const added = cells.filter((cell) => !session.waiting.has(cell));
    for (const cell of added) session.waiting.set(cell, controller.createNotebookCellExecution(cell));
    const turn = session.turn.then(() => this.runInTurn(added, notebook, session, controller));
    session.turn = turn.catch((error: unknown) => this.needs.log.error(String(error)));
    await turn;
  }

  private sessionOf(notebook: NotebookDocument): Session {
    const session = this.sessions.get(notebook) ?? { turn: Promise.resolve(), order: 0, waiting: new Map(), closing: new AbortController() };
    this.sessions.set(notebook, session);
    return session;
  }

  private async runInTurn(cells: readonly NotebookCell[], notebook: NotebookDocument, session: Session, controller: NotebookController): Promise<void> {
    let failed: NotebookCell | undefined;
    try {
      await askRequired(notebook, cells.map(({ index }) => index), this.needs.values);
      const { stopOnError } = readSettings(notebook);
      for (const cell of cells) {
        // One that another cell needed has run already.
        const execution = session.waiting.get(cell);
        if (!execution) continue;
        const end = await this.runWithSources(cell, signalOf(execution.token), session, controller);
        // One that was deleted meanwhile holds no other up.
        if (end === 'done' || !stopOnError || cell.index < 0) continue;
        if (end === 'failed') failed = cell;
        break;
      }
    } finally {
      this.leaveOut(cells.filter((cell) => session.waiting.has(cell)), session, failed);
    }
  }

  /** Runs the cells whose results this one binds, where they have none, and then itself. */
  private async runWithSources(cell: NotebookCell, stop: AbortSignal, session: Session, controller: NotebookController): Promise<End> {
    const context = this.needs.states.contextFor(cell.notebook);
    const { names } = readInvestigation(context.investigation);
    const order = runOrder(context.investigation, cell.index, (name) => {
      const source = names.get(name);
      // One that waits for its turn runs now: its old result would be stale at once.
      return source !== undefined && !session.waiting.has(cell.notebook.cellAt(source)) && context.result(name) !== undefined;
    });
    if (!order.ok) return this.run(cell, stop, session, controller, order);
    const sources = order.value.slice(0, -1).map((index) => ({ source: cell.notebook.cellAt(index), name: context.investigation.cells[index]?.name ?? '' }));
    for (const { source, name } of sources) {
      if (stop.aborted || cell.index < 0) return 'stopped';
      if (source.index < 0) continue;
      const end = await this.run(source, stop, session, controller);
      if (end === 'stopped') return end;
      if (end === 'failed') return this.run(cell, stop, session, controller, fail('parameter', l10n.t('This cell needs the result of {0}, which failed.', name)));
    }
    return this.run(cell, stop, session, controller);
  }

  /** Runs one cell, or says why it cannot run. Either stops it: its own button, and `stop`. */
  private async run(cell: NotebookCell, stop: AbortSignal, session: Session, controller: NotebookController, refusal?: CellFailure): Promise<End> {
    const execution = session.waiting.get(cell) ?? controller.createNotebookCellExecution(cell);
    session.waiting.delete(cell);
    if (execution.token.isCancellationRequested || cell.index < 0) {
      execution.end(undefined);
      return 'stopped';
    }
    let success = false;
    let progress: NodeJS.Timeout | undefined;
    execution.executionOrder = ++session.order;
    execution.start(Date.now());
    try {
      await execution.clearOutput();
      const abort = new AbortController();
      const outputs = new CellOutputs(
        execution,
        this.needs.store,
        (id) => this.needs.owners.own(cell.notebook, id),
        () => abort.abort(),
      );
      this.needs.states.enter(cell, { kind: 'running', progress: () => outputs.progress });
      progress = setInterval(() => this.needs.states.progressed(), progressPace);
      const signal = AbortSignal.any([stop, signalOf(execution.token), session.closing.signal, abort.signal]);
      const standing = this.needs.states.standing(cell.notebook);
      const stamp = stampOf(standing, cell.index);
      const outcome: CellOutcome = refusal ? { ok: false, failure: refusal } : await runCell({ ...this.needs.states.contextFor(cell.notebook, standing), unlimited: this.unlimited.get(cell) }, cell.index, outputs, signal);
      this.unlimited.delete(cell);
      success = outcome.ok;
      const failure = outcome.ok ? undefined : await outputs.fail(outcome.failure);
      this.needs.diagnostics.report(cell, failure);
      if (failure?.failure.kind === 'rights') void presentFailure(failure.failure);
      this.needs.states.enter(cell, failure ? { kind: 'failed', statements: outputs.ended, failure } : { kind: 'done', statements: outputs.ended, stamp });
      return !failure ? 'done' : failure.failure.kind === 'cancelled' ? 'stopped' : 'failed';
    } finally {
      clearInterval(progress);
      execution.end(success, Date.now());
    }
  }

  /** Ends the waiting of cells that will not run. Those behind a failure are marked. */
  private leaveOut(cells: readonly NotebookCell[], session: Session, failed: NotebookCell | undefined): void {
    for (const cell of cells) {
      session.waiting.get(cell)?.end(undefined);
      session.waiting.delete(cell);
      if (failed) this.needs.states.enter(cell, { kind: 'notRun', failed });
    }
    const left = cells.filter(({ index }) => index >= 0);
    if (failed && left.length > 0) void window.showWarningMessage(l10n.t('Cell {0} failed, so these were not run: {1}.', failed.index + 1, left.map(({ index }) => index + 1).join(', ')));
  }
}
