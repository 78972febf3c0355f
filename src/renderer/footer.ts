import * as l10n from '@vscode/l10n';
import { suggestCharts } from '../shared/chart';
import type { ResultPayload } from '../shared/result';
import { summarise } from '../shared/words';
import { button, element } from './elements';

export interface FooterActions {
  openCopyMenu(anchor: HTMLElement): void;
  clearFilters(): void;
  toggleChart(): void;
  loadAll(): void;
  exportAll(): void;
  runAgain(): void;
}

export interface FooterState {
  readonly payload: ResultPayload;
  /** Rows that the filters let through; undefined where there are none. */
  readonly passing: number | undefined;
  readonly isExpired: boolean;
}

/** The line below the grid: how many rows, from where, and what can be done with them all. */
export class Footer {
  private readonly summary = element('casebook-summary', { role: 'status' });
  private readonly buttons = element('casebook-actions');
  private readonly note = element('casebook-note', { role: 'status' });
  readonly root = element('casebook-footer', {}, this.summary, this.note, this.buttons);

  constructor(private readonly actions: FooterActions) {}

  show({ payload, passing, isExpired }: FooterState): string {
    const { columns, rowCount, more, running } = payload;
    const said = summarise(payload, passing);
    this.summary.textContent = columns.length === 0 ? l10n.t('{0}; the statement has no columns', said) : said;
    const { actions } = this;
    const make: readonly (readonly [isShown: boolean, create: () => HTMLElement])[] = [
      [passing !== undefined, () => button(l10n.t('Clear filters'), () => actions.clearFilters())],
      [isExpired, () => button(l10n.t('Run again'), () => actions.runAgain())],
      [more && !running && !isExpired, () => button(l10n.t('Load all'), () => actions.loadAll(), { title: l10n.t('Runs the cell again, this statement without its limit') })],
      [!running && !isExpired && rowCount > 0 && suggestCharts(columns).length > 0, () => button(l10n.t('Chart'), () => actions.toggleChart(), { title: l10n.t('Shows or hides a chart of every row') })],
      [!running && !isExpired && columns.length > 0, () => button(l10n.t('Export all'), () => actions.exportAll(), { title: l10n.t('Writes the whole result to a file, rows beyond the limit too') })],
      [columns.length > 0 && rowCount > 0, () => this.copyButton()],
    ];
    // The same buttons stay: one of them may have the focus.
    const wanted = make.flatMap(([isShown, create]) => (isShown ? [create()] : []));
    if (wanted.map(({ textContent }) => textContent).join() !== Array.from(this.buttons.children, ({ textContent }) => textContent).join()) this.buttons.replaceChildren(...wanted);
    return this.summary.textContent;
  }

  say(text: string): void {
    this.note.textContent = text;
  }

  private copyButton(): HTMLElement {
    const made = button(l10n.t('Copy as…'), () => this.actions.openCopyMenu(made), { 'aria-haspopup': 'menu' });
    return made;
  }
}
