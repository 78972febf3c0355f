import * as l10n from '@vscode/l10n';
import { dimensionKind, suggestCharts, type Bar, type Bin, type Chart, type Dimension, type Point } from '../shared/chart';
import type { ChartSpecification } from '../shared/result';
import { instantOf, scaleOf } from '../shared/scale';
import { formatCount } from '../shared/words';
import { eachRow } from './order';
import type { View } from './view';

/** More cannot be told apart, by colour or by place. */
const mostSeries = 12;
const mostBars = 60;
const mostBins = 40;
/** More are drawn no better, and slower. */
const mostPoints = 4000;

interface Column extends Dimension {
  readonly index: number;
}

/** A row that can be drawn: the values of its columns, and where they stand. */
interface Sample {
  readonly x: string;
  readonly y: string;
  readonly across: number;
  readonly up: number;
  readonly series: string;
}

/** What a chart of a result draws. Works in short turns. */
export async function chartOf(view: View, specification: ChartSpecification): Promise<Chart> {
  const { kind, x, y, series } = { ...suggestCharts(view.columns).find((suggestion) => suggestion.kind === specification.kind), ...specification };
  const missing = [x, y, series].find((name) => name !== undefined && !view.columns.some((column) => column.name === name));
  if (missing !== undefined) return none(l10n.t('There is no column {0}. There are: {1}.', missing, view.columns.map(({ name }) => name).join(', ')));
  const [across, up, by] = [x, y, series].map((name) => columnOf(view, name));
  if (!across) return none(l10n.t('Say what to draw: "-- @chart {0} x=column y=column".', kind));
  if (kind !== 'bar' && across.kind === 'text') return none(l10n.t('{0} holds neither numbers nor moments, which this chart needs across. Draw bars instead.', across.name));
  if (kind === 'histogram') return histogram(across, await samplesOf(view, across));
  if (up?.kind !== 'number') return none(up ? l10n.t('{0} holds no numbers to draw. Choose another column for y.', up.name) : l10n.t('Say which numbers to draw: "-- @chart {0} x={1} y=column".', kind, across.name));
  const samples = await samplesOf(view, across, up, by);
  switch (kind) {
    case 'bar':
      return bars(across, up, samples);
    case 'line':
      return points(kind, across, up, samples, extremes);
    case 'scatter':
      return points(kind, across, up, samples, spread);
    default:
      return none(l10n.t('There is no chart {0}. Use bar, line, histogram or scatter.', kind));
  }
}

const none = (reason: string): Chart => ({ kind: 'none', reason });

function columnOf({ columns }: View, name: string | undefined): Column | undefined {
  const index = columns.findIndex((column) => column.name === name);
  const column = columns[index];
  return column && { index, name: column.name, kind: dimensionKind(column.type) };
}

interface Samples {
  readonly drawn: readonly Sample[];
  /** Rows without a value that can be drawn. */
  readonly left: number;
}

async function samplesOf(view: View, x: Column, y?: Column, by?: Column): Promise<Samples> {
  const drawn: Sample[] = [];
  await eachRow(view.rowCount, undefined, (row) => {
    const [xText, yText] = [view.value(row, x.index), y ? view.value(row, y.index) : ''];
    const across = x.kind === 'text' ? 0 : placeOf(x, xText);
    const up = y ? placeOf(y, yText) : 0;
    if (across !== undefined && up !== undefined) drawn.push({ x: xText ?? '∅', y: yText ?? '', across, up, series: by ? (view.value(row, by.index) ?? '∅') : '' });
  });
  return { drawn, left: view.rowCount - drawn.length };
}

/** Where a value stands; undefined for NULL, infinity, and what is none of its type (a masked one). */
function placeOf({ kind }: Dimension, text: string | null): number | undefined {
  if (text === null) return undefined;
  const instant = kind === 'instant' ? instantOf(text) : undefined;
  const place = kind === 'instant' ? instant && instant.seconds * 1000 + instant.micros / 1000 : scaleOf('number')?.key(text);
  return place !== undefined && Number.isFinite(place) ? place : undefined;
}

