/** What is tried, by what stops it. `{0}` in a sentence is the attempt's name. */
export interface Group {
  readonly what: string;
  readonly says: string;
  readonly attempts: readonly (readonly [name: string, sql: string])[];
  /** Says so in a cell; other ways have sentences of their own for it. */
  readonly elsewhere?: true;
}

/** The file that is written where one gets out. */
export const target = '/tmp/casebook-escape';

const fn = (what: string, why: string, attempts: Group['attempts']): Group => ({ what, says: `The function {0} is refused: ${why}`, attempts });

/** Refused before anything is sent. */
export const refused: readonly Group[] = [
  {
    what: 'transaction control', says: '{0} is refused: every statement already runs in a read-only transaction of its own, which is rolled back.',
    attempts: [
      ['BEGIN', 'begin read write'], ['START', 'start transaction isolation level serializable, read write'], ['COMMIT', 'commit'], ['COMMIT', 'end and chain'], ['ROLLBACK', 'abort'], ['SAVEPOINT', 'savepoint a'], ['ROLLBACK TO', 'rollback to a'],
      ['RELEASE', 'release a'], ['PREPARE', "prepare transaction 'a'"], ['COMMIT PREPARED', "commit prepared 'a'"], ['SET CONSTRAINTS', 'set constraints all deferred'],
    ],
  },
  {
    what: 'settings', says: '{0} is refused: settings of the session would reach beyond this cell.',
    attempts: [
      ['SET', 'set work_mem = 1000'], ['SET', 'set role postgres'], ['SET', 'set local statement_timeout = 0'], ['SET', 'set transaction read write'], ['SET', 'set session characteristics as transaction read write'], ['SET', "set session authorization 'postgres'"],
      ['SET', 'set transaction_read_only = off'], ['SET', "set time zone 'UTC'"], ['RESET', 'reset all'], ['RESET', 'reset role'], ['DISCARD', 'discard all'], ['DISCARD', 'discard temp'],
    ],
  },
  { what: 'prepared statements', says: '{0} is refused: a prepared statement outlives the cell, and hides what runs.', attempts: [['PREPARE', 'prepare p as delete from ledger'], ['EXECUTE', 'execute p'], ['EXECUTE', 'explain analyze execute p'], ['DEALLOCATE', 'deallocate all']] },
  { what: 'programs', says: '{0} is refused: it runs a program that Casebook cannot see into.', attempts: [['DO', 'do $$ begin delete from ledger; end $$'], ['DO', "do language plpgsql 'begin delete from ledger; end'"], ['CALL', 'call empties()']] },
  {
    what: 'copy', says: '{0} is refused: it reaches files and programs of the server.',
    attempts: [['COPY', `copy ledger to '${target}'`], ['COPY', `copy (select 1) to program 'touch ${target}'`], ['COPY', "copy ledger from '/etc/passwd'"], ['COPY', 'copy ledger to stdout'], ['COPY', 'copy (delete from ledger returning *) to stdout']],
  },
  { what: 'cursors', says: '{0} is refused: a cursor outlives the statement that opened it.', attempts: [['DECLARE', 'declare c cursor with hold for select 1'], ['DECLARE', 'explain declare c cursor for select 1'], ['FETCH', 'fetch all from c'], ['FETCH', 'move next from c'], ['CLOSE', 'close all']] },
  { what: 'table locks', says: '{0} is refused: others would wait for it.', attempts: [['LOCK TABLE', 'lock table ledger'], ['LOCK TABLE', 'lock ledger in access exclusive mode nowait']] },
  { what: 'talk between sessions', says: '{0} is refused: it is talk between sessions, and a run leaves none.', attempts: [['NOTIFY', "notify gossip, 'psst'"], ['LISTEN', 'listen gossip'], ['UNLISTEN', 'unlisten *']] },
  {
    what: 'changed rows', says: '{0} is refused: it changes rows, and Casebook only reads.',
    attempts: [
      ['INSERT', "insert into ledger values (2, 'in')"], ['UPDATE', 'update only ledger set note = null'], ['DELETE', 'delete from ledger'], ['MERGE', 'merge into ledger l using (values (1)) v (id) on l.id = v.id when matched then delete'], ['TRUNCATE', 'truncate ledger cascade'],
      ['DELETE', 'with gone as (delete from ledger returning *) select * from gone'], ['UPDATE', 'with a as (with b as (update ledger set id = 9 returning 1) select * from b) select * from a'], ['INSERT', 'select * from (with w as (insert into ledger values (3) returning id) select * from w) as x'],
      ['DELETE', 'explain analyze delete from ledger'], ['INSERT', 'explain (analyze, costs off) insert into ledger values (4)'], ['MERGE', 'with m as (merge into ledger l using ledger k on false when not matched then do nothing returning 1) select * from m'], ['DELETE', '/* select */ delete /* from nowhere */ from ledger -- select'],
    ],
  },
  {
    what: 'relations left behind', says: '{0} is refused: it leaves a relation behind.',
    attempts: [['CREATE TABLE', 'create temp table t (a int)'], ['CREATE TABLE AS', 'create temp table t as select 1'], ['CREATE TABLE AS', 'explain analyze create table t as select 1'], ['CREATE TABLE AS', 'create table t as execute p'], ['CREATE TABLE AS', 'create materialized view m as select 1'], ['CREATE VIEW', 'create or replace temp view v as select 1'], ['REFRESH MATERIALIZED VIEW', 'refresh materialized view kept']],
  },
  { what: 'SELECT INTO', says: 'SELECT INTO is refused: it makes a table.', attempts: [['SELECT INTO', 'select * into copied from ledger'], ['SELECT INTO', 'select 1 into temp copied union all select 2'], ['SELECT INTO', 'with a as (select 1) select * into unlogged copied from a']] },
  { what: 'row locks', says: 'Row locks (FOR UPDATE, FOR SHARE) are refused: whoever writes these rows would wait.', attempts: [['FOR UPDATE', 'select * from ledger for update'], ['FOR NO KEY UPDATE', 'select * from (select * from ledger for no key update skip locked) x'], ['FOR SHARE', 'with a as (select * from ledger for share) select * from a'], ['FOR KEY SHARE', '(select * from ledger for key share) union all select * from ledger']] },
  {
    what: 'definitions', says: '{0} is refused: it changes how the database is defined.',
    attempts: [['DROP', 'drop table ledger'], ['ALTER TABLE', 'alter table ledger add column x int'], ['CREATE FUNCTION', "create function f() returns int language sql as 'select 1'"], ['CREATE INDEX', 'create index on ledger (note)'], ['CREATE SCHEMA', 'create schema s'], ['CREATE EXTENSION', 'create extension dblink'], ['COMMENT', "comment on table ledger is 'x'"], ['CREATE TRIGGER', 'create trigger t before insert on ledger execute function empties()'], ['CREATE RULE', 'create rule r as on insert to ledger do instead nothing'], ['DROP DATABASE', 'drop database postgres']],
  },
  { what: 'rights', says: '{0} is refused: it changes who may do what.', attempts: [['GRANT, REVOKE', 'grant all on ledger to public'], ['GRANT, REVOKE', 'grant postgres to reader'], ['CREATE ROLE', 'create role intruder superuser'], ['ALTER ROLE', 'alter role reader set work_mem = 1000'], ['REASSIGN OWNED', 'reassign owned by postgres to reader']] },
  { what: 'upkeep', says: '{0} is refused: it is upkeep of the server.', attempts: [['VACUUM, ANALYZE', 'vacuum full ledger'], ['VACUUM, ANALYZE', 'analyze ledger'], ['CLUSTER', 'cluster ledger using ledger_pkey'], ['REINDEX', 'reindex table ledger'], ['CHECKPOINT', 'checkpoint'], ['LOAD', "load 'auto_explain'"], ['ALTER SYSTEM', 'alter system set work_mem = 1000']] },
  fn('functions that set', 'it changes settings of the session.', [['set_config', "select set_config('role', 'postgres', false)"], ['set_config', "select pg_catalog.set_config('transaction_read_only', 'off', true)"], ['set_config', "select n from ledger cross join lateral set_config('work_mem', '1MB', false) n"]]),
  fn('the random seed', 'the random numbers of later cells would follow from it.', [['setseed', 'select setseed(0.5)']]),
  fn('advisory locks', 'it takes or frees locks that others wait for.', [
    ['pg_advisory_lock', 'select pg_advisory_lock(42)'], ['pg_try_advisory_xact_lock', 'select 1 where pg_try_advisory_xact_lock(42)'], ['pg_advisory_unlock_all', 'select pg_advisory_unlock_all()'], ['pg_advisory_lock', 'select "pg_advisory_lock"(42)'], ['pg_advisory_lock', 'select PG_Advisory_Lock /* )( */ (42)'],
    ['pg_advisory_lock', 'select u&"\\0070g_advisory_lock"(42)'], ['pg_advisory_lock', "select u&\"p!0067_advisory_lock\" uescape '!'(42)"], ['pg_advisory_lock', 'select (42::bigint).pg_advisory_lock'], ['pg_advisory_lock', 'select x.pg_advisory_lock from unnest(array[42::bigint]) x'], ['pg_advisory_lock', "select postgres.pg_catalog.pg_advisory_lock(42)"],
  ]),
  fn('sequences', 'no rollback takes back what it does to the sequence.', [['nextval', "select nextval('counter')"], ['setval', "select setval('counter'::regclass, 99)"], ['nextval', "select ('counter'::regclass).nextval"], ['nextval', "values (nextval('counter'))"], ['nextval', "explain analyze select nextval('counter')"]]),
  fn('transaction numbers', 'it uses up a transaction number.', [['txid_current', 'select txid_current()'], ['pg_current_xact_id', 'select pg_current_xact_id()::text']]),
  fn('exported snapshots', 'it writes a file for other sessions to take this snapshot from.', [['pg_export_snapshot', 'select pg_export_snapshot()']]),
  fn('word to others', 'it sends word to other sessions.', [['pg_notify', "select pg_notify('gossip', 'psst')"], ['pg_notify', "select case when true then pg_notify('gossip', note) end from ledger"]]),
  fn('other sessions', 'it reaches into the sessions of others.', [['pg_terminate_backend', 'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()'], ['pg_cancel_backend', 'select count(*) filter (where pg_cancel_backend(pid)) from pg_stat_activity'], ['pg_log_backend_memory_contexts', 'select pg_log_backend_memory_contexts(pg_backend_pid())'], ['pg_terminate_backend', 'select (pid).pg_terminate_backend from pg_stat_activity']]),
  fn('files', 'it works on files of the server.', [['pg_read_file', "select pg_read_file('/etc/passwd')"], ['pg_read_binary_file', "select * from pg_read_binary_file('/etc/passwd', 0, 10)"], ['pg_ls_dir', "select pg_ls_dir('/')"], ['pg_stat_file', "select (pg_stat_file('postgresql.conf')).size"], ['pg_ls_waldir', 'select * from pg_ls_waldir()'], ['pg_file_write', `select pg_file_write('${target}', 'x', false)`], ['pg_read_file', "select * from rows from (generate_series(1, 2), pg_read_file('/etc/passwd')) x"], ['pg_read_file', "select ('/etc/passwd'::text).pg_read_file"]]),
  fn('large objects', 'large objects can be written, and brought to files, where reading is meant.', [['lo_create', 'select lo_create(0)'], ['lo_import', "select lo_import('/etc/passwd')"], ['lo_export', `select lo_export(1, '${target}')`], ['lo_from_bytea', "select lo_from_bytea(0, 'x')"], ['lo_unlink', 'select lo_unlink(1)'], ['lowrite', "select lowrite(0, 'x')"]]),
  fn('running the server', 'it runs the server.', [['pg_reload_conf', 'select pg_reload_conf()'], ['pg_rotate_logfile', 'values (pg_rotate_logfile())'], ['pg_promote', 'select pg_promote()'], ['pg_switch_wal', 'select 1 order by pg_switch_wal()'], ['pg_create_restore_point', "select pg_create_restore_point('x')"], ['pg_backup_start', "select pg_backup_start('x')"], ['pg_import_system_collations', "select pg_import_system_collations('public')"], ['pg_wal_replay_pause', 'select pg_wal_replay_pause()']]),
  fn('statistics', 'it changes the statistics that others watch and the planner needs.', [['pg_stat_reset', 'select 1 limit (select 1 from pg_stat_reset())'], ['pg_stat_reset_shared', "select pg_stat_reset_shared('bgwriter')"], ['pg_stat_statements_reset', 'select pg_stat_statements_reset()'], ['pg_clear_relation_stats', "select pg_clear_relation_stats('public', 'ledger')"]]),
  fn('replication', 'it acts on replication.', [['pg_create_physical_replication_slot', "select pg_create_physical_replication_slot('escape', true)"], ['pg_create_logical_replication_slot', "select * from pg_create_logical_replication_slot('escape', 'pgoutput')"], ['pg_drop_replication_slot', "select pg_drop_replication_slot('escape')"], ['pg_logical_emit_message', "select array[pg_logical_emit_message(false, 'a', 'b')]"], ['pg_replication_origin_create', "select pg_replication_origin_create('escape')"]]),
  fn('indexes and pages', 'it works on indexes, pages or buffers.', [['pg_prewarm', "select pg_prewarm('ledger')"], ['gin_clean_pending_list', "select gin_clean_pending_list('ledger_pkey')"], ['brin_summarize_new_values', "select brin_summarize_new_values('ledger_pkey')"], ['pg_truncate_visibility_map', "select pg_truncate_visibility_map('ledger')"]]),
  fn('SQL in a text', 'it runs SQL that is hidden in a text.', [
    ['query_to_xml', "select query_to_xml('delete from ledger', true, true, '')"], ['query_to_xml_and_xmlschema', "select query_to_xml_and_xmlschema('select pg_advisory_lock(42)', true, true, '')"], ['cursor_to_xml', "select cursor_to_xml('c', 1, true, true, '')"], ['database_to_xml', "select database_to_xml(true, true, '')"], ['table_to_xml', "select table_to_xml('written', true, true, '')"],
    ['ts_stat', "select * from ts_stat('select to_tsvector(pg_advisory_lock(42)::text)')"], ['ts_rewrite', "select ts_rewrite('a'::tsquery, 'select pg_advisory_lock(42)')"], ['crosstab', "select * from crosstab('delete from ledger') as t (a int)"], ['xpath_table', "select * from xpath_table('a', 'b', 'ledger', '/', 'true') as t (a int)"],
  ]),
  fn('other servers', 'it reaches other servers or programs.', [['dblink', "select * from dblink('dbname=postgres', 'delete from ledger returning 1') as t (a int)"], ['dblink_exec', "select dblink_exec('dbname=postgres', 'delete from ledger')"], ['dblink_connect', `select ('dbname=postgres'::text)."dblink_connect"`], ['http_get', "select http_get('https://example.com')"], ['pg_background_launch', "select pg_background_launch('delete from ledger')"]]),
  { what: 'several statements', says: 'DELETE is refused: it changes rows, and Casebook only reads.', elsewhere: true, attempts: [['two', 'select 1; delete from ledger'], ['two in disguise', "select $a$;$a$ /* ; */; /* -- */ delete from ledger where note <> ';'"], ['two by an escape', "select 'it''s'; delete from ledger --'"]] },
  { what: 'a text with two meanings', says: 'The statement has a character that PostgreSQL cannot read.', elsewhere: true, attempts: [['NUL', 'select 1\0; delete from ledger']] },
];

