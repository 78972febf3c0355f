import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Question, Rows, Server } from '../database';

/** Roles of PostgreSQL and of managed services whose members can do more than read. */
const mightyRoles = [
  'pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_signal_backend', 'pg_signal_autovacuum_worker', 'pg_maintain', 'pg_checkpoint', 'pg_create_subscription',
  'rds_superuser', 'cloudsqlsuperuser', 'alloydbsuperuser', 'azure_pg_admin',
];

export const serverQuestion: Question = {
  name: 'casebook_server',
  origin: 'connection',
  parameters: [],
  sql: `select current_setting('server_version'), current_user, current_database(), pg_is_in_recovery(),
  array_to_json(case when rolsuper then array['superuser'] else array(
    select rolname::text from pg_roles where rolname in (${mightyRoles.map((role) => `'${role}'`).join(', ')}) and pg_has_role(current_user, oid, 'member') order by 1
  ) end)
from pg_roles where rolname = current_user`,
};

const facts = z.tuple([z.string(), z.string(), z.string(), z.enum(['t', 'f']), z.string()]);
const names = z.array(z.string());

export function decodeServer(kind: Server['kind'], { rows }: Rows): Server {
  const [version, user, database, standby, rights] = facts.parse(rows[0]);
  return { kind, version, user, database, standby: standby === 't', rights: names.parse(JSON.parse(rights)) };
}

/** Why a role that could do more than read gets no runs, and how to make one that cannot. */
export const rightsRefusal = (server: Server): { readonly message: string; readonly hint: string } => ({
  message: l10n.t('The role "{0}" could do more than read ({1}), and what a function hides is bounded by rights alone.', server.user, server.rights.join(', ')),
  hint: l10n.t('Connect as a role that can only read: {0} Or accept this role\'s rights for this connection ("acceptRights").', readOnlyRole(server)),
});

const readOnlyRole = (server: Server): string =>
  Number.parseInt(server.version) >= 14
    ? 'create role casebook login password \'…\'; grant pg_read_all_data to casebook;'
    : `create role casebook login password '…'; grant connect on database "${server.database}" to casebook; grant usage on schema public to casebook; grant select on all tables in schema public to casebook;`;
