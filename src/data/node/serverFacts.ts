import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { fail, type Result } from '../../domain/failure';
import type { Capability, Question, Rows, Server } from '../database';

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
const facts = z.tuple([z.string(), z.string(), z.string(), bool, z.enum(['on', 'off']), z.string(), z.string(), bool]);
const names = z.array(z.string());

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
export function decodeServer(kind: Server['kind'], { rows }: Rows, { direct, cancels }: Way): Server {
  const [version, user, database, standby, readOnly, marks, rights, writes] = facts.parse(rows[0]);
  const lacks: readonly (Capability | false)[] = [Number.parseInt(version) < 12 && 'inlining', !cancels && 'cancel', readOnly === 'off' && 'readOnlyTransactions'];
  return {
    kind,
    product: productOf(version, names.parse(JSON.parse(marks))),
    version,
    user,
    database,
    standby: standby === 't',
    pooled: !direct,
    lacks: lacks.filter((lack) => lack !== false),
    rights: names.parse(JSON.parse(rights)),
    writes: writes === 't',
  };
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

/** What could be done there beyond reading, whatever Casebook does: rights of the role, and a server that heeds no read-only transaction. */
export const powersOf = ({ rights, lacks }: Server): readonly string[] => [...rights, ...(lacks.includes('readOnlyTransactions') ? [l10n.t('the server heeds no read-only transaction')] : [])];

/** Why a role that could do more than read gets no runs, and how to make one that cannot; undefined for a role that gets them. */
export function rightsRefusal(server: Server, connection: string): Result<never> | undefined {
  const powers = powersOf(server);
  if (server.kind === 'embedded' || powers.length === 0) return undefined;
  return fail('rights', l10n.t('The role "{0}" could do more than read ({1}), and what a function hides is bounded by rights alone.', server.user, powers.join(', ')), {
    hint: l10n.t('Connect as a role that can only read: {0} Or accept this role\'s rights for this connection ("acceptRights").', readOnlyRole(server).replaceAll('\n', ' ')),
    connection,
  });
}

/** Statements that make a role that can only read, for whoever may run them. */
export function readOnlyRole({ version, database }: Pick<Server, 'version' | 'database'>): string {
  const grants =
    Number.parseInt(version) >= 14
      ? ['grant pg_read_all_data to casebook;']
      : [`grant connect on database "${database.replaceAll('"', '""')}" to casebook;`, 'grant usage on schema public to casebook;', 'grant select on all tables in schema public to casebook;'];
  return ["create role casebook login password '…';", ...grants].join('\n');
}
