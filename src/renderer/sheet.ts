import * as l10n from '@vscode/l10n';
import { formatCount } from '../shared/words';
import type { ResultPayload } from '../shared/result';
import { itemsInView, measuredAxis, offsetRevealing, scrollScale, uniformAxis, type Axis } from './axis';
import { cellPadding, columnWidths, isNumeric, widened } from './columns';
import { columnHeader, element, fillCell, keepElements, textMeasure } from './elements';
import type { Pages } from './pages';
import { isSelected, rangeOf, type Position, type Selection } from './selection';

/** Elements made beyond the edges, so that a scroll shows no gap. */
const spareRows = 8;
const spareColumns = 2;

/** Rows with text that a screen reader counts from one: the header is the first, the row numbers the first column. */
const ariaRow = (row: number): string => String(row + 2);
const ariaColumn = (column: number): string => String(column + 2);

/** The elements of a grid: some forty for rows, however many there are, and their cells within view. */
export class Sheet {
  /** What scrolls. */
  readonly view = element('casebook-grid', { role: 'grid', 'aria-multiselectable': 'true' });
  private readonly sheet = element('casebook-sheet', { role: 'rowgroup' });
  private readonly header = element('casebook-header', { role: 'row', 'aria-rowindex': '1' });
  private readonly names = new Map<number, HTMLElement>();
  private readonly shown = new Map<number, HTMLElement>();
  private readonly cells = new WeakMap<HTMLElement, Map<number, HTMLElement>>();
  private readonly measure: (text: string) => number;
  private readonly numeric: readonly boolean[];
  private widths: readonly number[];
  private columns: Axis;
  private readonly rowHeight: number;
  private readonly headerHeight: number;
  private rows: Axis = uniformAxis(0, 1);
  private gutter = 0;

  /** `root` is in the document, with the font that the cells have. */
  constructor(
    private readonly root: HTMLElement,
    private readonly payload: ResultPayload,
  ) {
    const fontSize = parseFloat(getComputedStyle(root).fontSize);
    this.measure = textMeasure(root);
    this.rowHeight = Math.round(fontSize * 1.75);
    this.headerHeight = Math.round(fontSize * 3);
    root.style.setProperty('--casebook-row', `${this.rowHeight}px`);
    root.style.setProperty('--casebook-header', `${this.headerHeight}px`);
    this.widths = columnWidths(payload, this.measure);
    this.columns = measuredAxis(this.widths);
    this.numeric = payload.columns.map(({ type }) => isNumeric(type));
    this.header.append(element('casebook-gutter', { role: 'columnheader', 'aria-colindex': '1', 'aria-label': l10n.t('Row') }));
    this.sheet.append(this.header);
    this.view.append(this.sheet);
    this.view.setAttribute('aria-colcount', String(payload.columns.length + 1));
  }

  setRowCount(count: number): void {
    this.rows = uniformAxis(count, this.rowHeight);
    this.gutter = Math.ceil(this.measure(formatCount(count))) + cellPadding;
    this.root.style.setProperty('--casebook-gutter', `${this.gutter}px`);
    this.view.setAttribute('aria-rowcount', String(count + 1));
  }

  /** Makes room for rows that came. */
  fit(rows: ResultPayload['rows']): void {
    this.widths = widened(this.widths, this.numeric, rows, this.measure);
    this.columns = measuredAxis(this.widths);
    for (const cells of [this.names, ...[...this.shown.values()].flatMap((row) => this.cells.get(row) ?? [])]) for (const [column, cell] of cells) this.place(cell, column);
  }

  get extent(): { readonly rows: number; readonly columns: number; readonly page: number } {
    return { rows: this.rows.count, columns: this.columns.count, page: Math.max(1, Math.floor(this.height / this.rowHeight) - 1) };
  }

  cellAt({ row, column }: Position): HTMLElement | undefined {
    const made = this.shown.get(row);
    return made && this.cells.get(made)?.get(column);
  }

  positionOf(target: EventTarget | null): Position | undefined {
    const cell = target instanceof Element ? target.closest('[role=gridcell]') : null;
    const row = cell?.parentElement;
    return cell && row ? { row: Number(row.ariaRowIndex) - 2, column: Number(cell.ariaColIndex) - 2 } : undefined;
  }

  /** Scrolls no farther than it takes to show a cell whole. */
  reveal({ row, column }: Position): void {
    const scale = scrollScale(this.rows.length, this.height);
    const offset = scale.toOffset(this.view.scrollTop);
    const revealed = offsetRevealing(this.rows, row, offset, this.height);
    if (revealed !== offset) this.view.scrollTop = scale.toScroll(revealed);
    this.view.scrollLeft = offsetRevealing(this.columns, column, this.view.scrollLeft, this.width);
  }

  /** Brings the elements in line with scroll position, rows and selection. Returns the first and last row in view. */
  paint(pages: Pages, selection: Selection): readonly [first: number, last: number] {
    const scale = scrollScale(this.rows.length, this.height);
    const offset = scale.toOffset(this.view.scrollTop);
    const columns = itemsInView(this.columns, this.view.scrollLeft, this.width, spareColumns, selection.active.column);
    const rows = itemsInView(this.rows, offset, this.height, spareRows, selection.active.row);
    this.sheet.style.height = `${this.headerHeight + scale.elementLength}px`;
    this.sheet.style.width = `${this.gutter + this.columns.length}px`;
    keepElements(this.header, this.names, columns, (column) => this.createName(column));
    keepElements(this.sheet, this.shown, rows, (row) => this.createRow(row));
    const range = rangeOf(selection);
    for (const [index, row] of this.shown) {
      row.style.top = `${this.headerHeight + this.rows.start(index) + this.view.scrollTop - offset}px`;
      const cells = this.cells.get(row);
      if (!cells) continue;
      keepElements(row, cells, columns, (column) => this.place(element('casebook-cell casebook-loading', { role: 'gridcell' }), column));
      const values = pages.row(index);
      for (const [column, cell] of cells) {
        if (values && cell.classList.contains('casebook-loading')) fillCell(cell, values[column] ?? null, pages.lengthOf(index, column));
        cell.tabIndex = index === selection.active.row && column === selection.active.column ? 0 : -1;
        cell.ariaSelected = String(isSelected(range, { row: index, column }));
      }
    }
    return [this.rows.at(offset), this.rows.at(offset + this.height)];
  }

  private get height(): number {
    return this.view.clientHeight - this.headerHeight;
  }

  private get width(): number {
    return this.view.clientWidth - this.gutter;
  }

  private createName(index: number): HTMLElement {
    const column = this.payload.columns[index];
    if (!column) throw new Error(`The result has no column ${index}.`);
    return this.place(columnHeader(column, this.payload.masked.includes(column.name)), index);
  }

  private createRow(index: number): HTMLElement {
    const row = element('casebook-row', { role: 'row', 'aria-rowindex': ariaRow(index) }, element('casebook-gutter', { role: 'rowheader', 'aria-colindex': '1' }, formatCount(index + 1)));
    this.cells.set(row, new Map());
    return row;
  }

  private place(cell: HTMLElement, column: number): HTMLElement {
    cell.setAttribute('aria-colindex', ariaColumn(column));
    cell.classList.toggle('casebook-number', this.numeric[column] ?? false);
    cell.style.left = `calc(var(--casebook-gutter) + ${this.columns.start(column)}px)`;
    cell.style.width = `${this.widths[column] ?? 0}px`;
    return cell;
  }
}
