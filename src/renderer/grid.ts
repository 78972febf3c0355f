import * as l10n from '@vscode/l10n';
import type { Arrangement } from '../shared/arrangement';
import type { ResultPayload } from '../shared/result';
import type { ToHost } from '../shared/toHost';
import type { ToRenderer } from '../shared/toRenderer';
import { formatCount } from '../shared/words';
import { CellActions } from './cellActions';
import { ColumnActions } from './columnActions';
import { element } from './elements';
import { facesOf, type Face } from './face';
import { Footer } from './footer';
import { listenToPointer } from './headerPointer';
import { Memory, type GridState } from './memory';
import { isPlain, Pages, plainly } from './pages';
import type { GridParts } from './parts';
import { Popup } from './popup';
import { headerRow, isSame, selectionAfter, selectOnly, type Selection } from './selection';
import { Sheet } from './sheet';

export interface GridNeeds {
  post(message: ToHost): void;
  readonly state: GridState | undefined;
  remember(state: GridState): void;
  toggleChart(): void;
}

/** One result, and the line below that says what it is. */
export class Grid implements GridParts {
  readonly root = element('casebook-result');
  readonly faces: readonly Face[];
  readonly sheet: Sheet;
  readonly pages: Pages;
  readonly popup = new Popup(this.root);
  selection: Selection = selectOnly({ row: 0, column: 0 });
  isExpired = false;
  private frame = 0;
  private readonly memory = new Memory(
    () => ({ arrangement: this.pages.arrangement, layout: this.sheet.layout.state, topRow: this.sheet.topRow, active: this.selection.active }),
    (state) => this.needs.remember(state),
  );
  private readonly cells = new CellActions(this);
  private readonly columns = new ColumnActions(this);
  private readonly footer = new Footer({
    openCopyMenu: (anchor) => this.cells.openCopyMenu(anchor),
    clearFilters: () => this.arrange({ sorts: this.pages.arrangement.sorts, filters: [] }),
    loadAll: () => this.run('loadAll', l10n.t('Running the cell again, this statement without its limit…')),
    toggleChart: () => this.needs.toggleChart(),
    exportAll: () => this.post({ kind: 'exportAll', resultId: this.payload.resultId }),
    runAgain: () => this.run('runAgain', l10n.t('Running the cell again…')),
  });
  private readonly resized = new ResizeObserver(() => {
    // The inspector took room: what it shows is to stay in view.
    if (this.cells.inspector.isOpen) this.sheet.reveal(this.selection.active);
    this.paint();
  });

  constructor(
    container: HTMLElement,
    public payload: ResultPayload,
    private readonly needs: GridNeeds,
  ) {
    container.classList.add('casebook-output');
    container.replaceChildren(this.root);
    this.faces = facesOf(payload);
    this.pages = new Pages(payload, (message) => needs.post(message));
    this.sheet = new Sheet(this.root, payload.rows, this.faces);
    const { view, header, layout } = this.sheet;
    this.root.append(element('casebook-panes', {}, view, this.cells.inspector.root), this.footer.root);
    view.addEventListener('scroll', () => this.paintSoon(), { passive: true });
    view.addEventListener('scrollend', () => this.memory.keepSoon());
    view.addEventListener('focusin', ({ target }) => {
      // A screen reader puts the focus where its user is.
      const position = this.sheet.positionOf(target);
      if (position && !isSame(position, this.selection.active)) this.select(selectOnly(position));
    });
    view.addEventListener('keydown', (event) => this.onKey(event));
    this.cells.listen(view);
    listenToPointer(header, view, layout, this.columns);
    this.restore(needs.state);
    this.update(payload);
    if (needs.state) this.sheet.topRow = needs.state.topRow;
    this.resized.observe(view);
  }

  /** Whether the user has been here. */
  get isUsed(): boolean {
    return this.root.classList.contains('casebook-used');
  }

  post(message: ToHost): void {
    this.needs.post(message);
  }

  say(text: string): void {
    this.footer.say(text);
  }

  /** The same result, with more rows than before. */
  update(payload: ResultPayload): void {
    this.payload = payload;
    this.pages.update(payload);
    this.sheet.view.hidden = payload.columns.length === 0;
    this.sheet.fit(payload.rows);
    this.showRowCount();
    this.paint();
  }

