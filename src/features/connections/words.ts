import * as l10n from '@vscode/l10n';
import type { Capability } from '../../data/database';
import { usedLayout, type Layout } from '../../data/layouts/layout';
import { powersOf } from '../../data/rights';
import type { Failure, FailureKind } from '../../domain/failure';
import type { Connection, ConnectionState, Findings } from './openings';

/** One thing that a connect found out, as a line of the view. */
export interface Fact {
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  /** All of it, where the line has no room. */
  readonly whole?: string;
  /** What can be done about it: what the command of that name needs. */
  readonly can?: FactAction;
}

export type FactAction =
  | { readonly kind: 'copyReadOnlyRole' }
  | { readonly kind: 'acceptRights' }
  | { readonly kind: 'useLayout'; readonly layout: string }
  | { readonly kind: 'copyIndex'; readonly statement: string }
  | { readonly kind: 'test' }
  | { readonly kind: 'edit' };

/** What the user said of a connection, where it decides how what was found is told. */
export type Said = Pick<Connection, 'layout' | 'acceptsRights'>;

/** What a connect found: server, layouts and what they lack, what works, rights, round trip. */
export function factsOf(findings: Findings, said: Said): readonly Fact[] {
  const { server, layouts, latencyMs } = findings;
  const used = usedLayout(layouts, said.layout);
  const isEmbedded = server.kind === 'embedded';
  return [
    {
      icon: 'server',
      label: server.product,
      detail: isEmbedded ? l10n.t('embedded, in a process of its own') : [server.standby ? l10n.t('standby') : l10n.t('primary'), l10n.t('database {0}', server.database), l10n.t('as {0}', server.user)].join(', '),
    },
    ...(server.pooled ? [{ icon: 'git-merge', label: l10n.t('Through a pooler'), detail: l10n.t('no statement stays prepared between two questions') }] : []),
    ...server.lacks.map((lack) => ({ icon: 'circle-slash', ...lackOfServer[lack]() })),
    ...layoutFacts(layouts, used, said),
    ...(used?.missingIndexes ?? []).map(
      ({ table, columns, isPartial, serves, statement }): Fact => ({
        icon: 'dashboard',
        label: isPartial ? l10n.t('No partial index on {0} ({1})', table, columns.join(', ')) : l10n.t('No index on {0} ({1})', table, columns.join(', ')),
        detail: serves === 'lookup' ? l10n.t('lookups by it are slow') : l10n.t('the explorer is slow'),
        whole: statement,
        can: { kind: 'copyIndex', statement },
      }),
    ),
    rightsFact(findings, said),
    { icon: 'pass', label: l10n.t('Works here'), detail: worksOf(findings, said).join(', ') },
    ...(isEmbedded ? [] : [{ icon: 'pulse', label: l10n.t('{0} ms', Math.max(1, Math.round(latencyMs))), detail: l10n.t('a round trip') }]),
  ];
}

function layoutFacts(layouts: readonly Layout[], used: Layout | undefined, { layout: wanted }: Said): readonly Fact[] {
  const none: Fact = wanted === undefined
    ? { icon: 'layers', label: l10n.t('No layout that Casebook knows'), detail: l10n.t('SQL runs; lookups and the explorer do not') }
    : { icon: 'warning', label: l10n.t('No layout "{0}" here', wanted), detail: l10n.t('the setting "layout" of this connection names it') };
  return [
    ...(used ? [] : [none]),
    ...layouts.flatMap((layout): Fact[] => {
      if (layout !== used) return [{ icon: 'circle-large-outline', label: layout.title, detail: l10n.t('not used'), can: { kind: 'useLayout', layout: layout.id } }];
      const lacks = lackOfLayout(layout);
      return [
        { icon: 'layers', label: layout.title, detail: layouts.length > 1 ? l10n.t('used') : '' },
        ...(lacks ? [{ icon: 'circle-slash', label: l10n.t('This layout has'), detail: lacks, whole: layout.lacks.join('\n') }] : []),
        ...(layout.problems ?? []).map((problem) => ({ icon: 'warning', label: problem, detail: '' })),
        ...(layout.denied.length > 0 ? [{ icon: 'circle-slash', label: l10n.t('Not readable'), detail: l10n.t('{0}: the role has no right to select', layout.denied.join(', ')) }] : []),
      ];
    }),
  ];
}

function rightsFact({ server }: Findings, { acceptsRights }: Said): Fact {
  const label = l10n.t('Used read-only');
  if (server.kind === 'embedded') return { icon: 'lock', label: l10n.t('Read-only'), detail: l10n.t('the data are a copy of this window') };
  const powers = powersOf(server);
  if (powers.length > 0) {
    const rights = powers.join(', ');
    return acceptsRights
      ? { icon: 'lock', label, detail: l10n.t('the role could do more ({0}), as you accepted', rights), can: { kind: 'copyReadOnlyRole' } }
      : { icon: 'unlock', label, detail: l10n.t('the role could do more ({0})', rights), can: { kind: 'acceptRights' } };
  }
  return server.writes ? { icon: 'lock', label, detail: l10n.t('the role itself may change tables'), can: { kind: 'copyReadOnlyRole' } } : { icon: 'lock', label: l10n.t('Read-only'), detail: l10n.t('the role can do no more') };
}

