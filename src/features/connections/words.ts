import * as l10n from '@vscode/l10n';
import type { Findings } from './connections';

/** What a connect found, in one sentence per fact: server, layout, rights. */
export function describeFindings({ server, layouts }: Findings): readonly string[] {
  return [
    server.kind === 'embedded' ? l10n.t('Embedded PostgreSQL {0}.', shortVersion(server.version)) : l10n.t('PostgreSQL {0}{1}, as {2}.', shortVersion(server.version), server.standby ? l10n.t(' (standby)') : '', server.user),
    layouts[0] ? l10n.t('Layout: {0}.', layouts.map(({ title }) => title).join(', ')) : l10n.t('No layout that Casebook knows: SQL runs, lookups and the explorer do not.'),
    server.rights.length > 0 && server.kind === 'postgres'
      ? l10n.t('The role could do more than read ({0}). Casebook uses it read-only; cells run after you accept that for this connection.', server.rights.join(', '))
      : l10n.t('Read-only.'),
  ];
}

const shortVersion = (version: string): string => version.split(' ')[0] ?? version;
