import * as l10n from '@vscode/l10n';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A time limit as people say it: `500 ms`, `30 s`, `90 s`, `5 min`. Milliseconds. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return l10n.t('{0} ms', milliseconds);
  return milliseconds % minute === 0 ? l10n.t('{0} min', milliseconds / minute) : l10n.t('{0} s', milliseconds / 1000);
}

/** `3 s ago`, `2 min ago`, `5 h ago`, `9 days ago`; a moment ahead, by clocks that differ, is now. Milliseconds. */
export function ago(milliseconds: number): string {
  if (milliseconds < 1000) return l10n.t('just now');
  if (milliseconds < minute) return l10n.t('{0} s ago', Math.floor(milliseconds / 1000));
  if (milliseconds < hour) return l10n.t('{0} min ago', Math.floor(milliseconds / minute));
  if (milliseconds < 2 * day) return l10n.t('{0} h ago', Math.floor(milliseconds / hour));
  return l10n.t('{0} days ago', Math.floor(milliseconds / day));
}
