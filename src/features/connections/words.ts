import * as l10n from '@vscode/l10n';
import type { Layout } from '../../data/layouts/layout';
import type { Findings } from './openings';

/** One thing that a connect found out, as a line of the view. */
export interface Fact {
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
}

/** What a connect found: server, layout and what it lacks, rights, round trip. */
export function factsOf({ server, layouts, latencyMs }: Findings): readonly Fact[] {
  const facts: (Fact | undefined)[] = [
    {
      icon: 'server',
      label: l10n.t('PostgreSQL {0}', shortVersion(server.version)),
      detail: server.kind === 'embedded' ? l10n.t('embedded') : [server.standby ? l10n.t('standby') : l10n.t('primary'), l10n.t('as {0}', server.user)].join(', '),
    },
    ...(layouts.length > 0
      ? layouts.map((layout) => ({ icon: 'layers', label: layout.title, detail: lackOf(layout) }))
      : [{ icon: 'layers', label: l10n.t('No layout that Casebook knows'), detail: l10n.t('SQL runs; lookups and the explorer do not') }]),
    ...layouts.filter(({ denied }) => denied.length > 0).map(({ denied }) => ({ icon: 'circle-slash', label: l10n.t('Not readable'), detail: l10n.t('{0}: the role has no right to select', denied.join(', ')) })),
    server.rights.length > 0 && server.kind === 'postgres'
      ? { icon: 'unlock', label: l10n.t('Used read-only'), detail: l10n.t('the role could do more ({0}); cells run after you accept that for this connection', server.rights.join(', ')) }
      : { icon: 'lock', label: l10n.t('Read-only'), detail: server.kind === 'embedded' ? '' : l10n.t('the role can do no more') },
    server.kind === 'embedded' ? undefined : { icon: 'pulse', label: l10n.t('{0} ms', Math.max(1, Math.round(latencyMs))), detail: l10n.t('a round trip') },
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** The same in sentences, for a message. */
export const describeFindings = (findings: Findings): string =>
  factsOf(findings)
    .map(({ label, detail }) => (detail ? l10n.t('{0}: {1}.', label, detail) : `${label}.`))
    .join(' ');

/** Whole relations that a layout lacks, and how many columns: "no events, payouts; 4 columns without a source". */
function lackOf({ lacks }: Layout): string {
  const relations = lacks.filter((name) => !name.includes('.'));
  const columns = lacks.filter((name) => name.includes('.') && !relations.includes(name.split('.')[0] ?? ''));
  return [
    relations.length > 0 && l10n.t('no {0}', relations.join(', ')),
    columns.length > 0 && (columns.length > 4 ? l10n.t('{0} columns have no source', columns.length) : l10n.t('no {0}', columns.join(', '))),
  ]
    .filter(Boolean)
    .join('; ');
}

export const shortVersion = (version: string): string => version.split(' ')[0] ?? version;
