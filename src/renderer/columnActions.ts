import * as l10n from '@vscode/l10n';
import type { Arrangement } from '../shared/arrangement';
import type { Told } from '../shared/toRenderer';
import { filtered, nextDirection, sorted } from './arranging';
import { columnSummaryView, fillColumnSummary } from './columnSummary';
import { filterForm } from './filterForm';
import type { HeaderActions } from './headerPointer';
import { createMenu } from './menu';
import { columnEntries } from './menus';
import type { GridParts } from './parts';
import { headerRow, selectionAfter, selectOnly } from './selection';

const widthStep = 24;
/** Pinned columns leave so much of the view to the others. */
const scrolledShare = 0.35;

/** What a user does with a column, by its place: with the pointer, by keys on its header, or from its menu. */
export class ColumnActions implements HeaderActions {
  private summary: { readonly column: number; readonly view: number; readonly element: HTMLElement } | undefined;

  constructor(private readonly grid: GridParts) {}

  /** Whether a key on a header means something. */
  onKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, place: number): boolean {
    const act = ctrlKey || metaKey ? undefined : altKey ? this.moves[key] : key === ' ' ? () => this.sort(place, shiftKey) : shiftKey && key === 'F10' ? () => this.openMenu(place) : this.keys[key];
    act?.(place);
    return act !== undefined;
  }

  sort(place: number, isFurther: boolean): void {
    const column = this.columnAt(place);
    this.focusHeader(place);
    this.arrange(sorted(this.grid.pages.arrangement, column, nextDirection(this.grid.pages.arrangement, column), isFurther));
  }

  openMenu(place: number): void {
    const { grid } = this;
    const column = this.columnAt(place);
    const face = grid.faces[column];
    const header = this.focusHeader(place);
    if (!face || !header) return;
    const { sorts, filters } = grid.pages.arrangement;
    const sort = sorts.find((each) => each.column === column);
    const entries = columnEntries({
      sorted: sort && (sort.descending ? 'descending' : 'ascending'),
      isFiltered: filters.some((filter) => filter.column === column),
      isPinned: place < grid.sheet.layout.pinned,
      asStored: face.currency !== undefined || face.kind === 'instant' ? face.asStored : undefined,
      isExpired: grid.isExpired,
      sort: (descending) => this.arrange(sorted(grid.pages.arrangement, column, descending, sorts.length > 1)),
      filter: () => this.filter(place),
      clearFilter: () => this.clearFilter(place),
      summarise: () => this.summarise(place),
      togglePin: () => this.togglePin(place),
      move: (by) => this.move(place, place + by),
      fit: () => this.fit(place),
      widen: (by) => this.widen(place, by),
      toggleStored: () => {
        face.asStored = !face.asStored;
        grid.refill();
      },
      select: () => this.select(place),
    });
    const { menu, first } = createMenu(l10n.t('Column {0}', face.name), entries, () => grid.popup.close());
    grid.popup.open(menu, header.getBoundingClientRect(), first, (giveBack) => this.giveBack(giveBack));
  }

  filter(place: number): void {
    const { grid } = this;
    const column = this.columnAt(place);
    const face = grid.faces[column];
    const header = this.focusHeader(place);
    if (!face || !header || grid.isExpired) return;
    const before = grid.pages.arrangement.filters.find((each) => each.column === column);
    const { form, first } = filterForm(face, column, before, (filter) => {
      grid.popup.close();
      this.arrange(filtered(grid.pages.arrangement, column, filter));
    });
    grid.popup.open(form, header.getBoundingClientRect(), first, (giveBack) => this.giveBack(giveBack));
  }

  clearFilter(place: number): void {
    this.arrange(filtered(this.grid.pages.arrangement, this.columnAt(place), undefined));
  }

  summarise(place: number): void {
    const { grid } = this;
    const column = this.columnAt(place);
    const face = grid.faces[column];
    const header = this.focusHeader(place);
    if (!face || !header || grid.isExpired) return;
    const element = columnSummaryView(face, undefined);
    const { view, arrangement } = grid.pages;
    grid.popup.open(element, header.getBoundingClientRect(), element, (giveBack) => {
      this.summary = undefined;
      this.giveBack(giveBack);
    });
    this.summary = { column, view, element };
    grid.post({ kind: 'columnSummary', resultId: grid.payload.resultId, view, arrangement, column });
  }

  receive({ view, column, summary }: Told<'columnSummary'>): void {
    const face = this.grid.faces[column];
    if (face && this.summary?.column === column && this.summary.view === view) fillColumnSummary(this.summary.element, face, summary);
  }

  resize(place: number, width: number): void {
    this.grid.sheet.layout.resize(place, width);
    this.grid.relayout(false);
  }

  fit(place: number): void {
    this.resize(place, this.grid.sheet.fittingWidth(place, this.grid.pages.here));
  }

  move(from: number, to: number): void {
    const { layout } = this.grid.sheet;
    if (to < 0 || to >= layout.count) return;
    layout.move(from, to);
    this.grid.relayout(true);
    this.focusHeader(to);
  }

  private togglePin(place: number): void {
    const { sheet } = this.grid;
    const { layout } = sheet;
    const column = this.columnAt(place);
    if (place >= layout.pinned && layout.pinnedWidth + layout.width(place) > sheet.width * (1 - scrolledShare)) {
      this.grid.say(l10n.t('No room is left for another pinned column. Make one narrower, or unpin one.'));
      return;
    }
    layout.togglePin(place);
    this.grid.relayout(true);
    this.focusHeader(layout.order.indexOf(column));
  }

  private widen(place: number, by: number): void {
    this.resize(place, this.grid.sheet.layout.width(place) + by * widthStep);
  }

  private select(place: number): void {
    const { extent } = this.grid.sheet;
    const selection = selectionAfter({ key: ' ', shift: false, control: true }, selectOnly({ row: headerRow, column: place }), extent);
    if (selection) this.grid.select(selection);
  }

  private readonly moves: Readonly<Record<string, (place: number) => void>> = {
    ArrowLeft: (place) => this.move(place, place - 1),
    ArrowRight: (place) => this.move(place, place + 1),
    ArrowDown: (place) => this.openMenu(place),
  };

  private readonly keys: Readonly<Record<string, (place: number) => void>> = {
    Enter: (place) => this.openMenu(place),
    ContextMenu: (place) => this.openMenu(place),
    Delete: (place) => this.clearFilter(place),
    '+': (place) => this.widen(place, 1),
    '-': (place) => this.widen(place, -1),
    '=': (place) => this.fit(place),
    f: (place) => this.filter(place),
    p: (place) => this.togglePin(place),
    s: (place) => this.summarise(place),
  };

  private columnAt(place: number): number {
    return this.grid.sheet.layout.columnAt(place);
  }

  private arrange(arrangement: Arrangement): void {
    if (!this.grid.isExpired) this.grid.arrange(arrangement);
  }

  private focusHeader(place: number): HTMLElement | undefined {
    const position = { row: headerRow, column: place };
    this.grid.select(selectOnly(position));
    return this.grid.sheet.cellAt(position);
  }

  private giveBack(giveBack: boolean): void {
    if (giveBack) this.grid.sheet.view.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }
}
