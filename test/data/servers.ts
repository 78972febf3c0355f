/** Real servers for the data tests: PostgreSQL from npm and Debian's older one, and the embedded engine. The same tests run on all. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { succeed } from '../../src/domain/failure';
import type { Database } from '../../src/data/database';
import type { History, HistoryEntry } from '../../src/data/history';
import { loadEmbedded, openEmbedded } from '../../src/data/node/embedded';
import { openPostgres, type PostgresOptions } from '../../src/data/node/postgres';
import { administer, password, startServer, type OwnServer } from './ownServer';
import { createCluster } from './real/cluster';
import { withPrograms } from './real/programs';

export interface TestServer {
  readonly kind: 'postgres' | 'embedded';
  /** PostgreSQL's major version: some statements are of a later one. */
  readonly version: number;
  /** Opened anew for this group of tests, under a role that can only read. */
  readonly database: Database;
  /** What `database` asked so far. */
  readonly history: readonly HistoryEntry[];
  /** Another one on the same data; closed at the end. On the embedded engine it is busy while `database` has it open. */
  open(options?: Partial<PostgresOptions>): Database;
}

/** PostgreSQL alone: what only a server by the network has. */
export interface TestPostgres extends TestServer {
  /** A superuser's client on the same database. */
  readonly admin: Client;
  readonly address: { readonly host: string; readonly port: number; readonly database: string; readonly user: string };
  readonly password: string;
}

/** The group of tests on each engine, each with data of its own from `script` (any SQL). */
export function withServers(title: string, script: string, tests: (server: TestServer) => void): void {
  withPostgres(title, script, tests);
  withPostgres15(title, script, tests);
  describe(`${title}, embedded`, () => {
    const state = new State();
    const folder = mkdtempSync(path.join(tmpdir(), 'casebook-embedded-'));
    const data = { folder: path.join(folder, 'data'), assets: path.resolve('dist') };
    const server: TestServer = {
      kind: 'embedded',
      version: 18,
      get database() {
        return state.first;
      },
      history: state.entries,
      open: () => state.keep(openEmbedded({ name: 'embedded', ...data, history: state.history })),
    };
    before(async () => {
      const loaded = await loadEmbedded(data, script);
      if (!loaded.ok) throw new Error(loaded.failure.message);
      server.open();
    });
    tests(server);
    after(async () => {
      await state.close();
      await rm(folder, { recursive: true });
    });
  });
}

/** A group of tests on PostgreSQL alone. */
export function withPostgres(title: string, script: string, tests: (server: TestPostgres) => void): void {
  describe(`${title}, PostgreSQL`, () => onCluster(18, startServer, script, tests));
}

/** A group of tests on the PostgreSQL of Debian 12. */
export function withPostgres15(title: string, script: string, tests: (server: TestPostgres) => void): void {
  withPrograms(`${title}, PostgreSQL 15`, ['/usr/lib/postgresql/15/bin/initdb'], (initdb) => onCluster(15, async () => createCluster(path.dirname(initdb)), script, tests));
}

function onCluster(version: number, start: () => Promise<OwnServer>, script: string, tests: (server: TestPostgres) => void): void {
  const state = new State();
  let started: { readonly admin: Client; readonly address: TestPostgres['address'] } | undefined;
  const running = (): NonNullable<typeof started> => {
    if (!started) throw new Error('The server is there in tests and hooks only');
    return started;
  };
  const server: TestPostgres = {
    kind: 'postgres',
    version,
    get database() {
      return state.first;
    },
    history: state.entries,
    get admin() {
      return running().admin;
    },
    get address() {
      return running().address;
    },
    password,
    open: (options) => state.keep(openPostgres({ name: 'postgres', ...running().address, password: () => Promise.resolve(succeed(password)), ssl: 'disable', history: state.history, ...options })),
  };
  before(async () => {
    const { port } = await cluster(version, start);
    const database = `test_${randomUUID().replaceAll('-', '')}`;
    await administer(port, `create database ${database}`);
    const admin = new Client({ host: '127.0.0.1', port, database, user: 'postgres', password: 'postgres' });
    await admin.connect();
    await admin.query(script);
    started = { admin, address: { host: '127.0.0.1', port, database, user: 'reader' } };
    server.open();
  });
  tests(server);
  // After the group's own hooks, which may still ask.
  after(async () => {
    await state.close();
    await started?.admin.end();
  });
}

class State {
  readonly entries: HistoryEntry[] = [];
  readonly history: History = { append: (entry) => void this.entries.push(entry) };
  private readonly opened: Database[] = [];

  get first(): Database {
    const [first] = this.opened;
    if (!first) throw new Error('The database is there in tests and hooks only');
    return first;
  }

  keep(database: Database): Database {
    this.opened.push(database);
    return database;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((database) => database.close()));
  }
}

// Every test file is a bundle of its own: the clusters are shared through the process.
declare global {
  var casebookClusters: Map<number, Promise<OwnServer>> | undefined;
}

/** This process's cluster of that version, started once. */
function cluster(version: number, start: () => Promise<OwnServer>): Promise<OwnServer> {
  const clusters = (globalThis.casebookClusters ??= new Map<number, Promise<OwnServer>>());
  const running = clusters.get(version) ?? start();
  clusters.set(version, running);
  return running;
}

after('stop PostgreSQL', async () => {
  const running = [...(globalThis.casebookClusters?.values() ?? [])];
  globalThis.casebookClusters = undefined;
  await Promise.all(running.map(async (server) => (await server).stop()));
});
