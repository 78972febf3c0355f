/** Where rows or columns lie along one direction, in CSS pixels from the first one's edge. */
export interface Axis {
  readonly count: number;
  /** The whole length. */
  readonly length: number;
  /** Where an item begins; `start(count)` is the end of the last. */
  start(index: number): number;
  /** The item at an offset, the first or last one beyond the ends. */
  at(offset: number): number;
}

const within = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));

/** Items of one size: a million rows cost nothing. */
export const uniformAxis = (count: number, size: number): Axis => ({
  count,
  length: count * size,
  start: (index) => index * size,
  at: (offset) => within(Math.floor(offset / size), count),
});

export function measuredAxis(sizes: readonly number[]): Axis {
  const starts = [0];
  for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
  return {
    count: sizes.length,
    length: starts.at(-1) ?? 0,
    start: (index) => starts[index] ?? 0,
    at(offset) {
      let low = 0;
      let high = sizes.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle + 1] ?? Infinity) <= offset) low = middle + 1;
        else high = middle;
      }
      return within(low, sizes.length);
    },
  };
}

/** The items that a view shows, `spare` more at each end, and `always` (the focused one, which must not lose its element). */
export function itemsInView(axis: Axis, offset: number, extent: number, spare: number, always: number): number[] {
  if (axis.count === 0) return [];
  const first = within(axis.at(offset) - spare, axis.count);
  const last = within(axis.at(offset + extent) + spare, axis.count);
  const items = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const kept = within(always, axis.count);
  return kept < first ? [kept, ...items] : kept > last ? [...items, kept] : items;
}

/** The offset nearest to the present one at which an item is wholly in view. */
export function offsetRevealing(axis: Axis, index: number, offset: number, extent: number): number {
  const start = axis.start(index);
  const end = axis.start(index + 1);
  if (start < offset) return start;
  return end > offset + extent ? Math.max(start - Math.max(0, extent - (end - start)), 0) : offset;
}

/** Chromium holds a position in 26 bits of device pixels: 33.5 million, 11 million at three of them a CSS pixel. */
const longestElement = 10_000_000;

/** How a scroll position maps to an offset where the rows are longer than an element can be. */
export function scrollScale(length: number, extent: number): { readonly elementLength: number; toOffset(scroll: number): number; toScroll(offset: number): number } {
  const elementLength = Math.min(length, longestElement);
  const factor = elementLength > extent ? (length - extent) / (elementLength - extent) : 1;
  return { elementLength, toOffset: (scroll) => scroll * factor, toScroll: (offset) => offset / factor };
}
