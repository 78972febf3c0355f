import * as l10n from '@vscode/l10n';
import type { Arrangement } from '../shared/arrangement';
import { element, keepElements, quoted, span } from './elements';
import { faceLabel, type Face } from './face';
import { filterInWords } from './filter';
import type { Layout } from './layout';
import { headerRow, type Position } from './selection';

/** The row of names: each says its column's type, order and filter. */
export class Header {
  readonly row = element('casebook-header', { role: 'row', 'aria-rowindex': '1' }, element('casebook-gutter', { role: 'columnheader', 'aria-colindex': '1', 'aria-label': l10n.t('Row') }));
  private readonly shown = new Map<number, HTMLElement>();

  constructor(
    private readonly faces: readonly Face[],
    private readonly layout: Layout,
    private readonly place: (cell: HTMLElement, place: number) => void,
  ) {}

  cellAt(place: number): HTMLElement | undefined {
    return this.shown.get(place);
  }

  placeOf(target: EventTarget | null): number | undefined {
    const cell = target instanceof Element ? target.closest('.casebook-name') : null;
    return cell ? Number(cell.ariaColIndex) - 2 : undefined;
  }

  paint(places: readonly number[], active: Position, arrangement: Arrangement): void {
    keepElements(this.row, this.shown, places, (place) => this.create(place, arrangement));
    for (const [place, cell] of this.shown) cell.tabIndex = active.row === headerRow && active.column === place ? 0 : -1;
  }

  /** Columns stand elsewhere. */
  moveCells(): void {
    for (const [place, cell] of this.shown) this.place(cell, place);
  }

  /** What is said of columns has changed. */
  refill(arrangement: Arrangement): void {
    for (const [place, cell] of this.shown) this.fill(cell, place, arrangement);
  }

  clear(): void {
    for (const cell of this.shown.values()) cell.remove();
    this.shown.clear();
  }

  private create(place: number, arrangement: Arrangement): HTMLElement {
    const cell = element('casebook-name', { role: 'columnheader', 'aria-colindex': String(place + 2), 'aria-haspopup': 'menu' });
    this.fill(cell, place, arrangement);
    this.place(cell, place);
    return cell;
  }

  private fill(cell: HTMLElement, place: number, { sorts, filters }: Arrangement): void {
    const column = this.layout.columnAt(place);
    const face = this.faces[column];
    if (!face) throw new Error(`The result has no column ${column}.`);
    const rank = sorts.findIndex((sort) => sort.column === column);
    const sort = sorts[rank];
    const filter = filters.find((each) => each.column === column);
    cell.ariaSort = sort ? (sort.descending ? 'descending' : 'ascending') : 'none';
    cell.title = `${face.name}\n${face.type}${filter ? `\n${filterInWords(filter)}` : ''}`;
    const mark = sort ? [span('casebook-sort', `${sort.descending ? '↓' : '↑'}${sorts.length > 1 ? rank + 1 : ''}`, { 'aria-hidden': 'true' })] : [];
    const below = filter
      ? [quoted('casebook-filter', filterInWords(filter)), span('casebook-clear', '×', { 'aria-hidden': 'true', title: l10n.t('Clear this filter') })]
      : [span('casebook-type', faceLabel(face))];
    cell.replaceChildren(
      element('casebook-line', {}, quoted('casebook-column', face.name), ...mark),
      element('casebook-line', {}, ...below),
      span('casebook-more', '⋮', { 'aria-hidden': 'true', title: l10n.t('Sort, filter, pin, summary (Enter)') }),
      span('casebook-grip', '', { 'aria-hidden': 'true', title: l10n.t('Drag to resize; double-click to fit') }),
    );
  }
}
