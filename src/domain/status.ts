import * as l10n from '@vscode/l10n';

/** Where a dispute stands. `unknown` is a status outside the catalogue: shown as it is, never rejected. */
export type Standing = 'awaitingResponse' | 'underReview' | 'won' | 'lost' | 'closed' | 'unknown';

export interface StatusMeaning {
  readonly standing: Standing;
  /** An inquiry has no ledger row and is neither won nor lost. */
  readonly inquiry: boolean;
  readonly words: string;
}

const statuses: Readonly<Record<string, { standing: Standing; inquiry?: true; words: () => string }>> = {
  warning_needs_response: { standing: 'awaitingResponse', inquiry: true, words: () => l10n.t('inquiry, needs a response') },
  warning_under_review: { standing: 'underReview', inquiry: true, words: () => l10n.t('inquiry, under review') },
  warning_closed: { standing: 'closed', inquiry: true, words: () => l10n.t('inquiry, closed') },
  needs_response: { standing: 'awaitingResponse', words: () => l10n.t('needs a response') },
  under_review: { standing: 'underReview', words: () => l10n.t('under review') },
  appeal_needs_response: { standing: 'awaitingResponse', words: () => l10n.t('appeal, needs a response') },
  appeal_under_review: { standing: 'underReview', words: () => l10n.t('appeal, under review') },
  won: { standing: 'won', words: () => l10n.t('won') },
  lost: { standing: 'lost', words: () => l10n.t('lost') },
  prevented: { standing: 'closed', words: () => l10n.t('prevented') },
  charge_refunded: { standing: 'closed', words: () => l10n.t('closed by a refund') },
};

/** The catalogue's statuses. */
export const knownStatuses: readonly string[] = Object.keys(statuses);

export function meaningOf(status: string): StatusMeaning {
  const known = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
  return known ? { standing: known.standing, inquiry: known.inquiry ?? false, words: known.words() } : { standing: 'unknown', inquiry: false, words: status };
}

/** Nothing more is expected to happen. An unknown status is taken as still open. */
export function isTerminal(status: string): boolean {
  const { standing } = meaningOf(status);
  return standing === 'won' || standing === 'lost' || standing === 'closed';
}
