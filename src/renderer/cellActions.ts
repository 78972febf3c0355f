import * as l10n from '@vscode/l10n';
import { writeRows, type CopyFormat } from '../shared/clipboard';
import type { Told } from '../shared/toRenderer';
import { formatCount } from '../shared/words';
import { filtered } from './arranging';
import { hoverOf } from './face';
import { Inspector, type Inspected } from './inspector';
import { createMenu, type MenuEntry } from './menu';
import { cellEntries, copyEntries } from './menus';
import type { GridParts } from './parts';
import { headerRow, isSelected, rangeOf, selectionAfter, selectOnly, type Position, type Range } from './selection';

/** What a user does with cells: select, copy, inspect, open. */
export class CellActions {
  readonly inspector = new Inspector({ copy: () => this.copy('tsv', this.activeOnly), close: () => this.closeInspector(), open: (id) => this.grid.post({ kind: 'open', id }) });

  /** The active cell is to be inspected as soon as its row is here. */
  private waiting: { readonly takeFocus: boolean } | undefined;

  constructor(private readonly grid: GridParts) {}

  /** Another cell is the active one. */
  moved(): void {
    this.waiting = undefined;
    if (this.inspector.isOpen) this.inspect(false);
  }

  listen(view: HTMLElement): void {
    const { grid } = this;
    view.addEventListener('copy', (event) => {
      event.preventDefault();
      this.copy('tsv');
    });
    view.addEventListener('mousedown', (event) => {
      const row = event.target instanceof Element && event.button === 0 ? event.target.closest('[role=rowheader]')?.parentElement : undefined;
      if (row) {
        event.preventDefault();
        const selection = selectionAfter({ key: ' ', shift: true, control: false }, selectOnly({ row: Number(row.ariaRowIndex) - 2, column: 0 }), grid.sheet.extent);
        if (selection) grid.select(selection);
      }
      const position = this.cellOf(event.target);
      if (!position || event.button !== 0) return;
      event.preventDefault();
      grid.select(event.shiftKey ? this.extendedTo(position) : selectOnly(position));
    });
    view.addEventListener('mouseover', (event) => {
      const position = this.cellOf(event.target);
      if (!position) return;
      if (event.buttons === 1 && view.contains(document.activeElement)) grid.select(this.extendedTo(position));
      this.explain(position);
    });
    view.addEventListener('click', (event) => {
      if (event.target instanceof Element && !event.shiftKey) this.open(event.target.closest('.casebook-identifier'));
    });
    view.addEventListener('dblclick', (event) => {
      if (this.cellOf(event.target)) this.inspect(true);
    });
    view.addEventListener('contextmenu', (event) => {
      const position = this.cellOf(event.target);
      if (!position) return;
      event.preventDefault();
      if (!isSelected(rangeOf(grid.selection), position)) grid.select(selectOnly(position));
      this.openMenu();
    });
  }

