import * as l10n from '@vscode/l10n';
import type { Dispute } from './dispute';

/** What of the evidence is there, and what became of it; undefined where the source does not tell. */
export function evidenceInWords({ hasEvidence, submissionCount, submissionMethod, pastDue }: Pick<Dispute, 'hasEvidence' | 'submissionCount' | 'submissionMethod' | 'pastDue'>): string | undefined {
  if ((submissionCount ?? 0) > 0) return pastDue ? l10n.t('submitted after the deadline') : l10n.t('submitted');
  if (submissionMethod === 'smart_disputes') return l10n.t('automatic submission to come');
  if (hasEvidence === null) return undefined;
  return hasEvidence ? l10n.t('staged, not submitted') : l10n.t('none');
}
