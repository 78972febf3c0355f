import { Disposable, EventEmitter, notebooks, workspace, type Event, type Memento } from 'vscode';
import type { Source } from '../../data/layouts/layout';
import type { Result } from '../../domain/failure';
import type { Log } from '../../host/log';
import { ResultStore } from '../../investigation/resultStore';
import { notebookTypes } from '../../manifest';
import { registerInvestigationCommands, type CommandNeeds } from './commands';
import { CellDiagnostics } from './diagnostics';
import { Executor } from './execution';
import { registerExport } from './export';
import { ParameterValues } from './parameters';
import { ResultOwners, serveResults } from './results';
import { serializer } from './serializer';
import { cellStatusBar } from './statusBar';

export interface NotebookNeeds {
  /** The connection of that name, or the active one, open and understood. */
  source(connection?: string): Promise<Result<Source>>;
  /** The name of the active connection. */
  activeConnection(): string | undefined;
  readonly onDidChangeConnection: Event<void>;
  readonly snippets: CommandNeeds['snippets'];
  /** The workspace's: values of parameters are kept there. */
  readonly memory: Memento;
  readonly log: Log;
}

/** Investigations: the notebook's file, its kernel, results, parameters and commands. */
export function registerNotebook(needs: NotebookNeeds): Disposable {
  const store = new ResultStore();
  const owners = new ResultOwners(store);
  const values = new ParameterValues(needs.memory);
  const diagnostics = new CellDiagnostics();
  const executor = new Executor({ source: (connection) => needs.source(connection), activeConnection: () => needs.activeConnection(), log: needs.log, store, owners, values, diagnostics });
  const statusChanged = new EventEmitter<void>();
  const changeStatus = (): void => statusChanged.fire();
  const statusBar = { ...cellStatusBar({ executor, values, activeConnection: () => needs.activeConnection() }), onDidChangeCellStatusBarItems: statusChanged.event };

  return Disposable.from(
    ...notebookTypes.flatMap((type) => [workspace.registerNotebookSerializer(type, serializer, { transientOutputs: true }), notebooks.registerNotebookCellStatusBarItemProvider(type, statusBar)]),
    registerExport({ values, contextFor: (notebook) => executor.contextFor(notebook) }),
    registerInvestigationCommands({ snippets: needs.snippets, values, contextFor: (notebook) => executor.contextFor(notebook) }),
    executor.onDidChange(changeStatus),
    values.onDidChange(changeStatus),
    needs.onDidChangeConnection(changeStatus),
    serveResults({ store, log: needs.log, liftLimit: (cell, statement) => executor.liftLimit(cell, statement) }),
    executor,
    diagnostics,
    owners,
    values,
    statusChanged,
  );
}
