import * as l10n from '@vscode/l10n';
import type { CopyFormat } from '../shared/clipboard';
import { separator, type MenuEntry } from './menu';

const copyLabels = (): readonly (readonly [format: CopyFormat, label: string])[] => [
  ['tsvWithNames', l10n.t('Copy with column names')],
  ['csv', l10n.t('Copy as CSV')],
  ['json', l10n.t('Copy as JSON')],
  ['markdown', l10n.t('Copy as Markdown')],
  ['values', l10n.t('Copy as SQL values')],
  ['in', l10n.t('Copy as in (…) list')],
];

export const copyEntries = (copy: (format: CopyFormat) => void): MenuEntry[] => [
  { label: l10n.t('Copy'), hint: l10n.t('Ctrl+C'), act: () => copy('tsv') },
  ...copyLabels().map(([format, label]) => ({ label, act: () => copy(format) })),
];

export interface CellMenu {
  readonly inspect: () => void;
  readonly copy: (format: CopyFormat) => void;
  /** Undefined where the value is not whole here. */
  readonly showOnly: (() => void) | undefined;
  /** Of the identifier in the cell. */
  readonly open: { readonly id: string; act(): void } | undefined;
}

export const cellEntries = ({ inspect, copy, showOnly, open }: CellMenu): MenuEntry[] => [
  { label: l10n.t('Inspect value'), hint: l10n.t('Enter'), act: inspect },
  ...(open ? [{ label: l10n.t('Open {0}', open.id), hint: l10n.t('Ctrl+Enter'), act: () => open.act() }] : []),
  ...(showOnly ? [{ label: l10n.t('Only rows with this value'), act: showOnly }] : []),
  separator,
  ...copyEntries(copy),
];

export interface ColumnMenu {
  readonly sorted: 'ascending' | 'descending' | undefined;
  readonly isFiltered: boolean;
  readonly isPinned: boolean;
  /** For amounts and moments; undefined for what is shown as stored anyway. */
  readonly asStored: boolean | undefined;
  readonly isExpired: boolean;
  sort(descending: boolean | undefined): void;
  filter(): void;
  clearFilter(): void;
  summarise(): void;
  togglePin(): void;
  move(by: -1 | 1): void;
  fit(): void;
  widen(by: -1 | 1): void;
  toggleStored(): void;
  select(): void;
}

/** All of the rows are needed for the first group: of a result that is gone it can do nothing. */
export const columnEntries = (menu: ColumnMenu): MenuEntry[] => [
  { label: l10n.t('Sort ascending'), disabled: menu.isExpired || menu.sorted === 'ascending', act: () => menu.sort(false) },
  { label: l10n.t('Sort descending'), disabled: menu.isExpired || menu.sorted === 'descending', act: () => menu.sort(true) },
  ...(menu.sorted ? [{ label: l10n.t('Clear sorting'), act: () => menu.sort(undefined) }] : []),
  { label: menu.isFiltered ? l10n.t('Change filter…') : l10n.t('Filter…'), hint: l10n.t('F'), disabled: menu.isExpired, act: () => menu.filter() },
  ...(menu.isFiltered ? [{ label: l10n.t('Clear filter'), hint: l10n.t('Delete'), act: () => menu.clearFilter() }] : []),
  { label: l10n.t('Summary'), hint: l10n.t('S'), disabled: menu.isExpired, act: () => menu.summarise() },
  separator,
  { label: menu.isPinned ? l10n.t('Unpin') : l10n.t('Pin'), hint: l10n.t('P'), act: () => menu.togglePin() },
  { label: l10n.t('Move left'), hint: l10n.t('Alt+←'), act: () => menu.move(-1) },
  { label: l10n.t('Move right'), hint: l10n.t('Alt+→'), act: () => menu.move(1) },
  { label: l10n.t('Fit width'), hint: '=', act: () => menu.fit() },
  { label: l10n.t('Wider'), hint: '+', act: () => menu.widen(1) },
  { label: l10n.t('Narrower'), hint: '-', act: () => menu.widen(-1) },
  ...(menu.asStored === undefined ? [] : [{ label: menu.asStored ? l10n.t('Show amounts and UTC') : l10n.t('Show as stored'), act: () => menu.toggleStored() }]),
  separator,
  { label: l10n.t('Select column'), hint: l10n.t('Ctrl+Space'), act: () => menu.select() },
];
