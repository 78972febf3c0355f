import * as z from 'zod/mini';
import { succeed, type Result } from '../../domain/failure';
import type { Capability, Question, Rows, Server } from '../database';
import { decodeAs } from '../store/decode';

/** Roles of PostgreSQL and of managed services whose members can do more than read. */
const mightyRoles = [
  'pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_signal_backend', 'pg_signal_autovacuum_worker', 'pg_maintain', 'pg_checkpoint', 'pg_create_subscription',
  'rds_superuser', 'cloudsqlsuperuser', 'alloydbsuperuser', 'azure_pg_admin',
];

/**
 * What speaks PostgreSQL's protocol, by what marks it, the first that holds: its own words in version(), with its own version there, or a
 * function, role or extension that only it has.
 */
const products: readonly (readonly [mark: RegExp, name: string])[] = [
  [/CockroachDB \S+ v(\d[\d.]*)/, 'CockroachDB'],
  [/-YB-(\d[\d.]*)/, 'YugabyteDB'],
  [/Redshift (\d[\d.]*)/, 'Amazon Redshift'],
  [/Greenplum Database (\d[\d.]*)/, 'Greenplum'],
  [/^aurora_version$/m, 'Aurora PostgreSQL'],
  [/^rds_superuser$/m, 'Amazon RDS for PostgreSQL'],
  [/^alloydbsuperuser$/m, 'AlloyDB'],
  [/^cloudsqlsuperuser$/m, 'Cloud SQL for PostgreSQL'],
  [/^azure_pg_admin$/m, 'Azure Database for PostgreSQL'],
  [/^citus$/m, 'PostgreSQL with Citus'],
];

const quotedList = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

export const serverQuestion: Question = {
  name: 'casebook_server',
  origin: 'connection',
  parameters: [],
  sql: `select current_setting('server_version'), current_user, current_database(), pg_is_in_recovery(), current_setting('transaction_read_only'),
  array_to_json(array[version()] || array(
    select proname::text from pg_proc where proname = 'aurora_version'
    union select rolname::text from pg_roles where rolname in (${quotedList(mightyRoles)})
    union select extname::text from pg_extension
  )),
  array_to_json(case when rolsuper then array['superuser'] else array(
    select rolname::text from pg_roles where rolname in (${quotedList(mightyRoles)}) and pg_has_role(current_user, oid, 'member') order by 1
  ) end),
  rolsuper or exists (
    select from pg_class where relkind in ('r', 'p') and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) and has_table_privilege(oid, 'insert, update, delete, truncate')
  )
from pg_roles where rolname = current_user`,
};

const bool = z.enum(['t', 'f']);
const names = z.pipe(z.string(), z.pipe(z.transform((json: string): unknown => JSON.parse(json)), z.array(z.string())));
const facts = z.tuple([z.string(), z.string(), z.string(), bool, z.enum(['on', 'off']), names, names, bool]);

/** What the connect itself tells of the way to the server. */
export interface Way {
  /** Whether the sessions are Casebook's own, with no pooler between. */
  readonly direct: boolean;
  /** Whether there is a key to cancel with. */
  readonly cancels: boolean;
  /** Known once there was a session. */
  readonly standby?: boolean;
}

/** Decodes the answer to `serverQuestion`, which is asked in a transaction that was begun read-only. */
export function decodeServer(kind: Server['kind'], { rows }: Rows, { direct, cancels }: Way): Result<Server> {
  const decoded = decodeAs(facts, rows[0]);
  if (!decoded.ok) return decoded;
  const [version, user, database, standby, readOnly, marks, rights, writes] = decoded.value;
  const lacks: readonly (Capability | false)[] = [Number.parseInt(version) < 12 && 'inlining', !cancels && 'cancel', readOnly === 'off' && 'readOnlyTransactions'];
  return succeed({
    kind,
    product: productOf(version, marks),
    version,
    user,
    database,
    standby: standby === 't',
    pooled: !direct,
    lacks: lacks.filter((lack) => lack !== false),
    rights,
    writes: writes === 't',
  });
}

function productOf(version: string, marks: readonly string[]): string {
  for (const [mark, name] of products) {
    const found = mark.exec(marks.join('\n'));
    if (found) return `${name} ${found[1] ?? shortened(version)}`;
  }
  return `PostgreSQL ${shortened(version)}`;
}

/** `15.19 (Debian 15.19-1)` is 15.19. */
const shortened = (version: string): string => version.split(' ')[0] ?? version;
