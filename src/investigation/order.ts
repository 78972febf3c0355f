import type { Cell } from '../data/database';
import type { Arrangement, Filter, Sort } from '../shared/arrangement';
import { kindOf, scaleOf, type Scale, type TypeKind } from '../shared/scale';
import { Pace } from './pace';
import type { StoredRows } from './resultStore';

/** Rows looked at between two looks at the clock. */
const stride = 1000;

/** The numbers of a result's rows, in the order of an arrangement. */
export type Order = Uint32Array;

/** Works in short turns; rejects when `signal` is aborted. */
export async function orderOf(stored: StoredRows, { sorts, filters }: Arrangement, signal?: AbortSignal): Promise<Order> {
  const order = await matching(stored, filters, signal);
  const orders: Compare[] = [];
  for (const sort of sorts) orders.push(await compareBy(stored, order, sort, signal));
  return orders.length === 0 ? order : mergeSort(order, (left, right) => firstDifference(orders, left, right), signal);
}

type Compare = (left: number, right: number) => number;

function firstDifference(orders: readonly Compare[], left: number, right: number): number {
  for (const compare of orders) {
    const difference = compare(left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}

async function matching(stored: StoredRows, filters: readonly Filter[], signal?: AbortSignal): Promise<Order> {
  const order = new Uint32Array(stored.rowCount);
  const tests = filters.map((filter) => ({ column: filter.column, test: testOf(filter, kindOf(stored.columns[filter.column]?.type ?? '')) }));
  let count = 0;
  await eachRow(order.length, signal, (row) => {
    if (tests.every(({ column, test }) => test(stored.value(row, column)))) order[count++] = row;
  });
  return order.subarray(0, count);
}

/** Whether a value passes a filter, by the column's type. */
export function testOf(filter: Filter, type: TypeKind): (value: Cell) => boolean {
  switch (filter.kind) {
    case 'null':
      return (value) => value === null;
    case 'notNull':
      return (value) => value !== null;
    case 'contains': {
      const text = filter.text.toLowerCase();
      return (value) => value?.toLowerCase().includes(text) ?? false;
    }
    case 'equals': {
      const { text } = filter;
      if (lastMoment(text, type) !== text) return isBetween(text, text, type);
      const compare = valueOrder(type);
      return (value) => value !== null && (value === text || (scaleOf(type) !== undefined && compare(value, text) === 0));
    }
    case 'between':
      return isBetween(filter.from, filter.to, type);
  }
}

function isBetween(from: string, to: string, type: TypeKind): (value: Cell) => boolean {
  const compare = valueOrder(type);
  const last = lastMoment(to, type);
  return (value) => value !== null && (from === '' || compare(value, from) >= 0) && (to === '' || compare(value, last) <= 0);
}

/** A day, where a moment is meant, is all of it. */
const lastMoment = (text: string, type: TypeKind): string => (type === 'instant' && /^\d{4,7}-\d\d-\d\d$/.test(text) ? `${text} 23:59:59.999999` : text);

const codeUnitOrder = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
/** Upper and lower case alike. Not by the editor's language, which must not change a result (and takes five times as long). */
const textOrder = (left: string, right: string): number => codeUnitOrder(left.toLowerCase(), right.toLowerCase()) || codeUnitOrder(left, right);

/** The order of two values of a type. What is no such value (a masked one) is ordered as text. */
export function valueOrder(type: TypeKind): (left: string, right: string) => number {
  const scale = scaleOf(type);
  return scale ? (left, right) => onScale(scale, left, right) : textOrder;
}

function onScale(scale: Scale, left: string, right: string): number {
  const [a, b] = [scale.key(left), scale.key(right)];
  if (a === undefined || b === undefined) return textOrder(left, right);
  return a < b ? -1 : a > b ? 1 : left === right ? 0 : scale.compare(left, right);
}

/** Compares rows by one column, through keys that are read once. */
async function compareBy(stored: StoredRows, order: Order, { column, descending }: Sort, signal?: AbortSignal): Promise<Compare> {
  const direction = descending ? -1 : 1;
  const scale = scaleOf(kindOf(stored.columns[column]?.type ?? ''));
  const keys = scale ? await scaleKeys(stored, order, column, scale, signal) : await ranks(stored, order, column, signal);
  if (!keys) return compareByText(stored, order, { column, descending }, signal);
  return (left, right) => {
    const [a, b] = [keys[left] ?? NaN, keys[right] ?? NaN];
    if (a < b) return -direction;
    if (a > b) return direction;
    // Of the keys, NaN stands for NULL, last in either direction.
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    if (!scale) return 0;
    const [one, other] = [stored.value(left, column) ?? '', stored.value(right, column) ?? ''];
    return one === other ? 0 : direction * scale.compare(one, other);
  };
}

async function compareByText(stored: StoredRows, order: Order, { column, descending }: Sort, signal?: AbortSignal): Promise<Compare> {
  const direction = descending ? -1 : 1;
  const folded: Cell[] = new Array<Cell>(stored.rowCount).fill(null);
  await eachRow(order.length, signal, (at) => {
    const row = order[at] ?? 0;
    folded[row] = stored.value(row, column)?.toLowerCase() ?? null;
  });
  return (left, right) => {
    const [a, b] = [folded[left] ?? null, folded[right] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return direction * (codeUnitOrder(a, b) || codeUnitOrder(stored.value(left, column) ?? '', stored.value(right, column) ?? ''));
  };
}

/** A key for each row by its value's scale; undefined where a value has none. */
async function scaleKeys(stored: StoredRows, order: Order, column: number, scale: Scale, signal?: AbortSignal): Promise<Float64Array | undefined> {
  const keys = new Float64Array(stored.rowCount).fill(NaN);
  const others: Cell[] = [];
  await eachRow(order.length, signal, (at) => {
    const row = order[at] ?? 0;
    const value = stored.value(row, column);
    if (value === null) return;
    const key = scale.key(value);
    if (key === undefined) others.push(value);
    else keys[row] = key;
  });
  return others.length === 0 ? keys : undefined;
}

/** A column with more different values than these is compared by its texts. */
const mostRanked = 10_000;

/** A key for each row by the place of its text among the different ones: states, currencies and reasons are few. */
async function ranks(stored: StoredRows, order: Order, column: number, signal?: AbortSignal): Promise<Float64Array | undefined> {
  const keys = new Float64Array(stored.rowCount).fill(NaN);
  const numbers = new Map<string, number>();
  await eachRow(order.length, signal, (at) => {
    const row = order[at] ?? 0;
    const value = numbers.size > mostRanked ? null : stored.value(row, column);
    if (value === null) return;
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    keys[row] = number;
  });
  if (numbers.size > mostRanked) return undefined;
  const rankOf = new Float64Array(numbers.size);
  for (const [rank, text] of [...numbers.keys()].sort(textOrder).entries()) rankOf[numbers.get(text) ?? 0] = rank;
  await eachRow(order.length, signal, (at) => {
    const row = order[at] ?? 0;
    keys[row] = rankOf[keys[row] ?? NaN] ?? NaN;
  });
  return keys;
}

/** Calls back with 0, 1, …, in short turns. */
export async function eachRow(count: number, signal: AbortSignal | undefined, visit: (index: number) => void): Promise<void> {
  const pace = new Pace();
  for (let index = 0; index < count; index++) {
    visit(index);
    if (index % stride !== stride - 1 || !pace.isOver) continue;
    await pace.rest();
    signal?.throwIfAborted();
  }
}

/** Rows sorted in one go. */
const shortRun = 1024;

/** Stable. The order that is given is used up. */
async function mergeSort(order: Order, compare: Compare, signal?: AbortSignal): Promise<Order> {
  const pace = new Pace();
  for (let start = 0; start < order.length; start += shortRun) {
    order.subarray(start, start + shortRun).sort(compare);
    if (!pace.isOver) continue;
    await pace.rest();
    signal?.throwIfAborted();
  }
  let [from, to]: [Order, Order] = [order, new Uint32Array(order.length)];
  for (let length = shortRun; length < order.length; length *= 2) {
    for (let start = 0; start < order.length; start += 2 * length) {
      const middle = Math.min(start + length, order.length);
      const end = Math.min(middle + length, order.length);
      for (let left = start, right = middle, at = start; at < end; at++) {
        const [one, other] = [from[left] ?? 0, from[right] ?? 0];
        if (left < middle && (right >= end || compare(one, other) <= 0)) {
          to[at] = one;
          left++;
        } else {
          to[at] = other;
          right++;
        }
        if (at % stride !== 0 || !pace.isOver) continue;
        await pace.rest();
        signal?.throwIfAborted();
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