  receive(message: Exclude<ToRenderer, { readonly kind: 'chart' }>): void {
    switch (message.kind) {
      case 'page': {
        const wasArranging = this.pages.isArranging;
        if (!this.pages.receive(message)) return;
        if (wasArranging) this.say('');
        this.sheet.fit(message.rows);
        this.showRowCount();
        this.paintSoon();
        this.cells.rowsCame();
        return;
      }
      case 'value':
        this.cells.receive(message);
        return;
      case 'columnSummary':
        this.columns.receive(message);
        return;
      case 'copied':
        this.cells.sayCopied(message);
        return;
      case 'expired':
        this.expire();
        return;
    }
  }

  dispose(): void {
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
    this.memory.dispose();
    this.popup.close(false);
    this.root.remove();
  }

  arrange(arrangement: Arrangement): void {
    this.cells.inspector.hide();
    this.pages.arrange(arrangement);
    this.sheet.header.refill(arrangement);
    this.sheet.view.scrollTop = 0;
    this.selection = selectOnly({ row: Math.min(this.selection.active.row, 0), column: this.selection.active.column });
    if (this.pages.isArranging) this.say(l10n.t('Looking through {0} rows…', formatCount(this.payload.rowCount)));
    this.showRowCount();
    this.paint();
    this.memory.keepSoon();
  }

  relayout(rebuild: boolean): void {
    if (rebuild) this.sheet.rebuild(() => this.paint(), this.selection.active);
    else this.sheet.moveCells();
    this.paint();
    this.memory.keepSoon();
  }

  refill(): void {
    this.sheet.refill(this.pages.arrangement);
    this.sheet.fit(this.pages.here);
    this.paint();
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.root.classList.add('casebook-used');
    if (!this.isExpired && !this.pages.isArranging) this.say('');
    this.sheet.reveal(selection.active);
    this.paint();
    this.sheet.cellAt(selection.active)?.focus({ preventScroll: true });
    this.cells.moved();
    this.memory.keepSoon();
  }

  private onKey(event: KeyboardEvent): void {
    const { active } = this.selection;
    const isMeant = active.row === headerRow ? this.columns.onKey(event, active.column) : this.cells.onKey(event);
    if (!isMeant) {
      const next = event.altKey ? undefined : selectionAfter({ key: event.key, shift: event.shiftKey, control: event.ctrlKey || event.metaKey }, this.selection, this.sheet.extent);
      if (!next) return;
      this.select(next);
    }
    // The workbench has other uses for these keys.
    event.preventDefault();
    event.stopPropagation();
  }

  /** The host has the rows no more; the first page is here and stays. */
  private expire(): void {
    if (this.isExpired) return;
    this.isExpired = true;
    this.root.classList.add('casebook-expired');
    this.popup.close();
    this.cells.inspector.hide();
    this.pages.arrange(plainly);
    this.pages.rowCount = this.payload.rows.length;
    this.sheet.header.refill(plainly);
    this.showRowCount();
    this.paint();
    this.say(l10n.t('Only these rows are left: the others went when the window was reloaded, or made room for newer results. Run the cell again to see them.'));
  }

  private run(kind: 'loadAll' | 'runAgain', words: string): void {
    this.say(words);
    this.post({ kind, resultId: this.payload.resultId });
  }

  private restore(state: GridState | undefined): void {
    if (!state) return;
    this.sheet.layout.restore(state.layout);
    this.selection = selectOnly(state.active);
    if (!isPlain(state.arrangement)) this.pages.arrange(state.arrangement);
  }

  private showRowCount(): void {
    const { rowCount, arrangement, isArranging } = this.pages;
    this.sheet.setRowCount(rowCount);
    this.sheet.view.ariaBusy = String(isArranging);
    const passing = arrangement.filters.length > 0 && !isArranging ? rowCount : undefined;
    this.sheet.view.ariaLabel = this.footer.show({ payload: this.payload, passing, isExpired: this.isExpired });
    const { active } = this.selection;
    if (active.row >= rowCount) this.selection = selectOnly({ row: Math.max(headerRow, rowCount - 1), column: active.column });
  }

  /** With the next frame: once for all that came before it, so that the browser lays out once. */
  private paintSoon(): void {
    this.frame ||= requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;

    const [first, last] = this.sheet.paint(this.pages, this.selection);
    if (!this.isExpired) this.pages.want(first, last);
  }
}
