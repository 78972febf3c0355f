import assert from 'node:assert/strict';
import { checkSettings, checkStatement, splitStatements } from '../../../src/data/guard';

const verdict = async (sql: string): Promise<string> => {
  const checked = await checkStatement(sql);
  return checked.ok ? 'allowed' : checked.failure.kind;
};

describe('The guard', () => {
  for (const sql of [
    'select 1',
    'select 1;',
    '-- why\nselect * from disputes where id = $1',
    'values (1), (2)',
    'table disputes',
    'show all',
    'explain (analyze, buffers) select 1',
    'with recursive a(n) as (select 1 union all select n + 1 from a where n < 3) select * from a',
    'select pg_sleep(1), random(), now()',
    "select 'pg_notify(1)', \"pg_notify\" from t",
    "select pg_advisory_lock from t",
    'select lower(x), local_rate(y), lo from t',
    'select * from json_to_recordset($1) as r(a int)',
  ]) {
    it(`allows ${sql}`, async () => assert.equal(await verdict(sql), 'allowed'));
  }

  for (const sql of [
    '',
    '-- nothing',
    ';',
    'select 1; select 2',
    'insert into t values (1)',
    'update t set a = 1',
    'delete from t',
    'merge into t using s on true when matched then delete',
    'truncate t',
    'with a as (insert into t values (1) returning *) select * from a',
    'with a as (with b as (delete from t returning *) select * from b) select * from a',
    'select * from (values (1)) x where exists (with a as (update t set a = 1 returning 1) select 1 from a)',
    'explain analyze delete from t',
    'explain insert into t values (1)',
    'explain analyze create table x as select 1',
    'explain execute p',
    'select 1 into t',
    'select 1 into t union select 2',
    'select * from t for update',
    '(select * from t for update) union all select * from u',
    'select * from (select * from t for share) x',
    'create table x as select 1',
    'copy t to stdout',
    "copy (select 1) to program 'id'",
    'lock table t',
    'begin',
    'rollback',
    'set role postgres',
    'set local statement_timeout = 0',
    'reset all',
    'discard all',
    'listen x',
    "notify x, 'y'",
    'prepare p as select 1',
    'execute p',
    'declare c cursor for select 1',
    'fetch all from c',
    'call p()',
    "do 'begin end'",
    'vacuum',
    'analyze',
    'checkpoint',
    "load 'x'",
    'refresh materialized view v',
    "select set_config('role', 'postgres', false)",
    'select pg_catalog.pg_advisory_lock(1)',
    'select "pg_advisory_lock"(1)',
    'select PG_Advisory_Lock(1)',
    "select u&\"\\0070g_notify\"('a', 'b')",
    'select u&"!0070g_reload_conf" uescape \'!\'()',
    'select 1 where pg_try_advisory_xact_lock(1)',
    'select * from pg_ls_dir(\'/\')',
    'select * from rows from (generate_series(1, 2), pg_read_file(\'/etc/passwd\')) x',
    "select nextval('s')",
    "select max((select setval('s', 1)))",
    "select count(*) filter (where pg_terminate_backend(1))",
    "select sum(1) over (order by pg_cancel_backend(1))",
    "select query_to_xml('delete from t', true, true, '')",
    "select * from dblink_exec('x', 'delete from t')",
    'select lo_unlink(1)',
    'select 1 order by pg_switch_wal()',
    'select 1 limit (select pg_stat_reset())',
    'select txid_current()',
    'values (pg_rotate_logfile())',
    'select case when true then pg_create_restore_point(\'x\') end',
    "select array[pg_logical_emit_message(true, 'a', 'b')]",
  ]) {
    it(`refuses ${sql === '' ? 'an empty text' : sql}`, async () => assert.equal(await verdict(sql), 'refused'));
  }

  it('says why, what to do instead, and where', async () => {
    assert.deepEqual(await checkStatement("select '😀', pg_notify('a', 'b')"), {
      ok: false,
      failure: {
        kind: 'refused',
        message: 'The function pg_notify is refused: it sends word to other sessions.',
        hint: 'Run the SELECT for what you would tell them.',
        position: 13,
      },
    });
    assert.deepEqual(await checkStatement('set work_mem = 1'), {
      ok: false,
      failure: { kind: 'refused', message: 'SET is refused: settings of the session would reach beyond this cell.', hint: 'Write a line "-- @set name = value": it holds for this cell alone.' },
    });
  });

  it('gives the position of a syntax error in UTF-16 units', async () => {
    assert.deepEqual(await checkStatement("select '😀é', from from x"), {
      ok: false,
      failure: { kind: 'syntax', message: 'syntax error at or near "from"', sqlstate: '42601', position: 14 },
    });
  });

  it('refuses characters on which parser and server could disagree', async () => {
    assert.equal(await verdict("select 1\0; select pg_notify('a', 'b')"), 'syntax');
    assert.equal(await verdict("select '\ud83d'"), 'syntax');
  });

  it('refuses what is nested too deeply, and works after that', async () => {
    for (const deep of [`${'1 + '.repeat(50_000)}1`, `${'('.repeat(20_000)}1${')'.repeat(20_000)}`, `${'(select '.repeat(3000)}1${')'.repeat(3000)}`]) assert.equal(await verdict(`select ${deep}`), 'tooLarge');
    assert.equal(await verdict('select 1'), 'allowed');
  });

  it('reads what is long, or nested deeply, and names what it refuses in it', async () => {
    const long = `select 1 where 1 in (${Array.from({ length: 200_000 }, (_, index) => index).join(', ')})`;
    assert.equal(await verdict(`${long} and pg_advisory_lock(1) is null`), 'refused');
    const operators = `${'1 + '.repeat(1500)}1`;
    assert.equal(await verdict(`select ${operators}`), 'allowed');
    assert.equal(await verdict(`select ${operators}, nextval('s')`), 'refused');
  });

  it('lets a run set only how it is planned and shown', () => {
    assert.equal(checkSettings({ work_mem: '64MB', TimeZone: 'UTC', enable_seqscan: 'off' }).ok, true);
    for (const name of ['role', 'session_authorization', 'transaction_read_only', 'default_transaction_read_only', 'statement_timeout', 'standard_conforming_strings', 'session_replication_role', 'work_mem; x']) {
      assert.equal(checkSettings({ [name]: '1' }).ok, false, name);
    }
  });
});

