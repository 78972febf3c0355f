import * as l10n from '@vscode/l10n';
import { balanceOf, positionsOf } from '../../../domain/position';
import { deadlineOf, formatDeadline, type Deadline } from '../../../domain/deadline';
import type { DisputeFile } from '../../../domain/card';
import type { Charge, Dispute, EarlyFraudWarning, Refund } from '../../../domain/dispute';
import { formatAmount } from '../../../domain/money';
import { networkName, reasonCode, reasonInWords } from '../../../domain/reasonCodes';
import { meaningOf } from '../../../domain/status';
import type { RelationName } from '../../layouts/layout';
import { icon, identifier, instant, joined, labelled, lines, money, safe, type Showing } from './pieces';

/** What a dispute is and where it stands: the blocks of its card, anomalies left out. */
export function disputeBlocks(file: DisputeFile, lacks: readonly RelationName[], showing: Showing): string[] {
  const { dispute, charge, account, siblings, events } = file;
  return [
    lines(
      joined(`**${l10n.t('Dispute')}, ${statusOf(dispute)}**`, money(dispute.amount, dispute.currency), modeOf(dispute.livemode)),
      reasonOf(dispute),
      deadlineLine(dispute, showing),
    ),
    lines(
      labelled(l10n.t('Money'), lacks.includes('balance_transactions') ? l10n.t('this layout has no ledger') : moneyOf(file)),
      labelled(l10n.t('Evidence'), evidenceOf(dispute)),
      labelled(l10n.t('Charge'), dispute.chargeId === null ? undefined : chargeOf(dispute.chargeId, charge, lacks, showing)),
      labelled(l10n.t('Refunds'), file.refunds.map((refund) => refundOf(refund, showing)).join('; ')),
      labelled(l10n.t('Fraud warnings'), file.warnings.map((warning) => warningOf(warning, showing)).join('; ')),
      labelled(l10n.t('On the same charge'), siblings.map((sibling) => disputeInOneLine(sibling, showing)).join('; ')),
      labelled(l10n.t('Account'), dispute.accountId === null ? undefined : joined(identifier(dispute.accountId, showing), account?.name != null && safe(account.name))),
      labelled(l10n.t('Partner'), partnerOf(dispute)),
    ),
    lines(labelled(l10n.t('Last events'), events.map((event) => joined(event.type === null ? undefined : safe(event.type), instant(event.createdAt, showing))).join('; '))),
  ];
}

/** A dispute among others: identifier, state, amount, deadline. */
export function disputeInOneLine(dispute: Dispute, showing: Showing): string {
  const deadline = deadlineFor(dispute, showing);
  return joined(identifier(dispute.id, showing), statusOf(dispute), money(dispute.amount, dispute.currency), (deadline.state === 'due' || deadline.state === 'missed') && formatDeadline(deadline, showing.now, showing.timeZone));
}

export const modeOf = (livemode: boolean | null): string | undefined => (livemode === null ? undefined : livemode ? l10n.t('live') : `**${l10n.t('TEST MODE')}**`);

const statusOf = ({ status }: Dispute): string => (status === null ? l10n.t('status not known') : safe(meaningOf(status).words));

function reasonOf({ network, networkReasonCode, reason }: Dispute): string {
  const known = network !== null && networkReasonCode !== null ? reasonCode(network, networkReasonCode) : undefined;
  const words = known && (known.uncertain ? l10n.t('probably {0}', known.words) : known.words);
  const code = joined(network === null ? undefined : [networkName(network), networkReasonCode].filter(Boolean).map((part) => safe(part ?? '')).join(' '));
  return joined([code, words].filter(Boolean).join(': '), reason === null ? undefined : safe(reasonInWords(reason)));
}

const deadlineFor = ({ status, dueBy, submissionCount }: Dispute, { now }: Showing): Deadline => deadlineOf({ status: status ?? '', dueBy, submissionCount }, now);

function deadlineLine(dispute: Dispute, showing: Showing): string | undefined {
  const deadline = deadlineFor(dispute, showing);
  const text = formatDeadline(deadline, showing.now, showing.timeZone);
  if (text === undefined) return undefined;
  const strong = deadline.state === 'due' || deadline.state === 'missed' ? text.replace(/^[^(]+(?= \()/, '**$&**') : text;
  return `${icon(showing, deadline.state === 'missed' ? 'error' : deadline.state === 'due' ? 'clock' : 'circle-slash')}${strong}`;
}

function moneyOf({ dispute, transactions, refunds }: DisputeFile): string {
  const positions = positionsOf(transactions);
  const balance = balanceOf(dispute, positions, refunds);
  const verdict = balance === 'addsUp' ? l10n.t('adds up') : balance === 'doesNotAddUp' ? `**${l10n.t('does not add up')}**` : undefined;
  if (positions.length === 0) return joined(l10n.t('nothing moved'), verdict);
  const written = positions.map(({ currency, withdrawn, reinstated, fee, net }) => {
    const figure = (amount: bigint): string => safe(formatAmount({ amount, currency }));
    return joined(l10n.t('withdrawn {0}', figure(-withdrawn)), l10n.t('reinstated {0}', figure(reinstated)), l10n.t('fee {0}', figure(fee)), l10n.t('net {0}', `**${money(net, currency) ?? ''}**`));
  });
  return joined(written.join('; '), verdict);
}

function evidenceOf({ hasEvidence, submissionCount, submissionMethod, pastDue }: Dispute): string | undefined {
  if (submissionCount !== null && submissionCount > 0) return joined(l10n.t('submitted'), pastDue === true && l10n.t('too late'));
  if (hasEvidence === true) return submissionMethod === 'smart_disputes' ? l10n.t('staged, to be submitted automatically') : l10n.t('staged, not submitted');
  return hasEvidence === false ? l10n.t('none') : undefined;
}

function chargeOf(id: string, charge: Charge | undefined, lacks: readonly RelationName[], showing: Showing): string {
  if (!charge) return joined(identifier(id, showing), !lacks.includes('charges') && `**${l10n.t('not in the database')}**`);
  return joined(identifier(id, showing), ...chargeFacts(charge, showing));
}

export const chargeFacts = (charge: Charge, showing: Showing): (string | undefined)[] => [
  money(charge.amount, charge.currency),
  charge.amountRefunded !== null && charge.amountRefunded > 0n ? l10n.t('refunded {0}', money(charge.amountRefunded, charge.currency) ?? '') : undefined,
  charge.brand === null && charge.last4 === null ? undefined : safe([charge.brand && networkName(charge.brand), charge.last4 && `•••• ${charge.last4}`].filter(Boolean).join(' ')),
  instant(charge.createdAt, showing),
  charge.description === null ? undefined : safe(charge.description),
];

export const refundOf = (refund: Refund, showing: Showing): string =>
  joined(identifier(refund.id, showing), money(refund.amount, refund.currency), refund.status === null ? undefined : safe(refund.status), instant(refund.createdAt, showing));

export const warningOf = (warning: EarlyFraudWarning, showing: Showing): string =>
  joined(identifier(warning.id, showing), warning.fraudType === null ? undefined : safe(warning.fraudType.replaceAll('_', ' ')), instant(warning.createdAt, showing));

const partnerOf = ({ caseId, arn }: Dispute): string => joined(caseId === null ? undefined : l10n.t('case {0}', safe(caseId)), arn === null ? undefined : l10n.t('ARN {0}', safe(arn)));
