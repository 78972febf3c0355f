import { EventEmitter, workspace, type Disposable, type NotebookCell, type NotebookDocument } from 'vscode';
import type { Source } from '../../data/layouts/layout';
import type { Result } from '../../domain/failure';
import { readInvestigation } from '../../investigation/reading';
import type { ResultStore } from '../../investigation/resultStore';
import type { CellFailure, RunContext } from '../../investigation/run';
import { changesSince, isCurrent, type Stamp, type Standing } from '../../investigation/standing';
import { investigationOf } from './document';
import type { Ended, Progress } from './outputs';
import type { ParameterValues } from './parameters';
import { readSettings } from './settings';

export interface CellStateNeeds {
  /** The connection of that name, or the active one, open and understood. */
  source(connection: string | undefined): Promise<Result<Source>>;
  /** The name of the active connection. */
  activeConnection(): string | undefined;
  readonly store: ResultStore;
  readonly values: ParameterValues;
}

/** How a cell's last run stands; `stamp` says what its result follows from. */
export type CellState =
  | { readonly kind: 'running'; readonly progress: () => Progress | undefined }
  | { readonly kind: 'done'; readonly statements: readonly Ended[]; readonly stamp: Stamp }
  | { readonly kind: 'failed'; readonly statements: readonly Ended[]; readonly failure: CellFailure }
  | { readonly kind: 'notRun'; readonly failed: NotebookCell };

/** What the runs of every cell left, and what the next one runs with. */
export class CellStates implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly states = new WeakMap<NotebookCell, CellState>();
  /** A cell's state is another, or how far its run is. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly needs: CellStateNeeds) {}

  of(cell: NotebookCell): CellState | undefined {
    return this.states.get(cell);
  }

  enter(cell: NotebookCell, state: CellState): void {
    this.states.set(cell, state);
    this.changed.fire();
  }

  /** What runs has come further. */
  progressed(): void {
    this.changed.fire();
  }

  /** What has changed since the run that left the cell's result (see `changesSince`). */
  changesIn({ notebook, index }: NotebookCell): readonly string[] {
    return changesSince(this.standing(notebook), index) ?? [];
  }

  standing(notebook: NotebookDocument): Standing {
    const cells = notebook.getCells();
    return { investigation: investigationOf(notebook), values: this.needs.values.of(notebook), activeConnection: this.needs.activeConnection(), kept: (index) => this.kept(cells[index]) };
  }

  contextFor(notebook: NotebookDocument, standing = this.standing(notebook)): RunContext {
    const { investigation, values } = standing;
    const { names } = readInvestigation(investigation);
    const cells = notebook.getCells();
    const { limit, timeout } = readSettings(notebook);
    return {
      investigation,
      values,
      defaults: { limit, timeout },
      maskAddresses: workspace.getConfiguration('casebook', notebook.uri).get('masking.addresses', true),
      source: (connection) => this.needs.source(connection),
      result: (name) => {
        const index = names.get(name) ?? -1;
        const kept = isCurrent(standing, index) ? this.kept(cells[index]) : undefined;
        // A cell that got its name after its run has kept no values as they are: it runs again.
        const rows = kept && this.needs.store.get(kept.resultId)?.unmasked;
        return rows && { columns: rows.columns, more: kept.summary.more, treatments: kept.summary.treatments, values: (column) => rows.values(column) };
      },
    };
  }

  dispose(): void {
    this.changed.dispose();
  }

  private kept(cell: NotebookCell | undefined): (Ended & { readonly stamp: Stamp }) | undefined {
    const state = cell && this.states.get(cell);
    if (state?.kind !== 'done') return undefined;
    const last = state.statements.at(-1);
    return last && { ...last, stamp: state.stamp };
  }
}
