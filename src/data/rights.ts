import * as l10n from '@vscode/l10n';
import { fail, type Result } from '../domain/failure';
import type { Server } from './database';
import { quoted } from './layouts/expression';
import type { Layout } from './layouts/layout';

/** What could be done there beyond reading, whatever Casebook does: rights of the role, and a server that heeds no read-only transaction. */
export const powersOf = ({ rights, lacks }: Server): readonly string[] => [...rights, ...(lacks.includes('readOnlyTransactions') ? [l10n.t('the server heeds no read-only transaction')] : [])];

/** Why a role that could do more than read gets no runs, and how to make one that cannot; undefined for a role that gets them. */
export function rightsRefusal(server: Server, connection: string): Result<never> | undefined {
  const powers = powersOf(server);
  if (server.kind === 'embedded' || powers.length === 0) return undefined;
  return fail('rights', l10n.t('The role "{0}" could do more than read ({1}), and what a function hides is bounded by rights alone.', server.user, powers.join(', ')), {
    hint: l10n.t('Connect as a role that can only read: "Copy SQL for a Read-Only Role" on this connection gives the statements that make one. Or accept the rights of this one ("acceptRights").'),
    connection,
  });
}

/** Statements that make a role that can only read, for whoever may run them; before PostgreSQL 14 only what these layouts are made of, or the public schema. */
export function readOnlyRole({ version, database }: Pick<Server, 'version' | 'database'>, layouts: readonly Pick<Layout, 'schema'>[]): string {
  const found = new Set(layouts.flatMap(({ schema }) => schema ?? []));
  const schemas = [...(found.size > 0 ? found : ['public'])].map(quoted).join(', ');
  const grants =
    Number.parseInt(version) >= 14
      ? ['grant pg_read_all_data to casebook;']
      : [`grant connect on database ${quoted(database)} to casebook;`, `grant usage on schema ${schemas} to casebook;`, `grant select on all tables in schema ${schemas} to casebook;`];
  return ["create role casebook login password '…';", ...grants].join('\n');
}
