import * as l10n from '@vscode/l10n';
import { Disposable, window, type Memento } from 'vscode';
import { cancelled, explain, succeed, type Failure, type Result } from '../../domain/failure';
import { registerCommand } from '../../host/commands';
import { withProgress } from '../../host/progress';
import type { ConnectionDescription } from '../../data/connection';
import type { Connections } from './connections';
import { decodeDescription, placeOf, withoutPassword } from './description';
import { askDescription, pickConnection, type MachineOffers } from './prompts';
import { forgetHost, knownHosts } from './hostKeys';
import { actOnFacts } from './factCommands';
import { connectionStatus } from './statusBar';
import { connectionsTree, type Given } from './view';
import type { Findings } from './openings';
import { describeFindings } from './words';

export { Connections } from './connections';
export { hostKeysIn } from './hostKeys';

export interface ConnectionsNeeds {
  readonly connections: Connections;
  /** Reads anew what this machine names. */
  readonly machine: () => Promise<MachineOffers>;
  /** Every window's: host keys are kept there. */
  readonly memory: Memento;
}

/** The Connections view, its commands and the status bar item. */
export function registerConnections({ connections, machine, memory }: ConnectionsNeeds): Disposable {
  const named = async (given: Given, title: string): Promise<Result<string>> => {
    if (typeof given === 'string') return succeed(given);
    if (given) return succeed(given.connection);
    const name = await pickConnection(connections, title);
    return name === undefined ? cancelled() : succeed(name);
  };

  /** Tests what was described; whether it is then kept, the caller says. */
  const tryOut = async (given: ConnectionDescription, replaced?: string): Promise<{ readonly found: Result<Findings>; readonly keep: () => Promise<Result<unknown>> }> => {
    const { description, password: said } = withoutPassword(given);
    const { name } = description;
    const password = await connections.choosePassword(description, said, replaced);
    const found = await withProgress(l10n.t('Connecting to {0}', name), (signal) => connections.preview(description, password, signal));
    return {
      found: found.ok ? found : { ok: false, failure: placed(name, placeOf(description), found.failure) },
      keep: async () => {
        const isActive = replaced === undefined || connections.active()?.name === replaced;
        await connections.add(description, password, replaced);
        const done = isActive ? await connections.select(name) : succeed(undefined);
        return done.ok ? told(name, found) : done;
      },
    };
  };

  /** A connection that does not answer is no dead end: it can be mended, or kept for later. */
  const settle = async (asked: Result<ConnectionDescription>, replaced?: string): Promise<Result<unknown>> => {
    if (!asked.ok) return asked;
    const { found, keep } = await tryOut(asked.value, replaced);
    if (found.ok) return keep();
    switch (found.failure.kind === 'cancelled' ? 'leave' : await afterFailure(explain(found.failure).text)) {
      case 'edit':
        return settle(await askDescription(connections, await machine(), asked.value), replaced);
      case 'keep':
        return keep();
      case 'leave':
        return found;
    }
  };

  /** Given a description there is no prompt: it is added only when it answers. */
  const addGiven = async (given: ConnectionDescription): Promise<Result<unknown>> => {
    const decoded = decodeDescription(given);
    if (!decoded.ok) return decoded;
    const { found, keep } = await tryOut(decoded.value);
    return found.ok ? keep() : found;
  };

  /** Says what was found: server, layout, rights. */
  const told = (name: string, found: Result<Findings>): Result<unknown> => {
    const connection = connections.find(name);
    if (!found.ok || !connection) return succeed(undefined);
    const words = describeFindings(found.value, connection);
    void window.showInformationMessage(l10n.t('{0}: {1}', name, words));
    return succeed(words);
  };

  const edit = async (given?: Given): Promise<Result<unknown>> => {
    const name = await named(given, l10n.t('Edit which connection?'));
    if (!name.ok) return name;
    const entry = connections.entry(name.value);
    if (!entry.ok) return entry;
    const { description, scope } = entry.value;
    return settle(await askDescription(connections, await machine(), description), scope === 'user' ? name.value : undefined);
  };

  const test = async (given?: Given): Promise<Result<unknown>> => {
    const name = await named(given, l10n.t('Test which connection?'));
    if (!name.ok) return name;
    const source = await withProgress(l10n.t('Connecting to {0}', name.value), () => connections.test(name.value));
    const state = connections.state(name.value);
    const connection = connections.find(name.value);
    if (state.kind === 'open' && connection) void window.showInformationMessage(l10n.t('{0}: {1}', name.value, describeFindings(state, connection)));
    return source.ok ? succeed(true) : connection ? { ok: false, failure: placed(connection.name, connection.place, source.failure) } : source;
  };

  return Disposable.from(
    connectionStatus(connections),
    actOnFacts(connections, named),
    window.registerTreeDataProvider('casebook.connections', connectionsTree(connections)),
    registerCommand('casebook.addConnection', async (given) => (given ? addGiven(given) : settle(await askDescription(connections, await machine())))),
    registerCommand('casebook.editConnection', edit),
    registerCommand('casebook.testConnection', test),
    registerCommand('casebook.selectConnection', async (given) => {
      const name = await named(given, l10n.t('Which connection shall Casebook read from?'));
      return name.ok ? connections.select(name.value) : name;
    }),
    registerCommand('casebook.forgetHostKey', async (given) => {
      const host = given ?? (await window.showQuickPick(knownHosts(memory), { title: l10n.t('Forget which SSH host?'), placeHolder: l10n.t('Its key is pinned again at the next connect') }));
      if (host === undefined) return cancelled();
      await forgetHost(memory, host);
      return succeed(undefined);
    }),
    registerCommand('casebook.removeConnection', async (given) => {
      const name = await named(given, l10n.t('Remove which connection?'));
      return name.ok ? connections.remove(name.value) : name;
    }),
  );
}

/** A failure in a message says where: several connections may be at work. */
const placed = (name: string, place: string, failure: Failure): Failure => ({ ...failure, message: l10n.t('{0} ({1}): {2}', name, place, failure.message) });

async function afterFailure(text: string): Promise<'edit' | 'keep' | 'leave'> {
  const edit = l10n.t('Edit');
  const keep = l10n.t('Keep It Anyway');
  const chosen = await window.showWarningMessage(text, { modal: true }, edit, keep);
  return chosen === edit ? 'edit' : chosen === keep ? 'keep' : 'leave';
}
