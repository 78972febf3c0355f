import * as l10n from '@vscode/l10n';
import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { usedLayout } from '../../data/layouts/layout';
import { explain } from '../../domain/failure';
import type { Connections } from './connections';
import type { Connection, ConnectionState } from './openings';
import { factsOf, stateWords } from './words';

/** The active connection at the foot of the window: its name and layout behind a lock, in colour where it is production. */
export function connectionStatus(connections: Connections): Disposable {
  const item = window.createStatusBarItem('casebook.connection', StatusBarAlignment.Left, 10);
  item.name = l10n.t('Casebook Connection');
  item.command = 'casebook.selectConnection';
  const show = (): void => {
    const active = connections.active();
    if (!active) {
      item.hide();
      return;
    }
    const state = connections.state(active.name);
    const layout = state.kind === 'open' ? usedLayout(state.layouts, active.layout) : undefined;
    const label = [active.name, layout?.title].filter(Boolean).join(' · ');
    item.text = `$(${icons[state.kind]}) ${label}`;
    item.backgroundColor = active.production ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    item.tooltip = tooltip(active, state);
    item.accessibilityInformation = { label: [l10n.t('Casebook reads from {0}, read-only', active.name), active.production && l10n.t('production'), stateWords(state, active)].filter(Boolean).join(', '), role: 'button' };
    item.show();
  };
  show();
  return Disposable.from(item, connections.onDidChange(show));
}

const icons: Readonly<Record<ConnectionState['kind'], string>> = { closed: 'lock', opening: 'loading~spin', open: 'lock', failed: 'error', untrusted: 'workspace-untrusted' };

function tooltip(connection: Connection, state: ConnectionState): MarkdownString {
  const text = new MarkdownString('', true);
  const line = (icon: string, words: string): void => void text.appendMarkdown(`\n\n$(${icon}) `).appendText(words);
  text.appendMarkdown('**').appendText(connection.name).appendMarkdown('**');
  if (connection.production) text.appendText(` · ${l10n.t('production')}`);
  text.appendText(`\n\n${connection.place}`);
  if (state.kind === 'open') for (const { icon, label, detail } of factsOf(state, connection)) line(icon, detail ? `${label}: ${detail}` : label);
  else if (state.kind === 'failed') line('error', explain(state.failure).text);
  else line('lock', l10n.t('Casebook reads from it when it is asked something, and never writes.'));
  return text;
}
