import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withPostgres, withServers } from '../servers';
import { ask, failureOf, rowsOf, run, valueOf } from './collect';

const script = `
  create table ledger (id int primary key, note text);
  insert into ledger values (1, 'kept');
  create sequence counter;
  create function writes() returns int language plpgsql as $$ begin insert into ledger values (2, 'written'); return 1; end $$;
  create function turns_writable() returns text language plpgsql as $$ begin return set_config('transaction_read_only', 'off', false); end $$;
  create function turns_writable_by_set() returns text language plpgsql as $$ begin set transaction read write; insert into ledger values (3, 'written'); return 'done'; end $$;
  create function leaves_settings() returns text language sql as $$ select set_config('work_mem', '123MB', false) $$;
  create function leaves_a_lock() returns void language sql as $$ select pg_advisory_lock(42) $$;
  create function leaves_a_table() returns void language plpgsql as $$ begin create temp table leftover as select 1; end $$;
  create function leaves_a_number() returns float8 language sql as $$ select random() $$;
`;

withServers('A run', script, (server) => {
  afterEach('nothing was written', async () => {
    assert.deepEqual(await rowsOf(server.database, 'select * from ledger'), [['1', 'kept']]);
  });

  for (const sql of ['insert into ledger values (4)', 'with w as (delete from ledger returning *) select * from w', 'select * from ledger for update', "select nextval('counter')", 'create table x as select 1', "copy ledger to '/tmp/x'", 'set role postgres']) {
    it(`refuses ${sql} before anything is sent`, async () => {
      assert.equal(failureOf(await run(server.database, sql)).kind, 'refused');
    });
  }

  it('is in a read-only transaction of its own, with its limits', async () => {
    assert.deepEqual(await rowsOf(server.database, "select current_setting('transaction_read_only'), current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('jit'), current_setting('standard_conforming_strings')", { timeout: 7000 }), [['on', '7s', '5s', 'off', 'on']]);
  });

  it('cannot write through a function', async () => {
    const failure = failureOf(await run(server.database, 'select writes()'));
    assert.deepEqual([failure.kind, failure.sqlstate], ['refused', '25006']);
  });

  it('cannot become writable, whatever a function tries', async () => {
    for (const call of ['turns_writable()', 'turns_writable_by_set()']) {
      const failure = failureOf(await run(server.database, `select ${call}`));
      assert.equal(failure.sqlstate, '25001', call);
    }
  });

  it('leaves nothing behind for the next one: no setting, no lock, no transaction', async () => {
    for (const call of ['leaves_settings()', 'leaves_a_lock()']) valueOf(await run(server.database, `select ${call}`));
    assert.equal(failureOf(await run(server.database, 'select leaves_a_table()')).kind, 'refused');
    assert.deepEqual(await rowsOf(server.database, "select current_setting('work_mem'), (select count(*) from pg_locks where locktype = 'advisory'), (select count(*) from pg_prepared_statements where name = ''), to_regclass('leftover')"), [['4MB', '0', '0', null]]);
    valueOf(await run(server.database, 'select 1', { settings: { work_mem: '99MB', timezone: 'Asia/Tokyo' } }));
    assert.deepEqual(await rowsOf(server.database, "select current_setting('work_mem'), current_setting('timezone') = 'Asia/Tokyo'"), [['4MB', 'f']]);
  });

  it('has its harmless settings, and no others', async () => {
    assert.deepEqual(await rowsOf(server.database, 'show work_mem', { settings: { work_mem: '99MB' } }), [['99MB']]);
    assert.equal(failureOf(await run(server.database, 'select 1', { settings: { role: 'postgres' } })).kind, 'refused');
    assert.equal(failureOf(await run(server.database, 'select 1', { settings: { work_mem: "1MB'; drop table ledger; --" } })).sqlstate, '22023');
  });

  it('that fails leaves the session usable', async () => {
    for (const sql of ['select 1/0', 'select nowhere', 'select * from nothing', 'selec 1', "select 'x'::int"]) {
      assert.equal((await run(server.database, sql)).ok, false);
      assert.deepEqual(await rowsOf(server.database, 'select 1'), [['1']]);
    }
  });

  it('that fails after its first rows says so', async () => {
    const failure = failureOf(await run(server.database, 'select 1 / (5000 - n) from generate_series(1, 10000) as numbers (n)'));
    assert.deepEqual([failure.kind, failure.sqlstate, failure.message], ['server', '22012', 'division by zero']);
  });

  it('fails at the token, counted in UTF-16 units', async () => {
    for (const [sql, token] of [
      ["select '🧾🧾', nowhere", 'nowhere'],
      ["select '漢é', * from 😀nothing", '😀nothing'],
      ["select\n\t'🧾' ||\r\n missing_function('é')", 'missing_function'],
      ["select '🧾' as x from where", 'where'],
      ["select 'é🧾', 1 + 'a'", "'a'"],
    ] as const) {
      const { position = -1 } = failureOf(await run(server.database, sql));
      assert.ok(sql.slice(position).startsWith(token), `${sql}: at ${sql.slice(position)}`);
    }
  });

  it('fails at the token for any text before it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\0')), async (text) => {
        const sql = `select '${text.replaceAll("'", "''")}', nowhere`;
        assert.equal(failureOf(await run(server.database, sql)).position, sql.length - 'nowhere'.length);
      }),
      { numRuns: 50 },
    );
  });

  it('says what is missing by kind', async () => {
    for (const [sql, kind, sqlstate] of [['select * from nothing', 'missing', '42P01'], ['select nowhere', 'missing', '42703'], ['select f(1)', 'missing', '42883'], ['select $1', 'parameter', '08P01'], ['selec', 'syntax', '42601']] as const) {
      const failure = failureOf(await run(server.database, sql));
      assert.deepEqual([failure.kind, failure.sqlstate], [kind, sqlstate], sql);
    }
  });

  it('and every question are in the history, with the outcome and no values', async () => {
    const from = server.history.length;
    await run(server.database, 'with d as (select 1) select * from d', { written: 'select * from d' });
    await run(server.database, 'delete from ledger');
    await ask(server.database, 'select $1::text', ['secret'], { name: 'asked' });
    assert.deepEqual(
      server.history.slice(from).map(({ connection, origin, statement, outcome, rowCount }) => ({ connection, origin, statement, outcome, rowCount })),
      [
        { connection: server.kind, origin: 'cell', statement: 'select * from d', outcome: 'done', rowCount: 1 },
        { connection: server.kind, origin: 'cell', statement: 'delete from ledger', outcome: 'refused', rowCount: 0 },
        { connection: server.kind, origin: 'lookup', statement: 'asked', outcome: 'done', rowCount: 1 },
      ],
    );
  });
});