const onlyReads = 'Casebook only reads, and this would write.';
/** The server's: Casebook's transaction has read before the user's SQL can. */
const tooLate = 'transaction read-write mode must be set before any query';
const denied = 'This role may not read that.';
const ran = 'ran';

/** What only rights and READ ONLY bound: hidden in what the database's owner defined. By role: what is said, or `ran` where it does nothing that lasts. */
export const hidden: readonly { readonly what: string; readonly sql: string; readonly reader: string; readonly superuser: string; readonly byRights?: true }[] = [
  ...(
    [
      ['a function', 'select writes()'], ['a function with its owner’s rights', 'select writes_as_owner()'], ['a function that builds its SQL', "select writes_by_text('insert into ledger values (5)')"], ['a function in FROM', 'select * from writes() as n'], ['a function over each row', 'select row_writes(l) from ledger l'],
      ['a function called as a column', 'select l.row_writes from ledger l'], ['a view', 'select * from written'], ['an operator', 'select !!! 1'], ['an operator that shadows one', 'select 1 operator(evil.=) 1'], ['a domain’s check', 'select 1::checked'], ['a cast', 'select (1::int)::stamp'], ['a cast by CAST()', 'select cast(1 as stamp)'],
      ['an aggregate', 'select sum_writing(id) from ledger'], ['a window', 'select sum_writing(id) over () from ledger'], ['a range’s order', 'select writing_range(1, 2)'], ['a function that shadows one', 'select public.lower(42)'], ['a function named as one that waits', "select public.pg_sleep('x')"], ['an index’s expression', "select * from ledger where marks(note) = marks('x')"],
      ['a plan', 'select * from ledger where id = plans(1)'], ['EXPLAIN without ANALYZE', 'explain select * from ledger where id = plans(1)'], ['a function with SQL in its body', 'select writes_in_body()'], ['a sort', 'select * from ledger order by row_writes(ledger)'], ['LIMIT', 'select 1 limit writes()'], ['VALUES', 'values (writes())'], ['a CTE that nobody reads', 'with w as materialized (select writes()) select count(*) from w'],
      ['a lateral join', 'select * from ledger l, lateral (select row_writes(l)) x'], ['a loop of recursion', 'with recursive r (n) as (select writes() union all select writes() from r where n < 2) select * from r'], ['a filter', 'select count(*) filter (where writes() = 1) from ledger'], ['JSON', "select * from jsonb_to_record(jsonb_build_object('n', writes())) as r (n int)"],
      ['a large object', 'select hides_large_object()'], ['a sequence', 'select hides_nextval()'], ['a table of its own', 'select leaves_a_table()'],
    ] as const
  ).map(([what, sql]) => ({ what, sql, reader: onlyReads, superuser: onlyReads })),
  { what: 'a way to read-write by set_config', sql: 'select turns_writable()', reader: tooLate, superuser: tooLate },
  { what: 'a way to read-write by SET', sql: 'select turns_writable_by_set()', reader: tooLate, superuser: tooLate },
  { what: 'the end of the transaction', sql: 'select commits()', reader: 'invalid transaction termination', superuser: 'invalid transaction termination' },
  { what: 'row security', sql: 'select * from guarded', reader: onlyReads, superuser: ran },
  { what: 'a setting that stays', sql: 'select leaves_settings()', reader: ran, superuser: ran },
  { what: 'a lock that stays', sql: 'select leaves_a_lock()', reader: ran, superuser: ran },
  { what: 'a channel that stays', sql: 'select leaves_a_channel()', reader: ran, superuser: ran },
  { what: 'a prepared statement that stays', sql: 'select leaves_prepared()', reader: ran, superuser: ran },
  { what: 'a cursor that stays', sql: 'select leaves_a_cursor()', reader: ran, superuser: ran },
  { what: 'word that a rollback takes back', sql: 'select notifies()', reader: ran, superuser: ran },
  { what: 'another role', sql: 'select takes_role()', reader: denied, superuser: ran },
  { what: 'another’s session', sql: 'select terminates()', reader: denied, superuser: '', byRights: true },
  { what: 'a program of the server', sql: 'select copies_to_program()', reader: denied, superuser: '', byRights: true },
  { what: 'a file of the server', sql: 'select reads_file()', reader: denied, superuser: '', byRights: true },
];

