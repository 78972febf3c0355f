import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { createLookup } from '../../../src/data/lookup/lookup';
import type { Database } from '../../../src/data/database';
import { openPostgres } from '../../../src/data/node/postgres';
import { succeed } from '../../../src/domain/failure';
import { script as books, sourceOf, won } from '../lookup/books';
import { ask, failureOf, rowsOf, run, until, valueOf } from '../node/collect';
import { password, startServer, type OwnServer } from '../ownServer';
import { perform, serverFolder, startCluster, type Cluster } from './cluster';

describe('On a hot standby', function () {
  this.timeout(60_000);
  let primary: OwnServer;
  let standby: Cluster;
  let admin: Client;
  let observer: Client;
  let database: Database;

  const connect = async ({ port }: OwnServer): Promise<Client> => {
    const client = new Client({ host: '127.0.0.1', port, database: 'postgres', user: 'postgres', password: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const open = (port = standby.port): Database =>
    openPostgres({ name: 'standby', host: '127.0.0.1', port, database: 'postgres', user: 'reader', ssl: 'disable', password: () => Promise.resolve(succeed(password)), history: { append: () => undefined } });
  /** Until the standby has all that the primary wrote. */
  const caughtUp = async (): Promise<void> => {
    const { rows } = await admin.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn');
    await until(async () => (await observer.query<{ there: boolean }>('select pg_last_wal_replay_lsn() >= $1::pg_lsn as there', [rows[0]?.lsn])).rows[0]?.there === true, 'the standby caught up');
  };
  const active = async (marker: string): Promise<number> => (await observer.query("select from pg_stat_activity where pid <> pg_backend_pid() and state = 'active' and query like $1", [`%${marker}%`])).rowCount ?? -1;

  before(async () => {
    primary = await startServer();
    admin = await connect(primary);
    await admin.query(books);
    await admin.query('create table ledger as select n from generate_series(1, 1000) as numbers (n); grant select on ledger to reader');
    const { rows } = await admin.query<{ data: string; programs: string }>("select current_setting('data_directory') as data, (select setting from pg_config() where name = 'BINDIR') as programs");
    const [{ data, programs } = assert.fail('the primary tells nothing of itself')] = rows;
    await admin.end();

    // The primary is down while its data is copied.
    await primary.down('fast');
    const folder = serverFolder('standby');
    const copy = path.join(folder, 'data');
    await perform('cp', '--archive', data, copy);
    await primary.up();
    admin = await connect(primary);

    writeFileSync(path.join(copy, 'standby.signal'), '');
    appendFileSync(path.join(copy, 'postgresql.auto.conf'), `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=postgres password=postgres'\nmax_standby_streaming_delay = 200\nwal_retrieve_retry_interval = 100\n`);
    standby = await startCluster(programs, folder);
    observer = await connect(standby);
    database = open();
  });
  after(async () => {
    await database.close();
    await Promise.all([admin.end(), observer.end()]);
    await standby.stop();
    await primary.stop();
  });

  it('Casebook says that it is one, and that its own transactions are read-only', async () => {
    const { standby: isStandby, pooled, lacks, rights } = valueOf(await database.describe());
    assert.deepEqual({ isStandby, pooled, lacks, rights }, { isStandby: true, pooled: false, lacks: [], rights: [] });
  });

  it('what the primary wrote is read, by a question and by a run', async () => {
    await admin.query("create table note as select 'from the primary'::text as words; grant select on note to reader");
    await caughtUp();
    assert.deepEqual(valueOf(await ask(database, 'select words from note')).rows, [['from the primary']]);
    assert.deepEqual(await rowsOf(database, 'select words, pg_is_in_recovery() from note', { settings: { work_mem: '9MB' } }), [['from the primary', 't']]);
  });

  it('a lookup finds a dispute with all that hangs on it', async () => {
    const source = sourceOf(database);
    const lookup = createLookup({ source: () => Promise.resolve(succeed(source)), rules: () => Promise.resolve([]), clock: () => Date.parse('2026-11-21'), cacheSeconds: () => 60, warn: (words) => assert.fail(words) });
    const [outcome] = await lookup.lookup([{ id: won, kind: 'dispute' }]);
    assert.equal(outcome?.state === 'found' && outcome.card.disputes[0]?.dispute.amount, 9007199254740993n);
  });

  it('a cell that writes is refused, also where a function hides it', async () => {
    await admin.query("create function hidden_write() returns int language plpgsql as $$ begin insert into ledger values (0); return 1; end $$");
    await caughtUp();
    assert.deepEqual([failureOf(await run(database, 'select hidden_write()')).kind, failureOf(await run(database, 'insert into ledger values (0)')).kind], ['refused', 'refused']);
  });

  it('a cancel reaches it, and the session works afterwards', async () => {
    const abort = new AbortController();
    const answer = run(database, "select pg_sleep(30), 'cancelled'", { signal: abort.signal });
    await until(async () => (await active("'cancelled'")) === 1, 'it runs');
    abort.abort();
    assert.deepEqual(failureOf(await answer), { kind: 'cancelled', message: 'Cancelled.' });
    assert.equal(await active("'cancelled'"), 0);
    assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
  });

  it('a large result comes whole', async () => {
    const { summary } = valueOf(await run(database, 'select n, repeat($$x$$, 500) from ledger, generate_series(1, 10)', { limit: 100_000 }));
    assert.deepEqual([summary.rowCount, summary.more], [10_000, false]);
  });

  it('a statement that stood in the way of the primary\'s changes says so, and what to do', async () => {
    const answer = run(database, "select count(*), pg_sleep(30), 'in the way' from ledger group by n");
    await until(async () => (await active("'in the way'")) === 1, 'it runs');
    // Row versions that the statement may still see go away on the primary, and soon here too.
    await admin.query('delete from ledger where n > 500');
    await admin.query('vacuum (truncate false) ledger');
    const { kind, message, hint, sqlstate } = failureOf(await answer);
    assert.deepEqual({ kind, message, hint, sqlstate }, {
      kind: 'server',
      message: 'The server ended this statement because a change could not wait for it: on a standby, one that came from the primary.',
      hint: 'Run it again, or ask for less at once. Whoever runs the standby can give statements more time ("max_standby_streaming_delay") or keep what they read ("hot_standby_feedback").',
      sqlstate: '40001',
    });
    assert.deepEqual(await rowsOf(database, 'select count(*) from ledger'), [['500']]);
  });

  it('a dropped database of the primary ends the session in plain words', async () => {
    await admin.query('create database doomed');
    await caughtUp();
    const doomed = openPostgres({ name: 'doomed', host: '127.0.0.1', port: standby.port, database: 'doomed', user: 'reader', ssl: 'disable', password: () => Promise.resolve(succeed(password)), history: { append: () => undefined } });
    const answer = run(doomed, "select pg_sleep(30), 'doomed'");
    await until(async () => (await active("'doomed'")) === 1, 'it runs');
    await admin.query('drop database doomed');
    const failure = failureOf(await answer);
    assert.deepEqual([failure.kind, failure.message], ['missing', 'This database was dropped on the server.']);
    await doomed.close();
  });

  it('a promotion is noticed at the next connect', async () => {
    assert.equal(valueOf(await database.describe()).standby, true);
    await observer.end();
    await standby.promote();
    observer = await connect(standby);
    assert.deepEqual(await rowsOf(database, 'select pg_is_in_recovery()'), [['f']], 'Sessions go on');
    await standby.down('fast');
    assert.equal(failureOf(await ask(database, 'select 1')).kind, 'offline');
    await standby.up();
    observer = await connect(standby);
    assert.equal(valueOf(await database.describe()).standby, false);
  });
});
