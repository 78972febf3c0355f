import * as l10n from '@vscode/l10n';
import { Disposable, StatusBarAlignment, window } from 'vscode';
import { explain, fail, succeed, type Result } from '../../domain/failure';
import { registerCommand } from '../../host/commands';
import { withProgress } from '../../host/progress';
import type { ConnectionDescription } from '../../manifest';
import type { Connections } from './connections';
import { decodeDescription, withoutPassword } from './description';
import { askDescription, pickConnection } from './prompts';
import { connectionsTree } from './view';
import { describeFindings } from './words';

export { Connections, type Connection } from './connections';

type Given = string | { readonly connection: string } | undefined;

/** The Connections view, its commands and the status bar item. */
export function registerConnections(connections: Connections): Disposable {
  const named = async (given: Given, title: string): Promise<Result<string>> => {
    if (typeof given === 'string') return succeed(given);
    if (given) return succeed(given.connection);
    const name = await pickConnection(connections, title);
    return name === undefined ? cancelled() : succeed(name);
  };

  const add = async (given?: ConnectionDescription): Promise<Result<unknown>> => {
    const asked = given ? decodeDescription(given) : await askDescription(connections);
    if (!asked.ok) return asked;
    const { description, password } = withoutPassword(asked.value);
    const found = await withProgress(l10n.t('Connecting to {0}', description.name), () => connections.preview(description, password));
    if (!found.ok) return given || !(await keepAnyway(explain(found.failure).text)) ? found : keep(description, password);
    const kept = await keep(description, password);
    void window.showInformationMessage(l10n.t('{0}: {1}', description.name, describeFindings(found.value).join(' ')));
    return kept;
  };
  const keep = async (description: ConnectionDescription, password: string | undefined): Promise<Result<void>> => {
    await connections.add(description, password);
    return connections.select(description.name);
  };

  const test = async (given?: Given): Promise<Result<unknown>> => {
    const name = await named(given, l10n.t('Test which connection?'));
    if (!name.ok) return name;
    const source = await withProgress(l10n.t('Connecting to {0}', name.value), () => connections.test(name.value));
    const state = connections.state(name.value);
    if (state.kind === 'open') void window.showInformationMessage(l10n.t('{0}: {1}', name.value, describeFindings(state).join(' ')));
    return source.ok ? succeed(true) : source;
  };

  const status = window.createStatusBarItem('casebook.connection', StatusBarAlignment.Left, 10);
  status.name = l10n.t('Casebook Connection');
  status.command = 'casebook.selectConnection';
  const showStatus = (): void => {
    const active = connections.active();
    if (!active) {
      status.hide();
      return;
    }
    const state = connections.state(active.name);
    status.text = `$(${state.kind === 'failed' ? 'error' : 'lock'}) ${active.name}`;
    status.tooltip = state.kind === 'open' ? describeFindings(state).join('\n') : state.kind === 'failed' ? state.failure.message : l10n.t('Casebook reads from {0}', active.name);
    status.show();
  };
  showStatus();

  return Disposable.from(
    status,
    connections.onDidChange(showStatus),
    window.registerTreeDataProvider('casebook.connections', connectionsTree(connections)),
    registerCommand('casebook.addConnection', add),
    registerCommand('casebook.testConnection', test),
    registerCommand('casebook.selectConnection', async (given) => {
      const name = await named(given, l10n.t('Which connection shall Casebook read from?'));
      return name.ok ? connections.select(name.value) : name;
    }),
    registerCommand('casebook.removeConnection', async (given) => {
      const name = await named(given, l10n.t('Remove which connection?'));
      return name.ok ? connections.remove(name.value) : name;
    }),
  );
}

const cancelled = (): Result<never> => fail('cancelled', l10n.t('Cancelled.'));

async function keepAnyway(text: string): Promise<boolean> {
  const keep = l10n.t('Keep It Anyway');
  return (await window.showWarningMessage(text, { modal: true }, keep)) === keep;
}