  /** Whether a key on a cell means something, beyond moving. */
  onKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const control = ctrlKey || metaKey;
    if (control && key === 'c') this.copy('tsv');
    else if (control && key === 'Enter') this.open(this.activeCell?.querySelector('.casebook-identifier'));
    else if (key === 'Enter') this.inspect(true);
    else if (key === 'ContextMenu' || (shiftKey && key === 'F10')) this.openMenu();
    else if (key === 'Escape' && this.inspector.isOpen) this.closeInspector();
    else return false;
    return true;
  }

  /** By the host, which has every row whole; where it has them no more, what is left of them here. */
  copy(format: CopyFormat, { rows, columns: [left, right] }: Range = rangeOf(this.grid.selection)): void {
    const { payload, pages, sheet, isExpired } = this.grid;
    const columns = sheet.layout.order.slice(left, right + 1);
    if (rows[1] < 0) return;
    if (!isExpired) {
      this.grid.post({ kind: 'copy', resultId: payload.resultId, arrangement: pages.arrangement, format, rows, columns });
      return;
    }
    const chosen = payload.rows.slice(rows[0], rows[1] + 1).map((row) => columns.map((column) => row[column] ?? null));
    void navigator.clipboard.writeText(writeRows(format, columns.flatMap((column) => payload.columns[column] ?? []), chosen)).then(() => this.sayCopied({ rows: chosen.length, columns: columns.length }));
  }

  /** Of the selection; of all where nothing has been selected yet. */
  openCopyMenu(anchor: HTMLElement): void {
    const { rows, columns } = this.grid.sheet.extent;
    const all: Range = { rows: [0, rows - 1], columns: [0, columns - 1] };
    this.showMenu(l10n.t('Copy as'), copyEntries((format) => this.copy(format, this.grid.isUsed ? undefined : all)), anchor);
  }

  sayCopied({ rows, columns }: Pick<Told<'copied'>, 'rows' | 'columns'>): void {
    this.grid.say(rows * columns === 1 ? l10n.t('Copied') : l10n.t('Copied {0} × {1}', formatCount(rows), formatCount(columns)));
  }

  /** Shows the active cell's value whole: what is not here is asked for. */
  inspect(takeFocus: boolean): void {
    const { payload, pages, selection, sheet, isExpired } = this.grid;
    const { row } = selection.active;
    const column = sheet.layout.columnAt(selection.active.column);
    const values = pages.row(row);
    this.waiting = row === headerRow || values ? undefined : { takeFocus };
    if (row === headerRow || !values) return;
    const length = pages.lengthOf(row, column);
    const isComing = length !== undefined && !isExpired;
    this.show({ row, column, value: values[column] ?? null, length, isComing });
    if (isComing) this.grid.post({ kind: 'value', resultId: payload.resultId, view: pages.view, arrangement: pages.arrangement, row, column });
    if (takeFocus) this.inspector.focus();
  }

  /** Rows have come: one of them may be what was to be inspected. */
  rowsCame(): void {
    if (this.waiting) this.inspect(this.waiting.takeFocus);
  }

  /** The whole value. */
  receive(told: Told<'value'>): void {
    if (told.view === this.grid.pages.view && this.inspector.shows(told.row, told.column)) this.show({ ...told, isComing: false });
  }

  private show({ row, column, value, length, isComing }: Pick<Inspected, 'row' | 'column' | 'value' | 'length' | 'isComing'>): void {
    const face = this.grid.faces[column];
    if (face) this.inspector.show({ row: row + 1, column, face, values: this.grid.pages.row(row) ?? [], value, length, isComing });
  }

  private closeInspector(): void {
    this.inspector.hide();
    this.activeCell?.focus({ preventScroll: true });
  }

  private open(identifier: Element | null | undefined): void {
    if (identifier?.textContent) this.grid.post({ kind: 'open', id: identifier.textContent });
  }

  private openMenu(): void {
    const { grid, activeCell: cell } = this;
    const { active } = grid.selection;
    if (!cell || active.row === headerRow) return;
    const column = grid.sheet.layout.columnAt(active.column);
    const value = grid.pages.row(active.row)?.[column];
    const isWhole = value !== undefined && grid.pages.lengthOf(active.row, column) === undefined && !grid.isExpired;
    const id = cell.querySelector('.casebook-identifier')?.textContent;
    const entries = cellEntries({
      inspect: () => this.inspect(true),
      copy: (format) => this.copy(format),
      showOnly: isWhole ? () => grid.arrange(filtered(grid.pages.arrangement, column, value === null ? { kind: 'null', column } : { kind: 'equals', column, text: value })) : undefined,
      open: id ? { id, act: () => grid.post({ kind: 'open', id }) } : undefined,
    });
    this.showMenu(l10n.t('Cell'), entries, cell);
  }

  private showMenu(label: string, entries: readonly MenuEntry[], anchor: HTMLElement): void {
    const { popup } = this.grid;
    const { menu, first } = createMenu(label, entries, () => popup.close());
    popup.open(menu, anchor.getBoundingClientRect(), first, (giveBack) => giveBack && anchor.focus({ preventScroll: true }));
  }

  /** What a hover adds: local time, the amount as stored. Asked for one cell, when it is pointed at. */
  private explain({ row, column: place }: Position): void {
    const { faces, pages, sheet } = this.grid;
    const column = sheet.layout.columnAt(place);
    const [face, values, cell] = [faces[column], pages.row(row), sheet.cellAt({ row, column: place })];
    if (face && values && cell) cell.title = hoverOf(face, values, column) ?? '';
  }

  private cellOf(target: EventTarget | null): Position | undefined {
    const position = this.grid.sheet.positionOf(target);
    return position?.row === headerRow ? undefined : position;
  }

  private extendedTo(active: Position): { readonly anchor: Position; readonly active: Position } {
    const { anchor } = this.grid.selection;
    return { anchor: anchor.row === headerRow ? active : anchor, active };
  }

  private get activeCell(): HTMLElement | undefined {
    return this.grid.sheet.cellAt(this.grid.selection.active);
  }

  private get activeOnly(): Range {
    return rangeOf(selectOnly(this.grid.selection.active));
  }
}
