import * as l10n from '@vscode/l10n';
import { isTerminal, knownStatuses, meaningOf } from '../../domain/status';

/** A group of the explorer: the disputes for which `condition` holds. Every dispute is in exactly one; a test proves it. */
export interface Group {
  readonly id: GroupId;
  readonly label: () => string;
  readonly description: () => string;
  /** SQL over `disputes d`; `$1` is now. */
  readonly condition: string;
  /** What comes first: the nearest deadline, or the newest dispute. */
  readonly order: 'deadline' | 'newest';
}

export type GroupId = 'overdue' | 'staged' | 'today' | 'threeDays' | 'sevenDays' | 'later' | 'cannotRespond' | 'waiting' | 'closed';

const now = '$1::timestamptz';
const among = (statuses: readonly string[]): string => `d.status in (${statuses.map((status) => `'${status}'`).join(', ')})`;
const ended = among(knownStatuses.filter(isTerminal));
/** Of a status that ends a dispute. */
export const closed = `(${ended}) is true`;
/** An unknown status is taken as still open: better once too often looked at than missed. */
export const open = `(${ended}) is not true`;
/** A deadline of null or 0 is none: no response is possible. The other way round an index can search by it. */
const hasDeadline = '(d.due_by > to_timestamp(0)) is true';
const hasNone = '(d.due_by is null or d.due_by <= to_timestamp(0))';
const answered = `${among(knownStatuses.filter((status) => meaningOf(status).standing === 'underReview'))} or d.submission_count > 0 and ${hasDeadline}`;
export const unanswered = `${open} and (${answered}) is not true`;
/** An automatic submission still to come needs nobody. */
const staged = "(d.has_evidence and d.submission_method is distinct from 'smart_disputes') is true";
const dueBetween = (from: string, to: string): string => `${unanswered} and not ${staged} and d.due_by > ${now} + interval '${from}' and d.due_by <= ${now} + interval '${to}'`;

/** Unanswered and due within a day, staged or not: what the view's badge counts. */
export const dueWithinDay = `${unanswered} and d.due_by > ${now} and d.due_by <= ${now} + interval '24 hours'`;

/** Most urgent first. */
export const groups: readonly Group[] = [
  {
    id: 'overdue',
    label: () => l10n.t('Overdue'),
    description: () => l10n.t('The deadline has passed and nothing was submitted. A chargeback is lost by that; an inquiry may become one.'),
    condition: `${unanswered} and ${hasDeadline} and d.due_by <= ${now}`,
    order: 'deadline',
  },
  {
    id: 'staged',
    label: () => l10n.t('Staged, not sent'),
    description: () => l10n.t('Evidence is ready and the deadline still to come, but nothing was submitted. Automatic submissions are left out.'),
    condition: `${unanswered} and ${staged} and d.due_by > ${now}`,
    order: 'deadline',
  },
  { id: 'today', label: () => l10n.t('Due within 24 hours'), description: () => l10n.t('Needs a response within 24 hours.'), condition: dueBetween('0', '24 hours'), order: 'deadline' },
  { id: 'threeDays', label: () => l10n.t('Due within 3 days'), description: () => l10n.t('Needs a response within three days.'), condition: dueBetween('24 hours', '72 hours'), order: 'deadline' },
  { id: 'sevenDays', label: () => l10n.t('Due within 7 days'), description: () => l10n.t('Needs a response within seven days.'), condition: dueBetween('72 hours', '168 hours'), order: 'deadline' },
  {
    id: 'later',
    label: () => l10n.t('Due later'),
    description: () => l10n.t('Needs a response, with more than seven days left.'),
    condition: `${unanswered} and not ${staged} and d.due_by > ${now} + interval '168 hours'`,
    order: 'deadline',
  },
  {
    id: 'cannotRespond',
    label: () => l10n.t('Cannot respond'),
    description: () => l10n.t('Open, but without a deadline: no response is possible. Not overdue.'),
    condition: `${unanswered} and ${hasNone}`,
    order: 'newest',
  },
  { id: 'waiting', label: () => l10n.t('Waiting'), description: () => l10n.t('Answered or under review: the issuer decides.'), condition: `${open} and (${answered}) is true`, order: 'newest' },
  { id: 'closed', label: () => l10n.t('Closed'), description: () => l10n.t('Won, lost, prevented, or an inquiry that was closed.'), condition: closed, order: 'newest' },
];
