import type { Arrangement } from '../shared/arrangement';
import type { ResultPayload, Value } from '../shared/result';
import { formatCount } from '../shared/words';
import { itemsInView, offsetRevealing, scrollScale, uniformAxis, type Axis } from './axis';
import { cellPadding, columnWidths, fittingWidth, widened, type Measure } from './columns';
import { element, fillCell, keepElements, textMeasure } from './elements';
import type { Face } from './face';
import { Header } from './header';
import { Layout } from './layout';
import type { Pages } from './pages';
import { headerRow, isSelected, rangeOf, type Extent, type Position, type Selection } from './selection';

/** Elements made beyond the edges, so that a scroll shows no gap. */
const spareRows = 8;
const spareColumns = 2;

/** One row's elements, and what they show. */
interface Painted {
  readonly cells: Map<number, HTMLElement>;
  values?: readonly Value[] | undefined;
  selection?: Selection;
  top?: number;
}

/** The elements of a grid: some forty for rows, however many there are, and their cells within view. */
export class Sheet {
  /** What scrolls. */
  readonly view = element('casebook-grid', { role: 'grid', 'aria-multiselectable': 'true' });
  readonly layout: Layout;
  readonly header: Header;
  private readonly sheet = element('casebook-sheet', { role: 'rowgroup' });
  private readonly shown = new Map<number, HTMLElement>();
  private readonly painted = new WeakMap<HTMLElement, Painted>();
  private readonly measure: Measure;
  /** The widths that the rows so far ask for, by column. */
  private widths: readonly number[];
  private readonly rowHeight: number;
  private readonly headerHeight: number;
  private rows: Axis = uniformAxis(0, 1);
  private gutter = 0;

  /** `root` is in the document, with the font that the cells have. */
  constructor(
    private readonly root: HTMLElement,
    rows: ResultPayload['rows'],
    private readonly faces: readonly Face[],
  ) {
    const fontSize = parseFloat(getComputedStyle(root).fontSize);
    this.measure = textMeasure(root);
    this.rowHeight = Math.round(fontSize * 1.75);
    this.headerHeight = Math.round(fontSize * 3.1);
    root.style.setProperty('--casebook-row', `${this.rowHeight}px`);
    root.style.setProperty('--casebook-header', `${this.headerHeight}px`);
    this.widths = columnWidths(faces, rows, this.measure);
    this.layout = new Layout(this.widths);
    this.header = new Header(faces, this.layout, (cell, place) => this.place(cell, place));
    this.sheet.append(this.header.row);
    this.view.append(this.sheet);
    this.view.setAttribute('aria-colcount', String(faces.length + 1));
  }

  setRowCount(count: number): void {
    this.rows = uniformAxis(count, this.rowHeight);
    this.gutter = Math.ceil(this.measure(formatCount(count))) + cellPadding;
    this.root.style.setProperty('--casebook-gutter', `${this.gutter}px`);
    this.view.setAttribute('aria-rowcount', String(count + 1));
  }

  /** Makes room for rows that came. */
  fit(rows: ResultPayload['rows']): void {
    const before = this.widths;
    this.widths = widened(this.widths, this.faces, rows, this.measure);
    if (this.widths.every((width, column) => width === before[column])) return;
    this.layout.fit(this.widths);
    this.moveCells();
  }

  /** The width at which a column's values show whole, of the rows that are here. */
  fittingWidth(place: number, rows: ResultPayload['rows']): number {
    const column = this.layout.columnAt(place);
    const face = this.faces[column];
    return face ? fittingWidth(face, column, rows, this.measure) : this.layout.width(place);
  }

  get extent(): Extent {
    return { rows: this.rows.count, columns: this.layout.count, page: Math.max(1, Math.floor(this.height / this.rowHeight) - 1) };
  }

  cellAt({ row, column }: Position): HTMLElement | undefined {
    if (row === headerRow) return this.header.cellAt(column);
    const made = this.shown.get(row);
    return made && this.painted.get(made)?.cells.get(column);
  }

  positionOf(target: EventTarget | null): Position | undefined {
    const place = this.header.placeOf(target);
    if (place !== undefined) return { row: headerRow, column: place };
    const cell = target instanceof Element ? target.closest('[role=gridcell]') : null;
    const row = cell?.parentElement;
    return cell && row ? { row: Number(row.ariaRowIndex) - 2, column: Number(cell.ariaColIndex) - 2 } : undefined;
  }

  /** The row in view at the top, for one who comes back; and back to it. */
  get topRow(): number {
    return this.rows.at(this.offset);
  }

  set topRow(row: number) {
    this.view.scrollTop = scrollScale(this.rows.length, this.height).toScroll(this.rows.start(row));
  }

