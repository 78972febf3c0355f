import { commands, Disposable, env, notebooks, window, workspace, type NotebookCell, type NotebookDocument, type NotebookEditor } from 'vscode';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { runCommand } from '../../host/commands';
import type { Log } from '../../host/log';
import { Answers } from '../../investigation/answer';
import type { ResultStore } from '../../investigation/resultStore';
import { rendererId } from '../../shared/result';
import { toHostSchema, type Ask, type ToHost } from '../../shared/toHost';
import type { ToRenderer } from '../../shared/toRenderer';

const outputMetadata = z.object({ resultId: z.string(), statement: z.optional(z.number()) });

export interface ResultNeeds {
  readonly store: ResultStore;
  readonly log: Log;
  /** Lifts the limit of one statement for the cell's next run. */
  readonly liftLimit: (cell: NotebookCell, statement: number) => void;
}

/** Answers the grids: pages, copies, values, summaries, and what the user opens, runs again or exports. */
export function serveResults({ store, log, liftLimit }: ResultNeeds): Disposable {
  const messaging = notebooks.createRendererMessaging(rendererId);
  const answers = new Answers(store);
  const answer = async (message: ToHost, { notebook }: NotebookEditor): Promise<ToRenderer | undefined> => {
    switch (message.kind) {
      case 'open':
        await runCommand('casebook.lookup', message.id);
        return undefined;
      case 'copy': {
        const { text, told } = await answers.copy(message);
        if (told.kind === 'expired') return told;
        if (text === undefined) {
          void window.showWarningMessage(l10n.t('That is too much for the clipboard. Select fewer rows.'));
          return undefined;
        }
        await env.clipboard.writeText(text);
        return told;
      }
      case 'runAgain':
      case 'loadAll':
      case 'exportAll':
        await actOn(message, notebook, liftLimit);
        return undefined;
      default:
        return answers.answer(message);
    }
  };
  return messaging.onDidReceiveMessage(({ editor, message }) => {
    const decoded = toHostSchema.safeParse(message);
    if (!decoded.success) return;
    answer(decoded.data, editor)
      .then((told) => told && messaging.postMessage(told, editor))
      .catch((error: unknown) => {
        if (!isStopped(error)) log.error(String(error));
      });
  });
}

/** What another question took the place of. */
const isStopped = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

async function actOn({ kind, resultId }: Ask<'runAgain' | 'loadAll' | 'exportAll'>, notebook: NotebookDocument, liftLimit: ResultNeeds['liftLimit']): Promise<void> {
  const source = sourceOf(notebook, resultId);
  if (!source) return;
  const { cell, statement } = source;
  if (kind === 'exportAll') {
    await runCommand('casebook.exportResult', { notebook: notebook.uri, cell: cell.index, statement });
    return;
  }
  if (kind === 'loadAll') liftLimit(cell, statement);
  await commands.executeCommand('notebook.cell.execute', { ranges: [{ start: cell.index, end: cell.index + 1 }], document: notebook.uri });
}

/** The cell that shows a result. It is known after a restart of the extension host too, when the rows are not. */
function sourceOf(notebook: NotebookDocument, resultId: string): { readonly cell: NotebookCell; readonly statement: number } | undefined {
  for (const cell of notebook.getCells()) {
    for (const { metadata } of cell.outputs) {
      const read = outputMetadata.safeParse(metadata);
      if (read.success && read.data.resultId === resultId) return { cell, statement: read.data.statement ?? 0 };
    }
  }
  return undefined;
}

/** Frees what a notebook's outputs held, once they are gone: cleared, run again, deleted with their cell, or closed. */
export class ResultOwners implements Disposable {
  /** By notebook: the ids of its results, and whether its outputs have shown them yet. */
  private readonly owned = new Map<NotebookDocument, Map<string, boolean>>();
  private readonly listener: Disposable;

  constructor(private readonly store: ResultStore) {
    this.listener = Disposable.from(
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        if (contentChanges.length > 0 || cellChanges.some(({ outputs }) => outputs)) this.sweep(notebook);
      }),
      workspace.onDidCloseNotebookDocument((notebook) => {
        for (const id of this.owned.get(notebook)?.keys() ?? []) this.store.delete(id);
        this.owned.delete(notebook);
      }),
    );
  }

  own(notebook: NotebookDocument, id: string): void {
    const ids = this.owned.get(notebook) ?? new Map<string, boolean>();
    this.owned.set(notebook, ids.set(id, false));
  }

  dispose(): void {
    this.listener.dispose();
  }

  private sweep(notebook: NotebookDocument): void {
    const ids = this.owned.get(notebook);
    if (!ids) return;
    const live = new Set(notebook.getCells().flatMap(({ outputs }) => outputs.map(({ metadata }) => outputMetadata.safeParse(metadata).data?.resultId)));
    for (const [id, shown] of ids) {
      if (live.has(id)) ids.set(id, true);
      else if (shown) {
        this.store.delete(id);
        ids.delete(id);
      }
    }
  }
}