/** One bar for each value of x and each series, in order of appearance; rows of the same are added up. */
function bars(x: Column, y: Column, { drawn, left }: Samples): Chart {
  const names = largest(drawn, ({ x: name }) => name, mostBars);
  const series = largest(drawn, ({ series: name }) => name, mostSeries);
  const sums = new Map<string, { readonly x: string; readonly series: number; readonly numbers: string[] }>();
  for (const sample of drawn) {
    if (!names.kept.has(sample.x)) continue;
    const index = series.kept.get(sample.series) ?? mostSeries;
    const key = `${index} ${sample.x}`;
    const sum = sums.get(key) ?? { x: sample.x, series: index, numbers: [] };
    sums.set(key, sum);
    sum.numbers.push(sample.y);
  }
  const made = Array.from(sums.values(), ({ numbers, ...place }): Bar => ({ ...place, y: Number(sumOf(numbers)), yText: sumOf(numbers) }));
  return noted({ kind: 'bar', x: dimension(x), y: dimension(y), series: seriesNames(series), bars: made }, left, names.all > names.kept.size ? l10n.t('The {0} largest of {1} bars are shown.', names.kept.size, formatCount(names.all)) : undefined);
}

/** Exact, where the numbers are decimals; else as a double has it. */
function sumOf(numbers: readonly string[]): string {
  const [first = '0'] = numbers;
  if (numbers.length < 2) return first;
  const decimals = numbers.map((number) => /^(-?)(\d+)(?:\.(\d+))?$/.exec(number));
  if (!decimals.every((parts) => parts !== null)) return String(numbers.reduce((sum, number) => sum + Number(number), 0));
  const scale = Math.max(...decimals.map(([, , , fraction = '']) => fraction.length));
  const total = decimals.reduce((sum, [, sign = '', whole = '', fraction = '']) => sum + BigInt(`${sign}${whole}${fraction.padEnd(scale, '0')}`), 0n);
  const digits = String(total < 0n ? -total : total).padStart(scale + 1, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

function points(kind: 'line' | 'scatter', x: Column, y: Column, { drawn, left }: Samples, thin: (places: readonly Place[], most: number) => readonly Place[]): Chart {
  const series = largest(drawn, (sample) => sample.series, mostSeries);
  const names = seriesNames(series);
  // Thinned by what is drawn: a series that stands for many others is one.
  const places = drawn.map((sample): Place => ({ ...sample, series: series.kept.get(sample.series) ?? mostSeries }));
  const few = places.length > mostPoints ? thin(places, mostPoints / Math.max(1, names.length)) : places;
  const made = few.map(({ x: xText, y: yText, across, up, series: index }): Point => ({ x: across, y: up, series: index, xText, yText }));
  if (kind === 'line') made.sort((one, other) => one.x - other.x);
  return noted({ kind, x: dimension(x), y: dimension(y), series: names, points: made }, left, few.length < drawn.length ? l10n.t('{0} of {1} points are drawn.', formatCount(few.length), formatCount(drawn.length)) : undefined);
}

/** A sample with the number of the series that it is drawn in. */
interface Place extends Omit<Sample, 'series'> {
  readonly series: number;
}

/** Of each step across and each series, the lowest and the highest: a line through them looks as one through all. `most` is of each series. */
function extremes(places: readonly Place[], most: number): readonly Place[] {
  const [low, high] = boundsOf(places, ({ across }) => across);
  const steps = Math.max(1, Math.floor(most / 2));
  const ends = new Map<string, { lowest: Place; highest: Place }>();
  for (const sample of places) {
    const key = `${stepOf(sample.across, low, high, steps)} ${sample.series}`;
    const end = ends.get(key);
    if (!end) ends.set(key, { lowest: sample, highest: sample });
    else if (sample.up < end.lowest.up) end.lowest = sample;
    else if (sample.up > end.highest.up) end.highest = sample;
  }
  return Array.from(ends.values()).flatMap(({ lowest, highest }) => (lowest === highest ? [lowest] : [lowest, highest]));
}

/** One of each small field and series: nothing stands where none did, and no place that had one is empty. */
function spread(places: readonly Place[], most: number): readonly Place[] {
  const [left, right] = boundsOf(places, ({ across }) => across);
  const [low, high] = boundsOf(places, ({ up }) => up);
  const side = Math.max(1, Math.floor(Math.sqrt(most)));
  const fields = new Map<string, Place>();
  for (const place of places) {
    const key = `${stepOf(place.across, left, right, side)} ${stepOf(place.up, low, high, side)} ${place.series}`;
    if (!fields.has(key)) fields.set(key, place);
  }
  return [...fields.values()];
}

const stepOf = (place: number, low: number, high: number, steps: number): number => (high > low ? Math.min(steps - 1, Math.floor(((place - low) / (high - low)) * steps)) : 0);

function boundsOf<Of>(samples: readonly Of[], place: (sample: Of) => number): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const sample of samples) {
    low = Math.min(low, place(sample));
    high = Math.max(high, place(sample));
  }
  return [low, high];
}

