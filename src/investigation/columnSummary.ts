import type { ColumnSummary } from '../shared/toRenderer';
import { kindOf, scaleOf } from '../shared/scale';
import { eachRow, valueOrder } from './order';
import type { View } from './view';

/** More different values are not counted: a million texts are about 100 MB for the moment. */
const mostDistinct = 1_000_000;
const mostFrequent = 5;
const steps = 24;
/** A value as long as a line of the summary. */
const longest = 200;

/** What a column holds, over the rows of a view. Works in short turns. */
export async function columnSummary(view: View, column: number): Promise<ColumnSummary> {
  const kind = kindOf(view.columns[column]?.type ?? '');
  const scale = scaleOf(kind);
  const compare = valueOrder(kind);
  const counts = new Map<string, number>();
  let nulls = 0;
  let minimum: string | undefined;
  let maximum: string | undefined;
  let [low, high] = [NaN, NaN];
  await eachRow(view.rowCount, undefined, (row) => {
    const value = view.value(row, column);
    if (value === null) {
      nulls++;
      return;
    }
    const count = counts.get(value);
    if (count !== undefined || counts.size <= mostDistinct) counts.set(value, (count ?? 0) + 1);
    // Most values are met again, or lie well between: only others can be a new bound.
    if (count !== undefined) return;
    const key = scale?.key(value) ?? NaN;
    if (key > low && key < high) return;
    if (minimum === undefined || compare(value, minimum) < 0) [minimum, low] = [value, key];
    if (maximum === undefined || compare(value, maximum) > 0) [maximum, high] = [value, key];
  });
  const histogram = await histogramOf(view, column, minimum, maximum);
  return {
    rows: view.rowCount,
    nulls,
    ...(counts.size <= mostDistinct && { distinct: counts.size }),
    ...(minimum !== undefined && maximum !== undefined && { minimum: minimum.slice(0, longest), maximum: maximum.slice(0, longest) }),
    ...(histogram ? { histogram } : { frequent: mostOf(counts) }),
  };
}

/** Rows by equal steps from the least to the greatest value, where these have numbers to count by. */
async function histogramOf(view: View, column: number, minimum: string | undefined, maximum: string | undefined): Promise<number[] | undefined> {
  const scale = scaleOf(kindOf(view.columns[column]?.type ?? ''));
  const [low, high] = [scale?.key(minimum ?? ''), scale?.key(maximum ?? '')];
  if (!scale || low === undefined || high === undefined || !(high > low) || !Number.isFinite(high - low)) return undefined;
  const histogram = new Array<number>(steps).fill(0);
  await eachRow(view.rowCount, undefined, (row) => {
    const key = scale.key(view.value(row, column) ?? '');
    if (key === undefined) return;
    const step = Math.min(steps - 1, Math.floor(((key - low) / (high - low)) * steps));
    histogram[step] = (histogram[step] ?? 0) + 1;
  });
  return histogram;
}

function mostOf(counts: ReadonlyMap<string, number>): [string, number][] {
  const most: [string, number][] = [];
  for (const [value, count] of counts) {
    if (most.length === mostFrequent && count <= (most.at(-1)?.[1] ?? 0)) continue;
    most.push([value.slice(0, longest), count]);
    most.sort(([, left], [, right]) => right - left);
    most.length = Math.min(most.length, mostFrequent);
  }
  // Of identifiers, each is there once: none stands out.
  return counts.size > mostFrequent && most[0]?.[1] === 1 ? [] : most;
}
