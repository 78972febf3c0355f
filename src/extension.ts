import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { workspace, type ExtensionContext } from 'vscode';
import { sampleFolder } from './data/node/embedded/sampleFolder';
import { appendingHistory } from './data/node/history';
import { environmentOffers } from './data/node/libpq';
import { readPasswords } from './data/node/passwordFile';
import { createApi, type CasebookApi } from './features/api';
import { Connections, hostKeysIn, registerConnections } from './features/connections';
import { registerExplorer } from './features/explorer';
import { registerFormat } from './features/format';
import { registerHistory, watchedHistory } from './features/history';
import { registerLookup } from './features/lookup';
import { registerNotebook } from './features/notebook';
import { registerSample, sampleName } from './features/sample';
import { registerSnippets } from './features/snippets';
import { createLog } from './host/log';

let end: () => Promise<unknown> = () => Promise.resolve();

/** Builds every part, hands each what it needs of the others, and registers them. Nothing is read or connected before it is asked for. */
export function activate(context: ExtensionContext): CasebookApi {
  const start = performance.now();
  const log = createLog();
  const storage = context.globalStorageUri.fsPath;
  const assets = context.asAbsolutePath('dist');
  const file = appendingHistory(path.join(storage, 'history.jsonl'), (error) => log.error(l10n.t('The history cannot be written: {0}', String(error))));
  const history = watchedHistory(file);
  const connections = new Connections(async (description, password) => (await import('./data/node/openServer')).openServer(description, password, { history, hostKeys: hostKeysIn(context.globalState) }), context.secrets, context.workspaceState);
  const source = async (name?: string) => connections.source(name);
  const snippets = registerSnippets(context.extensionUri, context.globalStorageUri);
  const lookup = registerLookup({ source, onDidChangeSource: connections.onDidChangeSource, rules: async () => snippets.rules(), log });
  const explorer = registerExplorer({ activeSource: source, onDidChangeSource: connections.onDidChangeSource, card: lookup.card, forget: () => lookup.forget(), warm: async () => lookup.warm(), clock: () => new Date(), log });
  const notebook = registerNotebook({
    source,
    activeConnection: () => connections.active()?.name,
    onDidChangeConnection: connections.onDidChange,
    snippets,
    memory: context.workspaceState,
    log,
  });
  const sample = registerSample({
    prepare: async () => {
      const folder = await sampleFolder(path.join(storage, 'sample'), Date.now());
      return { files: folder.workspace, open: async () => (await import('./data/node/embedded')).openEmbedded({ name: sampleName, folder: folder.data, assets, sampleWorkspace: folder.workspace, history }) };
    },
    connect: async (connection) => connections.adopt(connection),
    atOnce: process.env['CASEBOOK_OPEN_SAMPLE'] !== undefined,
  });
  const machine = async () => ({ offers: await environmentOffers(process.env, workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? []), passwords: await readPasswords(process.env) });
  context.subscriptions.push(log, connections, registerConnections({ connections, machine, memory: context.globalState }), registerHistory(history), registerFormat({ worker: path.join(assets, 'formatWorker.mjs'), log }), snippets, snippets.onDidChange(() => lookup.forget()), lookup, explorer, notebook, sample);
  end = async () => connections.closeAll().then(async () => file.written());
  performance.measure('casebook.activate', { start });
  return createApi({ lookup, source, snippets: async () => snippets.all(), disputes: explorer.disputes });
}

/** VS Code waits a little for this: no statement runs on, and the history is whole. */
export const deactivate = async (): Promise<unknown> => end();