  /** Scrolls no farther than it takes to show a cell whole. */
  reveal({ row, column }: Position): void {
    const revealed = row === headerRow ? this.offset : offsetRevealing(this.rows, row, this.offset, this.height);
    if (revealed !== this.offset) this.view.scrollTop = scrollScale(this.rows.length, this.height).toScroll(revealed);
    this.view.scrollLeft = this.layout.scrollRevealing(column, this.view.scrollLeft, this.width);
  }

  /** Columns stand elsewhere, or have other widths. */
  moveCells(): void {
    this.header.moveCells();
    for (const row of this.shown.values()) for (const [place, cell] of this.painted.get(row)?.cells ?? []) this.place(cell, place);
  }

  /** Other columns at the places: all cells are made anew, and the focus stays with its cell. */
  rebuild(paint: () => void, active: Position): void {
    const hadFocus = this.view.contains(document.activeElement);
    this.header.clear();
    for (const row of this.shown.values()) row.remove();
    this.shown.clear();
    paint();
    if (hadFocus) this.cellAt(active)?.focus({ preventScroll: true });
  }

  /** Values are to be shown otherwise. */
  refill(arrangement: Arrangement): void {
    this.header.refill(arrangement);
    for (const row of this.shown.values()) {
      const painted = this.painted.get(row);
      if (painted) painted.values = undefined;
    }
  }

  /** Brings the elements in line with scroll position, rows and selection. Returns the first and last row in view. */
  paint(pages: Pages, selection: Selection): readonly [first: number, last: number] {
    // All that is measured comes before all that is changed: else the browser lays out anew in between.
    const { height, width } = this;
    const { scrollTop, scrollLeft } = this.view;
    const scale = scrollScale(this.rows.length, height);
    const offset = scale.toOffset(scrollTop);
    const places = this.layout.placesInView(scrollLeft, width, spareColumns, selection.active.column);
    const rows = itemsInView(this.rows, offset, height, spareRows, selection.active.row);
    this.sheet.style.height = `${this.headerHeight + scale.elementLength}px`;
    this.sheet.style.width = `${this.gutter + this.layout.length}px`;
    this.header.paint(places, selection.active, pages.arrangement);
    keepElements(this.sheet, this.shown, rows, (row) => this.createRow(row));
    for (const [index, row] of this.shown) {
      const painted = this.painted.get(row);
      if (!painted) continue;
      const top = this.headerHeight + this.rows.start(index) + scrollTop - offset;
      if (painted.top !== top) row.style.top = `${top}px`;
      painted.top = top;
      this.paintRow(index, row, painted, places, pages, selection);
    }
    return [this.rows.at(offset), this.rows.at(offset + height)];
  }

  private paintRow(index: number, row: HTMLElement, painted: Painted, places: readonly number[], pages: Pages, selection: Selection): void {
    const values = pages.row(index);
    const fill = (place: number, cell: HTMLElement): void => {
      const column = this.layout.columnAt(place);
      const face = this.faces[column];
      if (face) fillCell(cell, values, column, face, pages.lengthOf(index, column));
    };
    const range = rangeOf(selection);
    const mark = (place: number, cell: HTMLElement): void => {
      cell.tabIndex = index === selection.active.row && place === selection.active.column ? 0 : -1;
      cell.ariaSelected = String(isSelected(range, { row: index, column: place }));
    };
    // While rows are put in order, those before stay to be seen.
    if (painted.values !== values && !(values === undefined && pages.isArranging)) {
      for (const [place, cell] of painted.cells) fill(place, cell);
      painted.values = values;
    }
    if (painted.selection !== selection) for (const [place, cell] of painted.cells) mark(place, cell);
    painted.selection = selection;
    keepElements(row, painted.cells, places, (place) => {
      const cell = element('casebook-cell', { role: 'gridcell', 'aria-colindex': String(place + 2) });
      this.place(cell, place);
      fill(place, cell);
      mark(place, cell);
      return cell;
    });
  }

  private get offset(): number {
    return scrollScale(this.rows.length, this.height).toOffset(this.view.scrollTop);
  }

  private get height(): number {
    return this.view.clientHeight - this.headerHeight;
  }

  /** Of the columns in view. */
  get width(): number {
    return this.view.clientWidth - this.gutter;
  }

  /** Rows with text that a screen reader counts from one: the header is the first, the row numbers the first column. */
  private createRow(index: number): HTMLElement {
    const row = element('casebook-row', { role: 'row', 'aria-rowindex': String(index + 2) }, element('casebook-gutter', { role: 'rowheader', 'aria-colindex': '1' }, formatCount(index + 1)));
    this.painted.set(row, { cells: new Map() });
    return row;
  }

  private place(cell: HTMLElement, place: number): void {
    const { layout } = this;
    cell.classList.toggle('casebook-number', this.faces[layout.columnAt(place)]?.kind === 'number');
    cell.classList.toggle('casebook-pinned', place < layout.pinned);
    cell.style.left = `calc(var(--casebook-gutter) + ${layout.start(place)}px)`;
    cell.style.width = `${layout.width(place)}px`;
  }
}