function worksOf({ server, layouts }: Findings, { layout, acceptsRights }: Said): readonly string[] {
  const runs = server.kind === 'embedded' || acceptsRights || powersOf(server).length === 0;
  return [...(usedLayout(layouts, layout) ? [l10n.t('lookups'), l10n.t('the explorer')] : []), runs ? l10n.t('cells') : l10n.t('cells once you accept the rights')];
}

const lackOfServer: Readonly<Record<Capability, () => Pick<Fact, 'label' | 'detail'>>> = {
  inlining: () => ({ label: l10n.t('Speaks an older PostgreSQL than 12'), detail: l10n.t('relations are read whole before they are narrowed: lookups may be slow') }),
  cancel: () => ({ label: l10n.t('No cancel'), detail: l10n.t('stopping a statement ends its session') }),
  readOnlyTransactions: () => ({ label: l10n.t('No read-only transactions'), detail: l10n.t('the check of each statement and the role\'s rights are all that protects the data') }),
};

/** What people miss first, in words; the rest is counted. */
const columnWords: Readonly<Record<string, () => string>> = {
  'disputes.network_reason_code': () => l10n.t('network reason codes'),
  'disputes.network': () => l10n.t('networks'),
  'disputes.due_by': () => l10n.t('deadlines'),
  'disputes.evidence': () => l10n.t('evidence'),
  'disputes.arn': () => l10n.t('ARNs of disputes'),
  'refunds.arn': () => l10n.t('ARNs of refunds'),
  'charges.fingerprint': () => l10n.t('card fingerprints'),
  'balance_transactions.payout_id': () => l10n.t('payouts of movements'),
};

/** "no events, no payouts, no network reason codes, 4 more columns without a source". */
function lackOfLayout({ lacks }: Layout): string {
  const relations = lacks.filter((name) => !name.includes('.'));
  const columns = lacks.filter((name) => name.includes('.') && !relations.includes(name.split('.')[0] ?? ''));
  const named = columns.flatMap((name) => columnWords[name]?.() ?? []);
  const rest = columns.length - named.length;
  return [
    ...[...relations.map((name) => name.replaceAll('_', ' ')), ...named].map((words) => l10n.t('no {0}', words)),
    ...(rest === 0 ? [] : [named.length + relations.length > 0 ? l10n.t('{0} more columns without a source', rest) : l10n.t('{0} columns without a source', rest)]),
  ].join(', ');
}

/** A fact as one line of text. */
export const lineOf = ({ label, detail }: Pick<Fact, 'label' | 'detail'>): string => (detail ? l10n.t('{0}: {1}', label, detail) : label);

/** The same in sentences, for a message or a tooltip: what was found, without what could be. */
export const describeFindings = (findings: Findings, said: Said): string =>
  factsOf(findings, said)
    .filter(({ can }) => can?.kind !== 'copyIndex' && can?.kind !== 'useLayout')
    .map((fact) => `${lineOf(fact)}.`)
    .join(' ');

/** Why a connect failed, and the ways on. */
export const failedFacts = (failure: Failure, canEdit: boolean): readonly Fact[] => [
  { icon: 'info', label: failure.message, detail: '' },
  ...[failure.detail, failure.hint].flatMap((text) => (text === undefined ? [] : text.split('\n').map((label) => ({ icon: 'blank', label, detail: '' })))),
  { icon: 'refresh', label: l10n.t('Try Again'), detail: '', can: { kind: 'test' } },
  ...(canEdit ? [{ icon: 'edit', label: l10n.t('Edit…'), detail: '', can: { kind: 'edit' } } as const] : []),
];

/** A failure in two or three words; its message says the rest. */
const failedWords: Readonly<Partial<Record<FailureKind, () => string>>> = {
  offline: () => l10n.t('not reached'),
  timeout: () => l10n.t('no answer'),
  busy: () => l10n.t('busy'),
  authentication: () => l10n.t('refused'),
  denied: () => l10n.t('denied'),
  missing: () => l10n.t('not found'),
  malformed: () => l10n.t('wrong settings'),
  unsupported: () => l10n.t('not possible'),
};

export const stateIcons: Readonly<Record<ConnectionState['kind'], string>> = { closed: 'database', untrusted: 'workspace-untrusted', opening: 'loading~spin', open: 'database', failed: 'error' };

/** A state in a few words. */
export function stateWords(state: ConnectionState, { place }: Pick<Connection, 'place'>): string {
  switch (state.kind) {
    case 'closed':
      return l10n.t('not connected · {0}', place);
    case 'untrusted':
      return l10n.t('waits for workspace trust');
    case 'opening':
      return l10n.t('connecting…');
    case 'open':
      return state.server.product;
    case 'failed':
      return `${failedWords[state.failure.kind]?.() ?? l10n.t('failed')} · ${place}`;
  }
}
