import { Disposable, EventEmitter, notebooks, workspace, type Event, type Memento, type NotebookDocument } from 'vscode';
import type { Source } from '../../data/layouts/layout';
import type { Result } from '../../domain/failure';
import type { Log } from '../../host/log';
import { ResultStore } from '../../investigation/resultStore';
import type { RunContext } from '../../investigation/run';
import { notebookTypes } from '../../manifest';
import { registerCellCommands } from './cellCommands';
import { CellStates } from './cellStates';
import { registerInvestigationCommands, type CommandNeeds } from './commands';
import { CellDiagnostics } from './diagnostics';
import { changesInvestigation } from './document';
import { Executor } from './execution';
import { registerExport } from './export';
import { registerHeaders } from './headers';
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
  const source = async (connection?: string) => needs.source(connection);
  const activeConnection = (): string | undefined => needs.activeConnection();
  const states = new CellStates({ source, activeConnection, store, values });
  const executor = new Executor({ log: needs.log, store, owners, values, diagnostics, states });
  const contextFor = (notebook: NotebookDocument): RunContext => states.contextFor(notebook);
  const statusChanged = new EventEmitter<void>();
  const changeStatus = (): void => statusChanged.fire();
  const statusBar = { ...cellStatusBar({ states, values, activeConnection }), onDidChangeCellStatusBarItems: statusChanged.event };

  return Disposable.from(
    ...notebookTypes.flatMap((type) => [workspace.registerNotebookSerializer(type, serializer, { transientOutputs: true }), notebooks.registerNotebookCellStatusBarItemProvider(type, statusBar)]),
    registerExport({ values, contextFor }),
    registerHeaders(),
    registerCellCommands({ values, contextFor }),
    registerInvestigationCommands({ snippets: needs.snippets, values, contextFor }),
    states.onDidChange(changeStatus),
    // What one cell says may make the results of others stale.
    workspace.onDidChangeNotebookDocument((change) => changesInvestigation(change) && changeStatus()),
    values.onDidChange(changeStatus),
    needs.onDidChangeConnection(changeStatus),
    serveResults({ store, log: needs.log, liftLimit: (cell, statement) => executor.liftLimit(cell, statement) }),
    executor,
    states,
    diagnostics,
    owners,
    values,
    statusChanged,
  );
}