/** Rows by equal steps of a round width. */
function histogram(x: Column, { drawn, left }: Samples): Chart {
  if (drawn.length === 0) return noted({ kind: 'histogram', x: dimension(x), bins: [] }, left);
  const [low, high] = boundsOf(drawn, ({ across }) => across);
  if (!Number.isFinite(high - low)) return none(l10n.t('The values of {0} lie too far apart to be counted by steps.', x.name));
  const width = roundWidth((high - low) / Math.min(mostBins, Math.max(1, Math.ceil(2 * Math.cbrt(drawn.length)))), x.kind, Math.max(1, Math.abs(high) * 1e-9));
  const start = Math.floor(low / width) * width;
  const counts = new Array<number>(Math.floor((high - start) / width) + 1).fill(0);
  for (const { across } of drawn) {
    const bin = Math.min(counts.length - 1, Math.floor((across - start) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return noted({ kind: 'histogram', x: dimension(x), bins: counts.map((count, index): Bin => ({ from: start + index * width, to: start + (index + 1) * width, count })) }, left);
}

const [second, hour, day] = [1000, 3_600_000, 86_400_000];
const roundTimes = [second, 5 * second, 15 * second, 60 * second, 300 * second, 900 * second, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day, 182 * day, 364 * day];

/** The next round width: 1, 2 or 5 times a power of ten, and of time what clocks and calendars show; `beside` where all values are one. */
function roundWidth(least: number, kind: Dimension['kind'], beside: number): number {
  if (!(least > 0)) return beside;
  if (kind === 'instant') return roundTimes.find((width) => width >= least) ?? Math.ceil(least / (364 * day)) * 364 * day;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

/** The names with the most behind them, in order of appearance, each with its number. */
function largest(samples: readonly Sample[], nameOf: (sample: Sample) => string, most: number): { readonly kept: ReadonlyMap<string, number>; readonly all: number } {
  const sizes = new Map<string, number>();
  for (const sample of samples) sizes.set(nameOf(sample), (sizes.get(nameOf(sample)) ?? 0) + Math.abs(sample.up));
  const chosen = new Set([...sizes].sort(([, one], [, other]) => other - one).slice(0, most).map(([name]) => name));
  return { kept: new Map([...sizes.keys()].filter((name) => chosen.has(name)).map((name, index) => [name, index])), all: sizes.size };
}

/** The names of the series, and of what the rest of them is drawn as. */
const seriesNames = ({ kept, all }: { readonly kept: ReadonlyMap<string, number>; readonly all: number }): string[] => [...kept.keys(), ...(all > kept.size ? [l10n.t('{0} others', formatCount(all - kept.size))] : [])];

const dimension = ({ name, kind }: Column): Dimension => ({ name, kind });

function noted(chart: Chart, left: number, more?: string): Chart {
  const words = [more, left === 0 ? undefined : left === 1 ? l10n.t('1 row has no value that can be drawn.') : l10n.t('{0} rows have no value that can be drawn.', formatCount(left))].filter((part) => part !== undefined);
  return words.length === 0 ? chart : { ...chart, note: words.join(' ') };
}
