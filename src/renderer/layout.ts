import { itemsInView, measuredAxis, offsetRevealing, type Axis } from './axis';

/** Which column stands where: numbers of the result's columns in the order shown. The first `pinned` stay when the others scroll. */
export interface Placement {
  readonly order: readonly number[];
  readonly pinned: number;
}

/** Puts the column at one place to another; among the pinned ones it is pinned, beyond them it is not. */
export function moved({ order, pinned }: Placement, from: number, to: number): Placement {
  const others = order.filter((_, place) => place !== from);
  const pinnedOthers = pinned - (from < pinned ? 1 : 0);
  const column = order[from];
  if (column === undefined || to < 0 || to >= order.length) return { order, pinned };
  return { order: [...others.slice(0, to), column, ...others.slice(to)], pinned: pinnedOthers + (to < pinned ? 1 : 0) };
}

/** Pins the column at a place, behind those that are pinned, or lets it go, before all others. */
export function pinToggled(placement: Placement, place: number): Placement {
  const { pinned } = placement;
  const { order } = moved(placement, place, place < pinned ? pinned - 1 : pinned);
  return { order, pinned: place < pinned ? pinned - 1 : pinned + 1 };
}

export const narrowest = 40;
export const widest = 4000;

/** Where the columns of a grid lie, in CSS pixels. A place is counted as shown, pinned ones first. */
export class Layout {
  private placement: Placement;
  /** By column. */
  private widths: readonly number[];
  /** Columns that the user has given a width. */
  private readonly set = new Set<number>();
  private pinnedAxis: Axis = measuredAxis([]);
  private scrolledAxis: Axis = measuredAxis([]);

  constructor(widths: readonly number[]) {
    this.widths = widths;
    this.placement = { order: widths.map((_, column) => column), pinned: 0 };
    this.measure();
  }

  get count(): number {
    return this.widths.length;
  }

  get pinned(): number {
    return this.placement.pinned;
  }

  get pinnedWidth(): number {
    return this.pinnedAxis.length;
  }

  /** The length of all columns. */
  get length(): number {
    return this.pinnedAxis.length + this.scrolledAxis.length;
  }

  get order(): readonly number[] {
    return this.placement.order;
  }

  columnAt(place: number): number {
    return this.placement.order[place] ?? -1;
  }

  width(place: number): number {
    return this.widths[this.columnAt(place)] ?? 0;
  }

  /** From the edge of the first column, as if nothing were scrolled. */
  start(place: number): number {
    return place < this.pinned ? this.pinnedAxis.start(place) : this.pinnedAxis.length + this.scrolledAxis.start(place - this.pinned);
  }

  /** The place under a position, from the edge of the first column in view. */
  placeAt(position: number, scrollLeft: number): number {
    return position < this.pinnedWidth ? this.pinnedAxis.at(position) : this.pinned + this.scrolledAxis.at(position - this.pinnedWidth + scrollLeft);
  }

  placesInView(scrollLeft: number, extent: number, spare: number, always: number): number[] {
    const pinned = Array.from({ length: this.pinned }, (_, place) => place);
    const scrolled = itemsInView(this.scrolledAxis, scrollLeft, extent - this.pinnedWidth, spare, Math.max(this.pinned, always) - this.pinned);
    return [...pinned, ...scrolled.map((place) => place + this.pinned)];
  }

  scrollRevealing(place: number, scrollLeft: number, extent: number): number {
    return place < this.pinned ? scrollLeft : offsetRevealing(this.scrolledAxis, place - this.pinned, scrollLeft, extent - this.pinnedWidth);
  }

  move(from: number, to: number): void {
    this.place(moved(this.placement, from, to));
  }

  togglePin(place: number): void {
    this.place(pinToggled(this.placement, place));
  }

  resize(place: number, width: number): void {
    const column = this.columnAt(place);
    this.set.add(column);
    this.widths = this.widths.with(column, Math.round(Math.max(narrowest, Math.min(widest, width))));
    this.measure();
  }

  /** New widths by column, but for those that the user has set. */
  fit(widths: readonly number[]): void {
    this.widths = widths.map((width, column) => (this.set.has(column) ? (this.widths[column] ?? width) : width));
    this.measure();
  }

  get state(): LayoutState {
    return { ...this.placement, widths: [...this.set].map((column) => [column, this.widths[column] ?? 0]) };
  }

  restore({ order, pinned, widths }: LayoutState): void {
    if (order.length !== this.count) return;
    for (const [column] of widths) this.set.add(column);
    const given = new Map(widths);
    this.widths = this.widths.map((width, column) => given.get(column) ?? width);
    this.place({ order, pinned });
  }

  private place(placement: Placement): void {
    this.placement = placement;
    this.measure();
  }

  private measure(): void {
    const widths = this.placement.order.map((column) => this.widths[column] ?? 0);
    this.pinnedAxis = measuredAxis(widths.slice(0, this.pinned));
    this.scrolledAxis = measuredAxis(widths.slice(this.pinned));
  }
}

/** What a user has made of a grid's columns. */
export interface LayoutState extends Placement {
  readonly widths: readonly (readonly [column: number, width: number])[];
}
