import * as l10n from '@vscode/l10n';
import { fail, isUnanswered, succeed, type Failure, type Result } from '../../../domain/failure';
import type { ResolvedAddress, ServerAt, Target } from '../../serverAddress';
import type { Link } from '../engine';
import { exchange } from '../exchange';
import { connectFailureOf } from '../failures';
import { execute } from '../transaction';

/** The first server that answers and is of the kind that is wanted. Who refuses a password is the right one, as libpq has it. */
export async function firstOf({ servers, target }: ResolvedAddress, reach: (server: ServerAt) => Promise<Result<Link>>): Promise<Result<Link>> {
  const problems: string[] = [];
  for (const wanted of target === 'prefer-standby' ? (['standby', 'any'] as const) : [target]) {
    problems.length = 0;
    for (const server of servers) {
      const reached = await reach(server);
      const suited = reached.ok ? await suit(reached.value, wanted) : reached;
      if (suited.ok || servers.length === 1 || !isUnanswered(suited.failure.kind)) return suited;
      problems.push(`${server.host}:${server.port}: ${suited.failure.message}`);
    }
  }
  return fail('offline', l10n.t('None of the {0} servers will do.', servers.length), { detail: problems.join('\n') });
}

/** The link, where it leads to such a server; else it is closed. */
async function suit(link: Link, wanted: Exclude<Target, 'prefer-standby'>): Promise<Result<Link>> {
  if (wanted === 'any') return succeed(link);
  const problem = await problemOf(link, wanted);
  if (!problem) return succeed(link);
  await link.destroy();
  return { ok: false, failure: problem };
}

async function problemOf({ client }: Link, wanted: Exclude<Target, 'any' | 'prefer-standby'>): Promise<Failure | undefined> {
  try {
    const { rows } = await exchange(client, execute("select pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only')"));
    const [standby, readOnly] = rows[0] ?? [];
    switch (wanted) {
      case 'standby':
        return standby === 't' ? undefined : fail('offline', l10n.t('It is no standby.')).failure;
      case 'primary':
        return standby === 'f' ? undefined : fail('offline', l10n.t('It is a standby.')).failure;
      case 'read-only':
        return readOnly === 'on' ? undefined : fail('offline', l10n.t('It is not read-only.')).failure;
      case 'read-write':
        return readOnly === 'off' ? undefined : fail('offline', l10n.t('It is read-only.')).failure;
    }
  } catch (error) {
    return connectFailureOf(error);
  }
}
