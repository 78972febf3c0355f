import { target } from './attempts';

/** A database whose owner hid writes wherever PostgreSQL calls a function. */
const plpgsql = (signature: string, body: string, more = ''): string => `create function ${signature} language plpgsql ${more} as $f$ begin ${body} end $f$;`;
const insert = "insert into ledger values (2, 'written')";

export const objects = `
create table ledger (id int primary key, note text);
create sequence counter;
create table lookalikes (set_config int, pg_notify int, for_update int, "for update" int);
create table "delete" (a int);
create materialized view kept as select 1 as a;
${plpgsql('writes() returns int', `${insert}; return 1;`)}
${plpgsql('writes_as_owner() returns int', `${insert}; return 1;`, 'security definer')}
${plpgsql('writes_by_text(sql text) returns int', 'execute sql; return 1;')}
${plpgsql('row_writes(ledger) returns int', `${insert}; return 1;`)}
create function writes_in_body() returns int begin atomic select writes(); end;
create procedure empties() language sql as 'delete from ledger';
create view written as select writes() as n;
${plpgsql('writes(int) returns int', `${insert}; return 1;`)}
create operator !!! (function = writes, rightarg = int);
create schema evil;
${plpgsql('evil.equals(int, int) returns boolean', `${insert}; return true;`)}
create operator evil.= (function = evil.equals, leftarg = int, rightarg = int);
${plpgsql('checks(int) returns boolean', `${insert}; return true;`)}
create domain checked as int check (checks(value));
create type stamp as (n int);
${plpgsql('stamps(int) returns stamp', `${insert}; return row(1);`)}
create cast (int as stamp) with function stamps(int);
${plpgsql('adds(int, int) returns int', `${insert}; return 1;`)}
create aggregate sum_writing(int) (sfunc = adds, stype = int, initcond = '0');
${plpgsql('compares(int, int) returns int', `${insert}; return $1 - $2;`)}
create operator class writing_ops for type int using btree as function 1 compares(int, int);
create type writing_range as range (subtype = int, subtype_opclass = writing_ops);
${plpgsql('public.lower(int) returns int', `${insert}; return 1;`)}
${plpgsql('public.pg_sleep(text) returns int', `${insert}; return 1;`)}
${plpgsql('marks(text) returns text', "if current_setting('transaction_read_only') = 'on' then perform writes(); end if; return $1;", 'immutable')}
${plpgsql('plans(int) returns int', "perform writes(); return 1;", 'immutable')}
insert into ledger values (1, 'kept');
create index marked on ledger (marks(note));
create table guarded (a int);
insert into guarded values (1);
alter table guarded enable row level security;
create policy writing on guarded using (writes() = 1);
${plpgsql('hides_large_object() returns oid', 'return lo_create(0);')}
${plpgsql('hides_nextval() returns bigint', "return nextval('counter');", 'security definer')}
${plpgsql('leaves_a_table() returns int', 'create temp table leftover as select 1; return 1;')}
${plpgsql('turns_writable() returns int', "perform set_config('transaction_read_only', 'off', false); return writes();")}
${plpgsql('turns_writable_by_set() returns int', 'set transaction read write; return writes();')}
${plpgsql('commits() returns int', 'commit; return writes();')}
${plpgsql('leaves_settings() returns int', "perform set_config('work_mem', '123MB', false), set_config('search_path', 'evil, pg_catalog', false), set_config('default_transaction_read_only', 'off', false); return 1;")}
${plpgsql('leaves_a_lock() returns int', 'perform pg_advisory_lock(42), pg_advisory_lock_shared(43); return 1;')}
${plpgsql('leaves_a_channel() returns int', 'listen gossip; return 1;')}
${plpgsql('leaves_prepared() returns int', "execute 'deallocate all'; prepare left_behind as select 1; return 1;")}
${plpgsql('leaves_a_cursor() returns int', "execute 'declare left_open cursor with hold for select 1'; return 1;")}
${plpgsql('notifies() returns int', "perform pg_notify('gossip', 'psst'); return 1;")}
${plpgsql('takes_role() returns int', "perform set_config('role', 'postgres', false); return 1;")}
${plpgsql('terminates() returns bigint', "return (select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'postgres' and pid <> pg_backend_pid());")}
${plpgsql('copies_to_program() returns int', `execute 'copy (select 1) to program ''touch ${target}'''; return 1;`)}
${plpgsql('reads_file() returns text', "return pg_read_file('/etc/passwd');")}
`;

/** All that an escape could have changed, for all to see. */
export const world = `select json_build_object(
  'ledger', (select md5(string_agg(l::text, ',' order by id)) from ledger l),
  'counter', (select last_value || ' ' || is_called::text from counter),
  'relations', (select count(*) from pg_class), 'functions', (select count(*) from pg_proc), 'types', (select count(*) from pg_type), 'schemas', (select count(*) from pg_namespace where nspname !~ '^pg_(toast_)?temp'), 'triggers', (select count(*) from pg_trigger), 'rules', (select count(*) from pg_rewrite),
  'indexes', (select md5(string_agg(i::text, ',' order by indexrelid)) from pg_index i), 'comments', (select count(*) from pg_description), 'rights', (select md5(string_agg(oid || relacl::text, ',' order by oid)) from pg_class),
  'roles', (select md5(string_agg(r::text, ',' order by rolname)) from pg_roles r), 'members', (select count(*) from pg_auth_members), 'settings of roles', (select count(*) from pg_db_role_setting), 'databases', (select count(*) from pg_database), 'extensions', (select count(*) from pg_extension),
  'large objects', (select count(*) from pg_largeobject_metadata), 'slots', (select count(*) from pg_replication_slots), 'origins', (select count(*) from pg_replication_origin), 'prepared transactions', (select count(*) from pg_prepared_xacts),
  'configuration read', pg_conf_load_time(), 'started', pg_postmaster_start_time(), 'statistics reset', (select max(stats_reset) from pg_stat_database),
  'advisory locks', (select count(*) from pg_locks where locktype = 'advisory'), 'in transaction', (select count(*) from pg_stat_activity where state like 'idle in transaction%')
)::text`;

/** And what only a superuser sees. */
export const files = `select json_build_object('data', (select count(*) from pg_ls_dir('.')), 'snapshots', (select count(*) from pg_ls_dir('pg_snapshots')), 'slots', (select count(*) from pg_ls_dir('pg_replslot')), 'target', (select size from pg_stat_file('${target}', true)))::text`;

/** What the session carries on. */
export const session = `select json_build_object(
  'settings', (select md5(string_agg(name || '=' || setting, ',' order by name)) from pg_settings where name <> 'statement_timeout' and name not like 'plpgsql.%'), 'role', current_user || ' ' || session_user,
  'prepared', (select count(*) from pg_prepared_statements where from_sql), 'channels', (select count(*) from pg_listening_channels()), 'cursors', (select count(*) from pg_cursors where is_holdable), 'temporary', (select count(*) from pg_class where relpersistence = 't')
)::text`;
