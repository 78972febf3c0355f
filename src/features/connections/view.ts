import * as l10n from '@vscode/l10n';
import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, type TreeDataProvider } from 'vscode';
import { explain } from '../../domain/failure';
import type { Connections } from './connections';
import type { Connection, ConnectionState } from './openings';
import { factsOf, shortVersion, type Fact } from './words';

/** Commands of the view get the entry: `connection` is the name. */
type Entry = { readonly kind: 'connection'; readonly connection: string; readonly of: Connection } | ({ readonly kind: 'fact' } & Fact) | { readonly kind: 'problem'; readonly text: string };

/** The connections, each with its state in words. */
export function connectionsTree(connections: Connections): TreeDataProvider<Entry> {
  return {
    onDidChangeTreeData: connections.onDidChange,
    getChildren: (parent) => {
      if (!parent) {
        return [
          ...connections.all().map((connection): Entry => ({ kind: 'connection', connection: connection.name, of: connection })),
          ...connections.problems().map((text): Entry => ({ kind: 'problem', text })),
        ];
      }
      const state = parent.kind === 'connection' ? connections.state(parent.connection) : undefined;
      return state?.kind === 'open' ? factsOf(state).map((fact): Entry => ({ kind: 'fact', ...fact })) : [];
    },
    getTreeItem(entry) {
      if (entry.kind === 'fact') {
        const item = new TreeItem(entry.label);
        item.description = entry.detail;
        item.tooltip = entry.detail ? `${entry.label}: ${entry.detail}` : entry.label;
        item.iconPath = new ThemeIcon(entry.icon);
        return item;
      }
      if (entry.kind === 'problem') {
        const item = new TreeItem(entry.text);
        item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
        item.tooltip = entry.text;
        item.command = { command: 'workbench.action.openSettings', title: l10n.t('Open Settings'), arguments: ['casebook.connections'] };
        return item;
      }
      const connection = entry.of;
      const active = connections.active()?.name === connection.name;
      const state = connections.state(connection.name);
      const item = new TreeItem(connection.name, state.kind === 'open' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
      item.contextValue = `connection.${connection.kind}${active ? '.active' : ''}`;
      item.description = [active && l10n.t('active'), connection.production && l10n.t('production'), words(state) ?? connection.place].filter(Boolean).join(' · ');
      item.iconPath = icon(state, connection.production);
      item.tooltip = tooltip(connection, state);
      item.accessibilityInformation = { label: l10n.t('Connection {0}, {1}', connection.name, item.description) };
      if (!active) item.command = { command: 'casebook.selectConnection', title: l10n.t('Select Connection'), arguments: [connection.name] };
      return item;
    },
  };
}

function words(state: ConnectionState): string | undefined {
  switch (state.kind) {
    case 'closed':
      return undefined;
    case 'opening':
      return l10n.t('connecting…');
    case 'open':
      return [`PostgreSQL ${shortVersion(state.server.version)}`, state.layouts[0]?.title ?? l10n.t('no known layout')].join(' · ');
    case 'failed':
      return state.failure.message;
  }
}

function icon(state: ConnectionState, production: boolean): ThemeIcon {
  switch (state.kind) {
    case 'closed':
      return new ThemeIcon('database');
    case 'opening':
      return new ThemeIcon('loading~spin');
    case 'open':
      return new ThemeIcon('database', new ThemeColor(production ? 'charts.red' : 'charts.green'));
    case 'failed':
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  }
}

function tooltip(connection: Connection, state: ConnectionState): MarkdownString {
  const text = new MarkdownString();
  text.appendText(`${connection.name}\n\n${connection.place}`);
  if (state.kind === 'open') for (const { label, detail } of factsOf(state)) text.appendText(`\n\n${detail ? `${label}: ${detail}` : label}`);
  if (state.kind === 'failed') text.appendText(`\n\n${explain(state.failure).text}`);
  return text;
}
