import * as l10n from '@vscode/l10n';
import type { DisputePart, ListedDispute } from '../../data/store/explorer';
import { deadlineOf, formatDeadline, type Deadline } from '../../domain/deadline';
import { showInvisible } from '../../domain/markdown';
import { formatMoney } from '../../domain/money';
import { networkName, reasonCode, reasonInWords } from '../../domain/reasonCodes';
import { meaningOf } from '../../domain/status';

/** A line of the tree in words: what the eye scans, what stands behind it in grey, and a whole sentence for a screen reader. */
export interface Words {
  readonly label: string;
  readonly description: string;
  readonly sentence: string;
}

/** `now` is epoch milliseconds; `timeZone` the reader's. */
export function disputeInWords(dispute: ListedDispute, now: number, timeZone: string): Words {
  const money = moneyOf(dispute);
  const reason = dispute.reason === null ? l10n.t('no reason given') : reasonInWords(dispute.reason);
  const deadline = deadlineIn(dispute, now);
  const code = [dispute.network && networkName(dispute.network), dispute.networkReasonCode].filter(Boolean).join(' ');
  const meaning = dispute.network && dispute.networkReasonCode ? reasonCode(dispute.network, dispute.networkReasonCode)?.words : undefined;
  const status = meaningOf(dispute.status ?? l10n.t('status unknown')).words;
  return plain({
    // A side bar is narrow: time before reason, and the long identifier last.
    label: money,
    description: line(shortDeadline(deadline) ?? line(status, age(dispute, now)), reason, code, dispute.id),
    sentence: l10n.t('Dispute {0} over {1}: {2}.', dispute.id, money, sentenceOf(reason, meaning ? `${code}, ${meaning}` : code, status, formatDeadline(deadline, now, timeZone))),
  });
}

export const deadlineIn = ({ status, dueBy, submissionCount }: ListedDispute, now: number): Deadline => deadlineOf({ status: status ?? '', dueBy, submissionCount }, now);

export const labelled = (label: string, description: string): Words => plain({ label, description, sentence: l10n.t('{0}: {1}.', label, description) });

export function partInWords(part: DisputePart): Words {
  const money = moneyOf(part);
  const day = part.at && dayOf(part.at);
  switch (part.kind) {
    case 'charge': {
      const card = line(part.brand && networkName(part.brand), part.last4 && `•••• ${part.last4}`);
      return plain({ label: l10n.t('Charge {0}', money), description: line(card, part.state, day, part.id), sentence: l10n.t('Charge {0} of {1}: {2}.', part.id, money, sentenceOf(part.state, card, day)) });
    }
    case 'refund':
      return plain({ label: l10n.t('Refund {0}', money), description: line(part.state, day, part.id), sentence: l10n.t('Refund {0} of {1}: {2}.', part.id, money, sentenceOf(part.state, day)) });
    case 'transaction': {
      const net = part.runningNet === null || part.currency === null ? undefined : l10n.t('net {0}', formatMoney({ amount: part.runningNet, currency: part.currency }));
      const fee = part.fee && part.currency !== null ? l10n.t('fee {0}', formatMoney({ amount: part.fee, currency: part.currency })) : undefined;
      const label = l10n.t('{0} {1}', categoryInWords(part.state), money);
      return plain({ label, description: line(net, fee, day, part.id), sentence: l10n.t('{0}, {1}: {2}.', label, part.id, sentenceOf(fee, net, day)) });
    }
  }
}

const categories: Readonly<Record<string, () => string>> = { dispute: () => l10n.t('Withdrawal'), dispute_reversal: () => l10n.t('Reinstatement'), fee: () => l10n.t('Fee') };
const categoryInWords = (category: string | null): string => {
  if (category === null) return l10n.t('Movement');
  return Object.hasOwn(categories, category) ? (categories[category]?.() ?? category) : capitalised(category.replaceAll('_', ' '));
};

const moneyOf = ({ amount, currency }: Pick<ListedDispute, 'amount' | 'currency'>): string =>
  amount === null ? l10n.t('amount unknown') : formatMoney({ amount, currency: currency ?? l10n.t('no currency') });

const hour = 3_600_000;
const day = 24 * hour;

/** Time left or gone in two words: lines are scanned, not read. */
function shortDeadline(deadline: Deadline): string | undefined {
  switch (deadline.state) {
    case 'due':
      return l10n.t('{0} left', inShort(deadline.hoursLeft));
    case 'missed':
      return l10n.t('{0} late', inShort(deadline.hoursAgo));
    case 'cannotRespond':
      return l10n.t('no deadline');
    case 'submitted':
      return l10n.t('answered');
    case 'none':
      return undefined;
  }
}

function inShort(hours: number): string {
  if (hours < 1) return l10n.t('< 1 h');
  return hours < 48 ? l10n.t('{0} h', hours) : l10n.t('{0} d', Math.floor(hours / 24));
}

function age({ createdAt }: ListedDispute, now: number): string | undefined {
  if (createdAt === null) return undefined;
  const days = Math.floor((now - Date.parse(createdAt)) / day);
  // Infinity, or a year before Christ.
  if (Number.isNaN(days)) return undefined;
  return days < 1 ? l10n.t('new today') : l10n.t('{0} d old', days);
}

const dayOf = (instant: string): string => instant.slice(0, 10);

const line = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join(' · ');
const sentenceOf = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join('; ');
const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const plain = ({ label, description, sentence }: Words): Words => ({ label: showInvisible(label), description: showInvisible(description), sentence: showInvisible(sentence) });
