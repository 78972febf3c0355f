/** PostgreSQL by a folder of its own programs: another version than npm's, or a standby. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createReader, freePort, type OwnServer } from '../ownServer';
import { serverUser } from './programs';

export interface Cluster extends OwnServer {
  /** A standby becomes a primary. */
  promote(): Promise<void>;
}

/** A folder that the server can come into and call its own. */
export function serverFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `casebook-${name}-`));
  const user = serverUser();
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}

/** Runs a program to its end as the servers' user; rejects with what it said. */
export async function perform(program: string, ...commandArguments: readonly string[]): Promise<void> {
  const child = spawn(program, commandArguments, { ...serverUser(), cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${path.basename(program)} ended with ${code}: ${said}`);
}

/** A new cluster, whose superuser is `postgres` with the password `postgres`, with the role `reader`; it is up. */
export async function createCluster(programs: string): Promise<Cluster> {
  const folder = serverFolder('cluster');
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, 'postgres\n', { mode: 0o644 });
  await perform(path.join(programs, 'initdb'), `--pgdata=${folder}/data`, '--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-sync');
  const cluster = await startCluster(programs, folder);
  await createReader(cluster.port);
  return cluster;
}

/** Starts what is in the folder's `data`. */
export async function startCluster(programs: string, folder: string): Promise<Cluster> {
  const port = await freePort();
  const data = `--pgdata=${folder}/data`;
  const control = async (...commands: readonly string[]): Promise<void> => perform(path.join(programs, 'pg_ctl'), ...commands, data, '--silent');
  const up = async (): Promise<void> => control('start', `--log=${folder}/log`, `--options=-p ${port} -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories=`);
  const down = async (how: 'fast' | 'immediate'): Promise<void> => control('stop', `--mode=${how}`);
  // The server is nobody's child: without this it would outlive a test run that is broken off.
  const end = (): void => void spawnSync(path.join(programs, 'pg_ctl'), ['stop', data, '--mode=immediate', '--silent'], { ...serverUser(), cwd: '/', stdio: 'ignore' });
  process.once('exit', end);
  await up().catch(async (error: unknown) => {
    throw new Error(await readFile(`${folder}/log`, 'utf8').catch(() => 'It said nothing.'), { cause: error });
  });
  return {
    port,
    up,
    down,
    promote: async () => control('promote'),
    stop: async () => {
      process.off('exit', end);
      await down('immediate');
      await rm(folder, { recursive: true });
    },
  };
}
