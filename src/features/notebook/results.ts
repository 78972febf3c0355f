import { Disposable, env, notebooks, window, workspace, type NotebookDocument, type NotebookEditor } from 'vscode';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { runCommand } from '../../host/commands';
import { cutRows } from '../../investigation/page';
import type { ResultStore } from '../../investigation/resultStore';
import { isToHost, rendererId, type ToHost, type ToRenderer } from '../../shared/result';
import { toTsv } from '../../shared/tsv';

/** A value in the grid has room for less; the clipboard gets it whole. */
const longestInPage = 1000;
/** Values that one copy may hold: a spreadsheet's million rows and then some. */
const mostCopied = 5_000_000;

const outputMetadata = z.object({ resultId: z.string() });

/** Answers the grids: pages, copies, and what the user opens. */
export function serveResults(store: ResultStore): Disposable {
  const messaging = notebooks.createRendererMessaging(rendererId);
  const post = async (message: ToRenderer, editor: NotebookEditor): Promise<void> => {
    await messaging.postMessage(message, editor);
  };
  const answer = async (message: ToHost, editor: NotebookEditor): Promise<void> => {
    if (message.kind === 'open') {
      await runCommand('casebook.lookup', message.id);
      return;
    }
    const { resultId } = message;
    const stored = store.get(resultId);
    if (!stored) return post({ kind: 'expired', resultId }, editor);
    if (message.kind === 'page') return post({ kind: 'page', resultId, first: message.first, ...cutRows(stored.rows(message.first, message.count), longestInPage) }, editor);
    const [[firstRow, lastRow], [firstColumn, lastColumn]] = [message.range.rows, message.range.columns];
    const [rows, columns] = [lastRow - firstRow + 1, lastColumn - firstColumn + 1];
    if (rows * columns > mostCopied) {
      void window.showWarningMessage(l10n.t('That is too much for the clipboard. Select fewer rows.'));
      return;
    }
    await env.clipboard.writeText(toTsv(stored.rows(firstRow, rows).map((row) => row.slice(firstColumn, lastColumn + 1))));
    await post({ kind: 'copied', resultId, rows, columns }, editor);
  };
  return messaging.onDidReceiveMessage(({ editor, message }) => {
    if (isToHost(message)) void answer(message, editor);
  });
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
