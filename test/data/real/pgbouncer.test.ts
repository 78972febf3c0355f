import assert from 'node:assert/strict';
import type { Client } from 'pg';
import type { Database } from '../../../src/data/database';
import type { PostgresOptions } from '../../../src/data/node/postgres';
import { ask, failureOf, rowsOf, run, until, valueOf } from '../node/collect';
import { withPostgres } from '../servers';
import { createPooler, type Pooler } from './pooler';
import { withPrograms } from './programs';

const script = `
  create role queried login password 'reads only';
  create function leaves_settings() returns text language sql as $$ select set_config('work_mem', '123MB', false) $$;
  create function leaves_a_lock() returns void language sql as $$ select pg_advisory_lock(42) $$;
  create function leaves_a_table() returns void language plpgsql as $$ begin create temp table leftover as select 1; end $$;
`;

const noSession = {
  message: 'The pooler had no session of the server free in time.',
  hint: 'Try again when others have ended their transactions. If it stays so, ask whoever runs the pooler whether the server behind it is up, and for a larger pool ("default_pool_size").',
};

withPrograms('Behind PgBouncer', ['pgbouncer'], (pgbouncer) => {
  withPostgres('that pools transactions', script, (server) => {
    let pooler: Pooler;
    /** A client of PgBouncer, beside Casebook. */
    let neighbour: Client;
    const opened: Database[] = [];
    const open = (database: string, more: Partial<PostgresOptions> = {}): Database => {
      const made = server.open({ port: pooler.port, database, ...more });
      opened.push(made);
      return made;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map(async (database) => database.close()));
    });
    before(async () => {
      pooler = await createPooler(pgbouncer, server);
      neighbour = await pooler.client('one');
    });
    after(async () => {
      await neighbour.end();
      await pooler.end();
    });

    const backend = async (): Promise<string | undefined> => (await neighbour.query<{ pid: string }>('select pg_backend_pid()::text as pid')).rows[0]?.pid;
    const active = async (marker: string): Promise<number> =>
      (await server.admin.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where pid <> pg_backend_pid() and state = 'active' and query like $1", [`%${marker}%`])).rows[0]?.n ?? -1;

    it('says that it is pooled, and lacks nothing', async () => {
      const { pooled, lacks, standby } = valueOf(await open('one').describe());
      assert.deepEqual({ pooled, lacks, standby }, { pooled: true, lacks: [], standby: false });
      assert.equal(valueOf(await server.database.describe()).pooled, false);
    });

    it('lets in whom the server knows, where PgBouncer asks it', async () => {
      const database = open('one', { user: 'queried' });
      assert.deepEqual(await rowsOf(database, 'select current_user'), [['queried']]);
    });

    it('refuses a wrong password and an unknown database in plain words', async () => {
      const wrong = failureOf(await open('one', { password: () => Promise.resolve({ ok: true, value: 'wrong' }) }).describe());
      assert.deepEqual([wrong.kind, wrong.message], ['authentication', 'The server did not accept this user and password.']);
      const unknown = failureOf(await open('nothing').describe());
      assert.deepEqual([unknown.kind, unknown.message], ['missing', 'There is no such database on this server.']);
    });

    it('runs in a read-only transaction of its own, on a session that the next client finds as it was', async () => {
      const asked = 'select pg_backend_pid()::text as pid, current_setting($$transaction_read_only$$) as writes, current_setting($$statement_timeout$$) as time, current_setting($$lock_timeout$$) as lock, current_setting($$work_mem$$) as memory';
      const before = await neighbour.query(asked);
      const pid = await backend();
      assert.deepEqual(await rowsOf(open('one'), asked, { timeout: 7000, settings: { work_mem: '99MB' } }), [[pid, 'on', '7s', '5s', '99MB']]);
      assert.deepEqual((await neighbour.query(asked)).rows, before.rows);
      assert.deepEqual(before.rows, [{ pid, writes: 'off', time: '0', lock: '0', memory: '4MB' }]);
    });

    it('leaves nothing behind on it, whatever a function tries', async () => {
      const database = open('one');
      const pid = await backend();
      for (const call of ['leaves_settings()', 'leaves_a_lock()']) valueOf(await run(database, `select ${call}`));
      assert.equal(failureOf(await run(database, 'select leaves_a_table()')).kind, 'refused');
      assert.equal(failureOf(await run(database, 'select leaves_a_lock(), 1 / (random() * 0)::int')).sqlstate, '22012');
      valueOf(await ask(database, 'select 1', [], { name: 'one' }));
      const left = "select pg_backend_pid()::text as pid, current_setting('work_mem') as memory, current_setting('jit') as jit, (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks, (select count(*)::int from pg_prepared_statements) as prepared, to_regclass('leftover') as leftover, array(select pg_listening_channels()) as channels";
      assert.deepEqual((await neighbour.query(left)).rows, [{ pid, memory: '4MB', jit: 'on', locks: 0, prepared: 0, leftover: null, channels: [] }]);
    });

    it('keeps what a neighbour set in his own transaction', async () => {
      const holder = await pooler.client('many');
      await holder.query("begin; set local work_mem = '77MB'");
      assert.deepEqual(await rowsOf(open('many'), 'show work_mem'), [['4MB']]);
      assert.deepEqual((await holder.query<{ work_mem: string }>('show work_mem')).rows, [{ work_mem: '77MB' }]);
      await holder.end();
    });

    it('answers questions of one name on whatever session it gets, with no statement prepared', async () => {
      const several = [open('many'), open('many'), open('many')];
      for (let round = 0; round < 3; round += 1) {
        const answers = await Promise.all(several.flatMap((database, index) => [1, 2].map(async () => ask(database, 'select $1::text, pg_sleep(0.02)', [String(index)], { name: 'same' }))));
        assert.deepEqual(answers.map((answer) => valueOf(answer).rows[0]?.[0]), ['0', '0', '1', '1', '2', '2']);
        const other = await Promise.all(several.map(async (database) => ask(database, 'select 7', [], { name: 'another' })));
        assert.deepEqual(other.map((answer) => valueOf(answer).rows), [[['7']], [['7']], [['7']]]);
      }
    });

    for (const [way, more] of [['', {}], [' over TLS', { ssl: 'verify-full', host: 'localhost' }]] as const) {
      it(`takes a cancel${way} to the server, and to its own statement alone`, async () => {
        const database = open('many', { ...more, sslrootcert: pooler.authority });
        const abort = new AbortController();
        const stopped = run(database, "select pg_sleep(30), 'stopped'", { signal: abort.signal });
        const other = run(database, "select 'kept', pg_sleep(1)");
        await until(async () => (await active("'stopped'")) + (await active("'kept'")) === 2, 'both run');
        abort.abort();
        assert.deepEqual(failureOf(await stopped), { kind: 'cancelled', message: 'Cancelled.' });
        assert.equal(await active("'stopped'"), 0);
        assert.deepEqual(valueOf(await other).rows, [['kept', '']]);
      });
    }

    it('never lets a late cancel hit who has the session next', async () => {
      const database = open('one');
      let cancelled = 0;
      for (let round = 0; round < 40; round += 1) {
        const abort = new AbortController();
        const answer = run(database, 'select pg_sleep(0.005)', { signal: abort.signal });
        setTimeout(() => abort.abort(), 4 + (round % 10) * 3);
        const next = neighbour.query('select pg_sleep(0.005)');
        if (!(await answer).ok) cancelled += 1;
        assert.equal((await next).rowCount, 1, `round ${round}`);
      }
      assert.ok(cancelled > 0 && cancelled < 40, `${cancelled} of 40 were cancelled: the race is not met`);
    });

    it('keeps a limit by a cancel, and the session is free at once', async () => {
      const summary = valueOf(await run(open('one'), 'select generate_series(1, 100000000)', { limit: 10 })).summary;
      assert.deepEqual([summary.rowCount, summary.more], [10, true]);
      assert.equal(await active('generate_series(1, 100000000)'), 0);
      assert.equal((await neighbour.query('select 1')).rowCount, 1);
    });

    it('is asked by four sessions at the most, and works with a pool of one', async () => {
      const administrator = await pooler.client('pgbouncer', 'postgres');
      for (const name of ['one', 'many']) {
        const database = open(name);
        let most = 0;
        let done = false;
        const answers = Promise.all([...Array.from({ length: 8 }, async () => ask(database, 'select pg_sleep(0.02)')), ...Array.from({ length: 4 }, async () => run(database, 'select pg_sleep(0.02)'))]).finally(() => (done = true));
        await until(async () => {
          const { rows } = await administrator.query<{ database: string; application_name: string }>('show clients');
          most = Math.max(most, rows.filter((row) => row.database === name && row.application_name === 'Casebook').length);
          return done;
        }, 'all are answered');
        assert.ok((await answers).every((answer) => answer.ok));
        await database.close();
        assert.equal(most, 4, name);
      }
      await administrator.end();
    });

    it('that has no session free in time says so, and what to do', async () => {
      const database = open('one');
      valueOf(await ask(database, 'select 1'));
      await neighbour.query('begin');
      for (const answer of [ask(database, 'select 1'), run(database, 'select 1'), open('one').describe()]) {
        const { kind, message, hint } = failureOf(await answer);
        assert.deepEqual({ kind, message, hint }, { kind: 'busy', ...noSession });
      }
      await neighbour.query('rollback');
      assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
      assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
    });

    it('that takes no more clients says so', async () => {
      const others: Client[] = [];
      for (let free = true; free; ) free = await pooler.client('many').then((made) => others.push(made) > 0, () => false);
      const failure = failureOf(await open('one').describe());
      await Promise.all(others.map(async (other) => other.end()));
      assert.deepEqual([failure.kind, failure.message], ['busy', 'The pooler takes no more clients.']);
    });

    it('whose server is down says no more than that, and what to ask', async () => {
      const { kind, message, hint, detail } = failureOf(await open('gone').describe());
      assert.deepEqual({ kind, message, hint, detail }, { kind: 'busy', ...noSession, detail: 'query_wait_timeout' });
    });

    it('that was restarted costs what was under way, and the next action works', async () => {
      const database = open('many');
      valueOf(await ask(database, 'select 1'));
      const lost = run(database, "select pg_sleep(30), 'restarted'");
      await until(async () => (await active("'restarted'")) === 1, 'it runs');
      await neighbour.end();
      await pooler.stop();
      assert.equal(failureOf(await lost).kind, 'offline');
      assert.equal(failureOf(await ask(database, 'select 1')).message, 'No server listens at this host and port.');
      await pooler.start();
      neighbour = await pooler.client('one');
      assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
      assert.deepEqual(await rowsOf(database, 'select 2'), [['2']]);
      // Its client is gone: the server notices by itself (client_connection_check_interval).
      await until(async () => (await active("'restarted'")) === 0, 'nothing of it runs on');
    });

    it('whose server ended the session says so, and the next action works', async () => {
      const database = open('many');
      const lost = run(database, "select pg_sleep(30), 'ended'");
      await until(async () => (await active("'ended'")) === 1, 'it runs');
      await server.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where query like '%''ended''' and pid <> pg_backend_pid()");
      const failure = failureOf(await lost);
      assert.deepEqual([failure.kind, failure.message], ['offline', 'The server ended the connection.']);
      assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
    });
  });
});