withServers('A question', 'create table ledger (id int)', (server) => {
  it('is read-only too', async () => {
    assert.equal(failureOf(await ask(server.database, 'insert into ledger values (1)', [], { name: 'write' })).sqlstate, '25006');
    assert.deepEqual(valueOf(await ask(server.database, 'select count(*) from ledger', [], { name: 'count' })).rows, [['0']]);
  });

  it('that failed is asked again as if nothing was', async () => {
    const divide = (by: string) => ask(server.database, 'select 10 / $1::int', [by], { name: 'divide' });
    assert.deepEqual(valueOf(await divide('5')).rows, [['2']]);
    assert.equal(failureOf(await divide('0')).sqlstate, '22012');
    assert.equal(failureOf(await divide('x')).kind, 'parameter');
    assert.deepEqual(valueOf(await divide('2')).rows, [['5']]);
  });
});

withPostgres('Rights', 'create table ledger (id int)', (server) => {
  const asSuperuser = { user: 'postgres', password: () => Promise.resolve({ ok: true as const, value: 'postgres' }) };

  it('of a superuser: no run until they are accepted, and the way to a better role', async () => {
    const database = server.open(asSuperuser);
    assert.deepEqual(valueOf(await database.describe()).rights, ['superuser']);
    const failure = failureOf(await run(database, 'select 1'));
    assert.deepEqual([failure.kind, failure.connection], ['rights', 'postgres']);
    assert.equal(failure.message, 'The role "postgres" could do more than read (superuser), and what a function hides is bounded by rights alone.');
    assert.match(failure.hint ?? '', /^Connect as a role that can only read: "Copy SQL for a Read-Only Role"/);
    assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
    assert.deepEqual(await rowsOf(server.open({ ...asSuperuser, acceptRights: true }), 'select 1'), [['1']]);
  });

  it('of a member of a role that writes are named', async () => {
    await server.admin.query("create role writer login password 'reads only'; create role middle; grant pg_write_all_data, pg_signal_backend to middle; grant middle to writer");
    const database = server.open({ user: 'writer' });
    assert.deepEqual(valueOf(await database.describe()).rights, ['pg_signal_backend', 'pg_write_all_data']);
    assert.equal(failureOf(await run(database, 'select 1')).kind, 'rights');
    await server.admin.query('drop role writer; drop role middle');
  });

  it('of a reader are none, and what it may not read is denied', async () => {
    await server.admin.query("create role stranger login password 'reads only'");
    assert.deepEqual(valueOf(await server.database.describe()).rights, []);
    const failure = failureOf(await run(server.open({ user: 'stranger' }), 'select * from ledger'));
    assert.deepEqual(failure, { kind: 'denied', message: 'This role may not read that.', sqlstate: '42501', detail: 'permission denied for table ledger' });
    await server.admin.query('drop role stranger');
  });

  it('are no way around read-only, even for a superuser that was accepted', async () => {
    const database = server.open({ ...asSuperuser, acceptRights: true });
    for (const sql of ['insert into ledger values (1)', "select set_config('role', 'reader', false)", 'checkpoint', 'select pg_reload_conf()', "copy (select 1) to program 'true'", 'lock table ledger', "select pg_read_file('/etc/passwd')", 'select pg_switch_wal()']) {
      assert.equal(failureOf(await run(database, sql)).kind, 'refused', sql);
    }
    const { rows } = await server.admin.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where state like 'idle in transaction%'");
    assert.deepEqual(rows, [{ n: 0 }]);
  });
});
