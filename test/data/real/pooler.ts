/** A PgBouncer that pools transactions, in front of a server of the tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { createAuthority } from '../node/certificates';
import { until } from '../node/collect';
import { freePort } from '../ownServer';
import type { TestPostgres } from '../servers';
import { serverFolder } from './cluster';
import { serverUser } from './programs';

export interface Pooler {
  readonly port: number;
  /** The file of the certificate that vouches for `localhost`. */
  readonly authority: string;
  /** A client of one of its databases: `one` has one session of the server, `many` has eight, behind `gone` is nobody; `pgbouncer` is its console. */
  client(database: string, user?: 'reader' | 'postgres'): Promise<Client>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it for good. */
  end(): Promise<void>;
}

const authority = createAuthority('Casebook tests');
const certificate = authority.issue({ name: 'localhost', hosts: ['localhost'] });

/** As it comes: above all, no ignore_startup_parameters. */
const configuration = (target: string, port: number, nowhere: number, folder: string): string => `[databases]
one = ${target} pool_size=1 auth_user=postgres
many = ${target} pool_size=8
gone = host=127.0.0.1 port=${nowhere}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
client_tls_sslmode = allow
client_tls_cert_file = ${folder}/server.pem
client_tls_key_file = ${folder}/server.key
auth_type = scram-sha-256
auth_file = ${folder}/users.txt
admin_users = postgres
pool_mode = transaction
query_wait_timeout = 1
max_client_conn = 20
`;

/** It is up, from a folder of its own. */
export async function createPooler(program: string, { address, password }: TestPostgres): Promise<Pooler> {
  const folder = serverFolder('pgbouncer');
  const port = await freePort();
  const files = {
    'users.txt': `"reader" "${password}"\n"postgres" "postgres"\n`,
    'server.pem': certificate.certificate,
    'server.key': certificate.key,
    'ca.pem': authority.certificate,
    'pgbouncer.ini': configuration(`host=127.0.0.1 port=${address.port} dbname=${address.database}`, port, await freePort(), folder),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content, { mode: 0o644 });

  let running: ChildProcess;
  const client: Pooler['client'] = async (database, user = 'reader') => {
    const made = new Client({ host: '127.0.0.1', port, database, user, password: user === 'postgres' ? 'postgres' : password });
    made.on('error', () => undefined);
    await made.connect();
    return made;
  };
  const start = async (): Promise<void> => {
    running = spawn(program, ['--quiet', path.join(folder, 'pgbouncer.ini')], { ...serverUser(), stdio: 'ignore' });
    await until(async () => client('pgbouncer', 'postgres').then(async (console) => console.end().then(() => true), () => false), 'PgBouncer answers');
  };
  const stop = async (): Promise<void> => {
    const gone = once(running, 'close');
    running.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    port,
    authority: path.join(folder, 'ca.pem'),
    client,
    start,
    stop,
    end: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}
