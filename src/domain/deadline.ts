import * as l10n from '@vscode/l10n';
import { meaningOf } from './status';

/** What a response deadline means now. `at` is epoch milliseconds. */
export type Deadline =
  | { readonly state: 'none' } // nothing to answer: closed, or under review
  | { readonly state: 'cannotRespond' } // due_by null or 0: no response is possible. Not overdue since 1970.
  | { readonly state: 'submitted'; readonly at: number }
  | { readonly state: 'due'; readonly at: number; readonly hoursLeft: number }
  | { readonly state: 'missed'; readonly at: number; readonly hoursAgo: number };

const hour = 3_600_000;

/** `dueBy` is an instant as ISO 8601 text; `now` is epoch milliseconds. Hours are whole, rounded down. */
export function deadlineOf(dispute: { readonly status: string; readonly dueBy: string | null; readonly submissionCount: number | null }, now: number): Deadline {
  const { standing } = meaningOf(dispute.status);
  if (standing !== 'awaitingResponse' && standing !== 'unknown') return { state: 'none' };
  const at = dispute.dueBy === null ? 0 : Date.parse(dispute.dueBy);
  if (Number.isNaN(at) || at <= 0) return { state: 'cannotRespond' };
  if ((dispute.submissionCount ?? 0) > 0) return { state: 'submitted', at };
  return now < at ? { state: 'due', at, hoursLeft: Math.floor((at - now) / hour) } : { state: 'missed', at, hoursAgo: Math.floor((now - at) / hour) };
}

/** `31 hours left (22 Nov 23:59 UTC, 17:59 here)`. `timeZone` is the reader's, an IANA name. */
export function formatDeadline(deadline: Deadline, now: number, timeZone: string): string | undefined {
  switch (deadline.state) {
    case 'none':
      return undefined;
    case 'cannotRespond':
      return l10n.t('cannot respond: no response is possible');
    case 'submitted':
      return l10n.t('response submitted; was due {0}', formatInstant(deadline.at, now, timeZone));
    case 'due':
      return l10n.t('{0} left ({1})', inHours(deadline.hoursLeft), formatInstant(deadline.at, now, timeZone));
    case 'missed':
      return l10n.t('missed {0} ago ({1})', inHours(deadline.hoursAgo), formatInstant(deadline.at, now, timeZone));
  }
}

function inHours(hours: number): string {
  if (hours < 1) return l10n.t('less than an hour');
  if (hours === 1) return l10n.t('1 hour');
  return hours < 72 ? l10n.t('{0} hours', hours) : l10n.t('{0} days', Math.floor(hours / 24));
}

/** `22 Nov 23:59 UTC, 17:59 here`: the day is said again where it is another one here, the year where it is not this year's. */
export function formatInstant(at: number, now: number, timeZone: string): string {
  const sameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear();
  const utc = partsOf(at, 'UTC', sameYear);
  const here = partsOf(at, timeZone, sameYear);
  if (here.day === utc.day && here.time === utc.time) return `${utc.day} ${utc.time} UTC`;
  return l10n.t('{0} {1} UTC, {2} here', utc.day, utc.time, here.day === utc.day ? here.time : `${here.day} ${here.time}`);
}

/** By time zone. Making one takes as long as a hundred uses of it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('en-US', { timeZone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (!known) formats.set(timeZone, format);
  return format;
}

function partsOf(at: number, timeZone: string, sameYear: boolean): { day: string; time: string } {
  const parts = new Map(formatOf(timeZone).formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${parts.get('day') ?? ''} ${parts.get('month') ?? ''}`;
  return { day: sameYear ? day : `${day} ${parts.get('year') ?? ''}`, time: `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}` };
}
