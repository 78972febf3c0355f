import * as l10n from '@vscode/l10n';
import type { ResultPayload } from './result';

const counts = new Intl.NumberFormat('en-US');
export const formatCount = (count: number): string => counts.format(count);

export const rowsInWords = (count: number): string => (count === 0 ? l10n.t('No rows') : count === 1 ? l10n.t('1 row') : l10n.t('{0} rows', formatCount(count)));

/** Milliseconds as a person reads them: 56 ms, 1.2 s, 2 min 5 s. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return l10n.t('{0} ms', Math.round(milliseconds));
  if (milliseconds < 59_950) return l10n.t('{0} s', (milliseconds / 1000).toFixed(1));
  const seconds = Math.round(milliseconds / 1000);
  return l10n.t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}

/** What the line below a result says; `passing`: rows that pass the filters, where there are any. */
export function summarise(result: Pick<ResultPayload, 'rowCount' | 'more' | 'elapsedMs' | 'connection' | 'masked' | 'running'>, passing?: number): string {
  const { rowCount, more, elapsedMs, connection, masked, running } = result;
  const rows = passing === undefined ? rowsInWords(rowCount) : l10n.t('{0} of {1}', formatCount(passing), more ? l10n.t('the first {0}', rowsInWords(rowCount)) : rowsInWords(rowCount));
  const how = l10n.t('{0} on {1}', formatDuration(elapsedMs), connection);
  const what = running ? l10n.t('First {0}; more are on their way', rows) : more ? l10n.t('{0}; more exist · {1}', passing === undefined ? l10n.t('First {0}', rows) : rows, how) : l10n.t('{0} in {1}', rows, how);
  return masked.length === 0 ? what : `${what} · ${l10n.t('masked: {0}', masked.join(', '))}`;
}
