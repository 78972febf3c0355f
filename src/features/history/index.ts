import * as l10n from '@vscode/l10n';
import { Disposable, EventEmitter, ThemeColor, ThemeIcon, TreeItem, window } from 'vscode';
import type { History, HistoryEntry } from '../../data/history';
import type { Origin } from '../../data/database';

const shown = 200;

/** Asked by a person or another tool, as against Casebook's own questions, which the file has and the view leaves out. */
const byPeople: ReadonlySet<Origin> = new Set<Origin>(['cell', 'snippet', 'api', 'export']);

/** Wraps the history on file so that the view can show what this window ran. */
export function watchedHistory(file: History): History & { readonly recent: () => readonly HistoryEntry[]; readonly onDidAppend: (listener: () => void) => Disposable } {
  const appended = new EventEmitter<void>();
  let recent: readonly HistoryEntry[] = [];
  return {
    append(entry) {
      file.append(entry);
      if (!byPeople.has(entry.origin)) return;
      recent = [entry, ...recent].slice(0, shown);
      appended.fire();
    },
    recent: () => recent,
    onDidAppend: (listener) => appended.event(listener),
  };
}

/** The History view: what this window's investigations and other tools asked, newest first. */
export function registerHistory(history: ReturnType<typeof watchedHistory>): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    history.onDidAppend(() => changed.fire()),
    window.registerTreeDataProvider<HistoryEntry>('casebook.history', {
      onDidChangeTreeData: changed.event,
      getChildren: (parent) => (parent ? [] : [...history.recent()]),
      getTreeItem: itemOf,
    }),
  );
}

function itemOf(entry: HistoryEntry): TreeItem {
  const done = entry.outcome === 'done';
  const item = new TreeItem(entry.statement.replace(/\s+/g, ' ').trim());
  item.description = [new Date(entry.at).toISOString().slice(11, 19), entry.connection, done ? l10n.t('{0} rows', entry.rowCount) : entry.outcome].join(' · ');
  item.tooltip = `${entry.statement}\n\n${entry.at} · ${entry.connection} · ${entry.origin} · ${l10n.t('{0} ms', Math.round(entry.elapsedMs))}`;
  item.iconPath = done ? new ThemeIcon('pass', new ThemeColor('testing.iconPassed')) : new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  return item;
}
