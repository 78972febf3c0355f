import { Disposable, env, notebooks, window, workspace, type NotebookDocument, type NotebookEditor } from 'vscode';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { runCommand } from '../../host/commands';
import type { Log } from '../../host/log';
import { copyText } from '../../investigation/copy';
import { cutRows } from '../../investigation/page';
import type { ResultStore } from '../../investigation/resultStore';
import { isToHost, rendererId, type ToHost, type ToRenderer } from '../../shared/result';

/** A value in the grid has room for less; the clipboard gets it whole. */
const longestInPage = 1000;

const outputMetadata = z.object({ resultId: z.string() });

/** Answers the grids: pages, copies, and what the user opens. */
export function serveResults(store: ResultStore, log: Log): Disposable {
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
    const text = await copyText(stored, message.range);
    if (text === undefined) {
      void window.showWarningMessage(l10n.t('That is too much for the clipboard. Select fewer rows.'));
      return;
    }
    await env.clipboard.writeText(text);
    await post({ kind: 'copied', resultId, rows: lengthOf(message.range.rows), columns: lengthOf(message.range.columns) }, editor);
  };
  return messaging.onDidReceiveMessage(({ editor, message }) => {
    if (isToHost(message)) answer(message, editor).catch((error: unknown) => log.error(String(error)));
  });
}

const lengthOf = ([first, last]: readonly [number, number]): number => last - first + 1;

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
