import * as l10n from '@vscode/l10n';
import { connect as connectSocket, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { Client } from 'pg';
import { DatabaseError } from 'pg-protocol';
import * as z from 'zod/mini';
import { succeed, type Failure, type Result } from '../../../domain/failure';
import type { Database } from '../../database';
import { resolveAddress, type ResolvedAddress, type ServerAddress, type ServerAt } from '../../serverAddress';
import type { Engine, Link } from '../engine';
import { connectFailureOf } from '../failures';
import { MissingPassword } from '../networkFailures';
import { ServerDatabase, type DatabaseOptions } from '../serverDatabase';
import { requestCancel } from './cancel';
import { firstOf } from './hosts';
import { encryptions } from './tls';
import type { Bastion, Tunnel } from '../tunnel';

const connectTimeout = 10_000;

export interface PostgresOptions extends ServerAddress, DatabaseOptions {
  /** Asked for at each connect, and only where the server wants one. */
  readonly password?: (() => Promise<Result<string | undefined>>) | undefined;
  /** A machine between, for servers that only it can reach. */
  readonly bastion?: Bastion | undefined;
  /** Milliseconds that the password may take: they do not count as the server's. */
  readonly passwordTime?: number;
}

/** A server of PostgreSQL or what speaks its protocol. Connects when it is first asked something, and again after a loss. */
export function openPostgres(options: PostgresOptions): Database {
  const engine: Engine = {
    kind: 'postgres',
    sessions: { questions: 2, runs: 2 },
    portalRows: 0,
    lasting: false,
    grace: 2000,
    connect: async () => {
      const address = resolveAddress(options);
      if (!address.ok) return address;
      const way = await options.bastion?.open();
      return way?.ok === false ? way : connect(address.value, options, way?.value);
    },
    release: () => options.bastion?.close(),
  };
  return new ServerDatabase(engine, options);
}

async function connect(address: ResolvedAddress, { password, passwordTime = 0 }: PostgresOptions, tunnel: Tunnel | undefined): Promise<Result<Link>> {
  const tries = await encryptions(address);
  if (!tries.ok) return tries;
  let noPassword: Failure | undefined;
  // pg takes a password or an exception.
  const secret = async (): Promise<string> => {
    const given = await password?.();
    if (given?.ok === false) noPassword = given.failure;
    if (!given?.ok || given.value === undefined) throw new MissingPassword();
    return given.value;
  };
  /** One server, by each encryption that will do. */
  const reach = async (server: ServerAt): Promise<Result<Link>> => {
    let refusal: unknown;
    for (const tls of tries.value) {
      try {
        return succeed(await connectBy(server, address, tls, secret, connectTimeout + passwordTime, tunnel));
      } catch (error) {
        refusal = error;
        if (!isAboutEncryption(error)) break;
      }
    }
    return { ok: false, failure: noPassword ?? connectFailureOf(refusal) };
  };
  return firstOf(address, reach);
}

/** True where another way to encrypt could do: no TLS there, a failed handshake, or pg_hba.conf without such an entry (28000). */
const isAboutEncryption = (error: unknown): boolean =>
  error instanceof Error && (/SSL/.test(error.message) || ('code' in error && typeof error.code === 'string' && /^(?:28000|EPROTO|ERR_SSL_|ERR_TLS_|ECONNRESET)/.test(error.code)));

const cancelKey = z.object({ processID: z.number(), secretKey: z.number() });

async function connectBy({ host, port }: ServerAt, { database, user }: ResolvedAddress, tls: ConnectionOptions | false, password: () => Promise<string>, timeout: number, tunnel: Tunnel | undefined): Promise<Link> {
  const client = new Client({
    ...(tunnel && { stream: () => tunnel.stream(host, port) }),
    host,
    port,
    database,
    user,
    ssl: tls,
    // Never left out: pg would look into the environment and into ~/.pgpass.
    password,
    // As libpq does wherever the way is encrypted: who sits in its middle with a certificate of his own gets nowhere.
    enableChannelBinding: tls !== false,
    application_name: 'Casebook',
    // A way that was cut without a word is noticed while a statement runs, not after the two hours that systems take.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: timeout,
  });
  // Whoever uses the client learns of a loss by the statement that fails; without a listener it would end the process.
  client.on('error', () => undefined);
  let told: unknown;
  client.connection.once('backendKeyData', (message: unknown) => (told = message));
  await client.connect();
  guardReading(client.connection.stream);
  const key = cancelKey.safeParse(told);
  return {
    client,
    processId: key.data?.processID ?? 0,
    interrupt: async () => {
      // Some poolers give no key: then the end of the connection is all that reaches the server.
      if (key.success) await requestCancel(tunnel ? tunnel.stream(host, port).connect() : beside(client, host, port), key.data, tls && { ...tls, host });
      else client.connection.stream.destroy();
    },
    close: () => client.end(),
    destroy: () => void client.connection.stream.destroy(),
  };
}

/** The driver believes every length that it reads: bytes that are no message would throw where nobody catches it. */
function guardReading(stream: Duplex): void {
  const readers = stream.listeners('data');
  stream.removeAllListeners('data').on('data', (chunk: Buffer) => {
    try {
      for (const read of readers) Reflect.apply(read, stream, [chunk]);
    } catch {
      stream.destroy(new DatabaseError(l10n.t('a message ends before it should'), 0, 'error'));
    }
  });
}

/** Another connection to the very server of the session, where a name stands for several. */
function beside(client: Client, host: string, port: number): Duplex {
  if (host.startsWith('/')) return connectSocket({ path: `${host}/.s.PGSQL.${port}` });
  const { stream } = client.connection;
  return connectSocket({ host: (stream instanceof Socket ? stream.remoteAddress : undefined) ?? host, port });
}
