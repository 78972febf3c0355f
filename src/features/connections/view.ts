import * as l10n from '@vscode/l10n';
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, type Command, type TreeDataProvider } from 'vscode';
import type { Connections, Problem } from './connections';
import type { Connection, ConnectionState } from './openings';
import { tooltipOf } from './tooltip';
import { factsOf, failedFacts, lineOf, stateIcons, stateWords, type Fact } from './words';

/** What a command of one connection is given: its name, a line of the view, or nothing, and then it is asked for. */
export type Given = string | { readonly connection: string; readonly layout?: string } | undefined;

/** Commands of the view get the node: `connection` is the name, and a fact brings what its own command needs. */
type Node =
  | { readonly kind: 'connection'; readonly connection: string; readonly of: Connection }
  | { readonly kind: 'fact'; readonly connection: string; readonly fact: Fact; readonly layout?: string; readonly statement?: string }
  | ({ readonly kind: 'problem' } & Problem);

/** The connections, each with its state in words, and beneath it what is known of it. */
export function connectionsTree(connections: Connections): TreeDataProvider<Node> {
  return {
    onDidChangeTreeData: connections.onDidChange,
    getChildren: (parent) => {
      if (!parent) {
        return [
          ...connections.all().map((connection): Node => ({ kind: 'connection', connection: connection.name, of: connection })),
          ...connections.problems().map((problem): Node => ({ kind: 'problem', ...problem })),
        ];
      }
      return parent.kind === 'connection' ? factsIn(connections.state(parent.connection), parent.of).map((fact): Node => ({ ...fact.can, kind: 'fact', connection: parent.connection, fact })) : [];
    },
    getTreeItem: (node) => {
      switch (node.kind) {
        case 'connection':
          return connectionItem(node.of, connections.state(node.connection), connections.active()?.name === node.connection);
        case 'fact':
          return factItem(node.fact, node.connection);
        case 'problem':
          return problemItem(node);
      }
    },
  };
}

function factsIn(state: ConnectionState, connection: Connection): readonly Fact[] {
  switch (state.kind) {
    case 'open':
      return factsOf(state, connection);
    case 'failed':
      return failedFacts(state.failure, connection.kind === 'postgres');
    case 'closed':
    case 'untrusted':
    case 'opening':
      return [];
  }
}

function connectionItem(connection: Connection, state: ConnectionState, isActive: boolean): TreeItem {
  const { name, kind, production } = connection;
  const item = new TreeItem(name, state.kind === 'open' ? TreeItemCollapsibleState.Collapsed : state.kind === 'failed' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
  // A state of its own folding: what failed shows why at once.
  item.id = `${name}\n${state.kind === 'failed' ? 'failed' : ''}`;
  item.contextValue = `connection.${kind}${isActive ? '.active' : ''}`;
  item.description = [isActive && l10n.t('active'), production && l10n.t('production'), stateWords(state, connection)].filter(Boolean).join(' · ');
  item.iconPath = iconOf(state, production);
  item.tooltip = tooltipOf(connection, state);
  item.accessibilityInformation = { label: l10n.t('Connection {0}, {1}', name, item.description) };
  const command = clicked(state, name, isActive);
  if (command) item.command = command;
  return item;
}

/** What a click does: the way on from where it stands. */
function clicked(state: ConnectionState, name: string, isActive: boolean): Command | undefined {
  if (state.kind === 'untrusted') return { command: 'workbench.trust.manage', title: l10n.t('Manage Workspace Trust') };
  return isActive ? undefined : { command: 'casebook.selectConnection', title: l10n.t('Select Connection'), arguments: [name] };
}

const clicks: Readonly<Record<string, string>> = { test: 'casebook.testConnection', edit: 'casebook.editConnection' };

function factItem(fact: Fact, connection: string): TreeItem {
  const { icon, label, detail, whole, can } = fact;
  const item = new TreeItem(label);
  item.description = detail;
  item.tooltip = [lineOf(fact), whole].filter(Boolean).join('\n\n');
  item.iconPath = new ThemeIcon(icon, icon === 'warning' || icon === 'unlock' ? new ThemeColor('list.warningForeground') : undefined);
  if (can) item.contextValue = `fact.${can.kind}`;
  const command = can && clicks[can.kind];
  if (command !== undefined) item.command = { command, title: label, arguments: [connection] };
  return item;
}

function problemItem({ text, setting }: Problem): TreeItem {
  const item = new TreeItem(text);
  item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  item.tooltip = text;
  item.command = { command: 'workbench.action.openSettings', title: l10n.t('Open Settings'), arguments: [setting] };
  return item;
}

function iconOf({ kind }: ConnectionState, production: boolean): ThemeIcon {
  const colour = kind === 'failed' ? 'list.errorForeground' : kind !== 'open' ? undefined : production ? 'charts.red' : 'charts.green';
  return new ThemeIcon(stateIcons[kind], colour === undefined ? undefined : new ThemeColor(colour));
}