describe('Statements of a text', () => {
  const texts = async (sql: string): Promise<string[] | string> => {
    const split = await splitStatements(sql);
    return split.ok ? split.value.map((statement) => statement.text) : split.failure.kind;
  };

  it('end at a semicolon that is none of a string, quoted name, dollar quote or comment', async () => {
    assert.deepEqual(await texts("select ';' as \";\"; -- ;\n/* ; */ select $a$;$a$;"), ["select ';' as \";\"", 'select $a$;$a$']);
  });

  it('are found where one does not parse', async () => {
    assert.deepEqual(await texts('selec 1; select (2; insert into t values (3)'), ['selec 1', 'select (2', 'insert into t values (3)']);
  });

  it('have UTF-16 offsets', async () => {
    const sql = "select '😀é'; /* ü */ select 2 ;";
    assert.deepEqual(await splitStatements(sql), {
      ok: true,
      value: [
        { text: "select '😀é'", start: 0, end: 12 },
        { text: 'select 2', start: 22, end: 30 },
      ],
    });
  });

  it('are none in an empty text or in comments', async () => {
    assert.deepEqual(await texts(''), []);
    assert.deepEqual(await texts(' ; -- a\n;; /* b */'), []);
  });

  it('are not split where a quote has no end', async () => {
    assert.equal(await texts("select 1; select 'a"), 'syntax');
  });
});

describe('a function that is called as if it were a column', () => {
  for (const sql of [
    "select ('/etc/hostname'::text).pg_read_file",
    "select x.pg_read_file from unnest(array['/etc/hostname']) x",
    "select (array['/etc/hostname'::text])[1].pg_read_file",
    'select (42::bigint).pg_advisory_lock',
    "select ('zzslot'::name).pg_create_physical_replication_slot",
    `select ('host=x'::text)."dblink_connect"`,
    "select 1 where (pg_backend_pid()).pg_terminate_backend",
  ]) {
    it(`is refused: ${sql}`, async () => {
      const checked = await checkStatement(sql);
      assert.equal(!checked.ok && checked.failure.kind, 'refused');
    });
  }

  it('is no column of that name by itself, nor a field of another', async () => {
    assert.ok((await checkStatement('select set_config, d.set_config, (d).evidence, d.status from d')).ok);
  });
});
