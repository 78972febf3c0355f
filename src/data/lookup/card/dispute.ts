import * as l10n from '@vscode/l10n';
import type { DisputeFile } from '../../../domain/card';
import { deadlineOf, formatDeadline, type Deadline } from '../../../domain/deadline';
import type { Charge, Dispute, EarlyFraudWarning, Refund } from '../../../domain/dispute';
import { evidenceInWords } from '../../../domain/evidence';
import { formatAmount } from '../../../domain/money';
import { balanceOf, positionsOf, type Position } from '../../../domain/position';
import { networkName, reasonCode, reasonInWords } from '../../../domain/reasonCodes';
import { meaningOf } from '../../../domain/status';
import type { RelationName } from '../../layouts/layout';
import { icon, identifier, instant, joined, money, safe, type Fact, type Showing } from './pieces';

/** What a dispute is and where its money stands. */
export const essentials = (file: DisputeFile, lacks: readonly RelationName[], showing: Showing): Fact[] => [
  [l10n.t('Reason'), reasonOf(file.dispute)],
  [l10n.t('Deadline'), deadlineOfDispute(file.dispute, showing)],
  [l10n.t('Money'), lacks.includes('balance_transactions') ? l10n.t('this layout has no ledger') : moneyOf(file)],
  [l10n.t('Evidence'), evidenceInWords(file.dispute)],
];

/** What it hangs on, and what hangs on it. */
export const surroundings = ({ dispute, charge, account, refunds, warnings, siblings }: DisputeFile, lacks: readonly RelationName[], showing: Showing): Fact[] => [
  [l10n.t('Charge'), dispute.chargeId === null ? undefined : chargeOf(dispute.chargeId, charge, lacks, showing)],
  ...several(l10n.t('Refund'), refunds.map((refund) => refundOf(refund, showing))),
  ...several(l10n.t('Fraud warning'), warnings.map((warning) => warningOf(warning, showing))),
  ...several(l10n.t('Same charge'), siblings.map((sibling) => joined(identifier(sibling.id, showing), ...inShort(sibling, showing)))),
  [l10n.t('Account'), dispute.accountId === null ? undefined : joined(identifier(dispute.accountId, showing), account?.name != null && safe(account.name))],
  [l10n.t('Partner'), joined(dispute.caseId === null ? undefined : l10n.t('case {0}', safe(dispute.caseId)), dispute.arn === null ? undefined : l10n.t('ARN {0}', safe(dispute.arn)))],
];

/** The last events on one line, newest first. */
export const lastEvents = ({ events }: DisputeFile, showing: Showing): string | undefined =>
  events.length === 0 ? undefined : `**${l10n.t('Last events')}** ${joined(...events.map(({ type, createdAt }) => `${safe((type ?? '').replace('charge.dispute.', '').replaceAll('_', ' '))} ${instant(createdAt, showing) ?? ''}`))}`;

/** Facts of one kind: the label stands once. */
export const several = (label: string, texts: readonly string[]): Fact[] => texts.map((text, index) => [index === 0 ? label : '', text]);

/** State, amount, and a deadline that asks for something. */
export function inShort(dispute: Dispute, showing: Showing): string[] {
  const deadline = deadlineFor(dispute, showing);
  const isPressing = deadline.state === 'due' || deadline.state === 'missed';
  return [statusOf(dispute), money(dispute.amount, dispute.currency) ?? '', (isPressing ? formatDeadline(deadline, showing.now, showing.timeZone) : undefined) ?? ''];
}

export const modeOf = (livemode: boolean | null): string | undefined => (livemode === null ? undefined : livemode ? l10n.t('live') : l10n.t('TEST MODE'));

export const statusOf = ({ status }: Dispute): string => (status === null ? l10n.t('status not known') : safe(meaningOf(status).words));

function reasonOf({ network, networkReasonCode, reason }: Dispute): string {
  const known = network !== null && networkReasonCode !== null ? reasonCode(network, networkReasonCode) : undefined;
  const words = known && (known.uncertain ? l10n.t('probably {0}', known.words) : known.words);
  const code = [network === null ? '' : safe(networkName(network)), networkReasonCode === null ? '' : safe(networkReasonCode)].filter(Boolean).join(' ');
  return joined([code, words].filter(Boolean).join(': '), reason === null ? undefined : safe(reasonInWords(reason)));
}

const deadlineFor = ({ status, dueBy, submissionCount }: Dispute, { now }: Showing): Deadline => deadlineOf({ status: status ?? '', dueBy, submissionCount }, now);

const deadlineIcons: Readonly<Record<Deadline['state'], string>> = { none: '', cannotRespond: 'circle-slash', submitted: 'check', due: 'clock', missed: 'error' };

function deadlineOfDispute(dispute: Dispute, showing: Showing): string | undefined {
  const deadline = deadlineFor(dispute, showing);
  const text = formatDeadline(deadline, showing.now, showing.timeZone);
  return text && `${icon(showing, deadlineIcons[deadline.state])}${text.replace(/^[^(]+(?= \()/, '**$&**')}`;
}

function moneyOf({ dispute, transactions, refunds, anomalies }: DisputeFile): string {
  const positions = positionsOf(transactions);
  const verdicts = {
    addsUp: l10n.t('adds up'),
    // Money takes days: the rules say when it is late.
    doesNotAddUp: anomalies.length > 0 ? `**${l10n.t('does not add up')}**` : l10n.t('does not add up yet'),
    unknown: undefined,
  };
  const moved = positions.length === 0 ? l10n.t('nothing moved') : positions.map(positionOf).join('; ');
  return joined(moved, verdicts[balanceOf(dispute, positions, refunds)]);
}

function positionOf({ currency, withdrawn, reinstated, fees, other, net }: Position): string {
  const figure = (amount: bigint): string => safe(formatAmount({ amount, currency }));
  return joined(
    l10n.t('withdrawn {0}', figure(-withdrawn)),
    l10n.t('reinstated {0}', figure(reinstated)),
    l10n.t('fees {0}', figure(-fees)),
    other !== 0n && l10n.t('other {0}', figure(other)),
    l10n.t('net {0}', `**${money(net, currency) ?? ''}**`),
  );
}

function chargeOf(id: string, charge: Charge | undefined, lacks: readonly RelationName[], showing: Showing): string {
  if (!charge) return joined(identifier(id, showing), !lacks.includes('charges') && `**${l10n.t('not in the database')}**`);
  return joined(identifier(id, showing), money(charge.amount, charge.currency), ...chargeFacts(charge, showing));
}

export const chargeFacts = ({ amountRefunded, currency, brand, last4, createdAt }: Charge, showing: Showing): (string | undefined)[] => [
  amountRefunded !== null && amountRefunded > 0n ? l10n.t('refunded {0}', money(amountRefunded, currency) ?? '') : undefined,
  brand === null && last4 === null ? undefined : safe([brand && networkName(brand), last4 && `•••• ${last4}`].filter(Boolean).join(' ')),
  instant(createdAt, showing),
];

export const refundOf = ({ id, amount, currency, status, createdAt }: Refund, showing: Showing): string =>
  joined(identifier(id, showing), money(amount, currency), status === null ? undefined : safe(status), instant(createdAt, showing));

export const warningOf = ({ id, fraudType, createdAt }: EarlyFraudWarning, showing: Showing): string =>
  joined(identifier(id, showing), fraudType === null ? undefined : safe(fraudType.replaceAll('_', ' ')), instant(createdAt, showing));
