import * as l10n from '@vscode/l10n';
import { fork, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { fail, succeed, type Result } from '../../../domain/failure';
import type { Database } from '../../database';
import type { Engine, Link } from '../engine';
import { connectFailureOf, failureOf } from '../failures';
import { ServerDatabase, type DatabaseOptions } from '../serverDatabase';
import { engineMessage, protocolDescriptor, type EngineMessage } from './messages';

export interface EmbeddedOptions extends Omit<DatabaseOptions, 'acceptRights'> {
  /** The data directory; a missing one becomes an empty cluster. */
  readonly folder: string;
  /** Where embedded.js lies, with the engine's WebAssembly and embedded.tar.br beside it. */
  readonly assets: string;
  /** Where to write the sample's workspace: an empty data directory is then filled with the sample. */
  readonly sampleWorkspace?: string;
}

/**
 * PostgreSQL in WebAssembly, in a process of its own, started when it is first asked something. It has one session and cannot be cancelled:
 * a cancel and a time limit end the process, and the next action starts it again.
 */
export function openEmbedded(options: EmbeddedOptions): Database {
  const engine: Engine = { kind: 'embedded', sessions: 1, portalRows: 1000, lasting: true, grace: 0, connect: () => connect(options), release: () => undefined };
  return new ServerDatabase(engine, options);
}

/** Runs a script of any SQL in an embedded data directory that nobody has open: how data get into it. */
export async function loadEmbedded(options: Pick<EmbeddedOptions, 'folder' | 'assets'>, script: string): Promise<Result<void>> {
  const connected = await connect(options);
  if (!connected.ok) return connected;
  const { client } = connected.value;
  try {
    await client.query(script);
    return succeed(undefined);
  } catch (error) {
    return { ok: false, failure: failureOf(error, script) };
  } finally {
    await connected.value.close();
  }
}

async function connect({ folder, assets, sampleWorkspace }: Pick<EmbeddedOptions, 'folder' | 'assets' | 'sampleWorkspace'>): Promise<Result<Link>> {
  const child = fork(path.join(assets, 'embedded.js'), [folder, ...(sampleWorkspace === undefined ? [] : [sampleWorkspace])], {
    execPath: process.execPath,
    // The host's own flags (an inspector's port, a loader) are not for this process.
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'],
  });
  // Where no process could be started, none exits.
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const said = await firstMessage(child);
  if (said.kind !== 'ready') {
    await kill();
    return said.kind === 'busy'
      ? fail('busy', l10n.t('These data are open in another window (process {0}).', said.processId), { hint: l10n.t('Close them there, and try again.') })
      : fail('server', l10n.t('The embedded engine did not start: {0}', said.message));
  }
  const pipe = child.stdio[protocolDescriptor];
  if (!(pipe instanceof Socket)) throw new Error('The engine process has no pipe');
  // pg connects what it is given; this is connected already.
  Object.assign(pipe, {
    connect: () => {
      setImmediate(() => pipe.emit('connect'));
      return pipe;
    },
  });
  const client = new Client({ stream: () => pipe, user: 'postgres', database: 'postgres', password: '-', ssl: false });
  client.on('error', () => undefined);
  // Whoever waits for an answer, or would ask, learns that none comes.
  child.once('exit', () => pipe.destroy());
  try {
    await client.connect();
  } catch (error) {
    await kill();
    return { ok: false, failure: connectFailureOf(error) };
  }
  return succeed({
    client,
    processId: child.pid ?? 0,
    interrupt: kill,
    close: () => Promise.all([client.end(), ended]),
    destroy: kill,
  });
}

/** What the process says first; where it ends without a word, that. */
function firstMessage(child: ChildProcess): Promise<EngineMessage> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(engineMessage.parse(message)));
    child.once('error', (error) => resolve({ kind: 'failed', message: error.message }));
    child.once('exit', (code, signal) => resolve({ kind: 'failed', message: l10n.t('its process ended ({0})', signal ?? code ?? '') }));
  });
}
