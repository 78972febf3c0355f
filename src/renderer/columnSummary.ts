import * as l10n from '@vscode/l10n';
import type { ColumnSummary } from '../shared/toRenderer';
import { formatCount } from '../shared/words';
import { element, quoted, span } from './elements';
import type { Face } from './face';

const percent = (part: number, whole: number): string => (whole === 0 ? '0 %' : part === 0 || part / whole >= 0.001 ? `${((100 * part) / whole).toFixed(1).replace(/\.0$/, '')} %` : '< 0.1 %');

/** What a column holds; until it is known, that it is on its way. */
export function columnSummaryView(face: Face, summary: ColumnSummary | undefined): HTMLElement {
  const view = element('casebook-form casebook-column-summary', { role: 'dialog', 'aria-label': l10n.t('Summary of {0}', face.name), tabindex: '-1' });
  fillColumnSummary(view, face, summary);
  return view;
}

export function fillColumnSummary(view: HTMLElement, face: Face, summary: ColumnSummary | undefined): void {
  const heading = element('casebook-heading', {}, quoted('', face.name), ' ', span('casebook-type', face.type));
  if (!summary) {
    view.replaceChildren(heading, element('casebook-quiet', { role: 'status' }, l10n.t('Counting…')));
    return;
  }
  const { rows, nulls, distinct, minimum, maximum, histogram, frequent } = summary;
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    [l10n.t('Rows'), formatCount(rows)],
    ['NULL', nulls === 0 ? '0' : `${formatCount(nulls)} · ${percent(nulls, rows)}`],
    [l10n.t('Distinct'), distinct === undefined ? l10n.t('more than 1,000,000') : formatCount(distinct)],
    [l10n.t('Least'), minimum],
    [l10n.t('Greatest'), maximum],
  ];
  const list = element('casebook-facts');
  for (const [name, value] of facts) if (value !== undefined) list.append(span('casebook-quiet', name), quoted('casebook-fact', value, { title: value }));
  view.replaceChildren(heading, list, ...(histogram ? [histogramView(histogram)] : frequent && frequent.length > 0 ? [frequentView(frequent, rows)] : []));
}

function histogramView(histogram: readonly number[]): HTMLElement {
  const most = Math.max(...histogram, 1);
  const bars = histogram.map((count) => {
    const bar = element('casebook-bar', { title: l10n.t('{0} rows', formatCount(count)) });
    // What is there shows, however little it is.
    bar.style.height = count === 0 ? '0' : `${Math.max(4, (100 * count) / most)}%`;
    return bar;
  });
  return element('casebook-histogram', { role: 'img', 'aria-label': l10n.t('Rows in {0} equal steps from the least to the greatest: {1}', histogram.length, histogram.join(', ')) }, ...bars);
}

function frequentView(frequent: NonNullable<ColumnSummary['frequent']>, rows: number): HTMLElement {
  const list = element('casebook-frequent', { role: 'list' });
  for (const [value, count] of frequent) {
    const line = element('casebook-share', { role: 'listitem' }, quoted('casebook-fact', value === '' ? "''" : value, { title: value }), span('casebook-quiet', `${formatCount(count)} · ${percent(count, rows)}`));
    line.style.setProperty('--casebook-share', `${(100 * count) / Math.max(1, rows)}%`);
    list.append(line);
  }
  return list;
}