/** Ordinary statements that look like the above, and run. */
export const lookalikes: readonly string[] = [
  "select 'UPDATE ledger SET note = 1; DROP TABLE ledger' as sql", 'select set_config, "pg_notify" from lookalikes', 'select l.set_config from (select 1 as set_config) l', 'select pg_sleep(0)', 'select random() < 2', 'select * from "delete"', 'select 1 -- drop table ledger', 'select /* ; delete from ledger; */ 1',
  'select $$ begin; delete from ledger; commit; $$ as body', 'select $sql$ select $$nested$$; copy ledger to program $sql$', 'select for_update from lookalikes', 'select "for update" from lookalikes', 'select note as "insert" from ledger', "select * from ledger where note like '%truncate%'", 'table ledger', 'values (1), (2)', 'show all', 'show transaction_read_only',
  'explain (analyze, buffers) select * from ledger', 'explain (costs off) select * from ledger for_update', 'with deleted as (select 1 as id) select * from deleted', 'with recursive call (n) as (select 1 union all select n + 1 from call where n < 3) select * from call', 'select now(), clock_timestamp(), current_user, version()', 'select gen_random_uuid() is not null', "select e'\\x41;' || U&'\\0041'",
  'select u&"\\006eote" from ledger', 'select count(*) from pg_stat_activity', "select to_tsvector('copy lock call do')", 'select last_value from counter', "select currval('counter') from ledger where false", 'select pg_current_snapshot() is not null', 'select * from ledger tablesample bernoulli (100) repeatable (42)', "select xmlforest(1 as a)::text", "select 'x'::text collate \"C\" as \"lock table\"",
  "select pg_size_pretty(pg_relation_size('ledger'))", "select jsonb_path_query('{\"delete\": 1}', '$.delete')", 'select (select max(id) from ledger) as reset',
];
