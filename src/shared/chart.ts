import type { ChartSpecification } from './result';
import { kindOf } from './scale';

export const chartKinds = ['bar', 'line', 'histogram', 'scatter'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** A dimension of a chart: `number` and `instant` (milliseconds since 1970, UTC) have places, `text` has names. */
export interface Dimension {
  readonly name: string;
  readonly kind: 'number' | 'instant' | 'text';
}

/** A place of a chart with the very values behind it, for the eye: places are rounded to what a double holds. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly series: number;
  readonly xText: string;
  readonly yText: string;
}

interface Points {
  readonly x: Dimension;
  readonly y: Dimension;
  readonly series: readonly string[];
  readonly points: readonly Point[];
}

export interface Bar {
  readonly x: string;
  readonly series: number;
  readonly y: number;
  readonly yText: string;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What is drawn, made of every fetched row and few enough to draw at once. `note` says what it leaves out. */
export type Chart = { readonly note?: string } & (
  | { readonly kind: 'bar'; readonly x: Dimension; readonly y: Dimension; readonly series: readonly string[]; readonly bars: readonly Bar[] }
  | ({ readonly kind: 'line' } & Points)
  | ({ readonly kind: 'scatter' } & Points)
  | { readonly kind: 'histogram'; readonly x: Dimension; readonly bins: readonly Bin[] }
  /** In place of a chart: why there is none, and what to do. */
  | { readonly kind: 'none'; readonly reason: string }
);

export const dimensionKind = (type: string): Dimension['kind'] => {
  const kind = kindOf(type);
  return kind === 'number' || kind === 'instant' ? kind : 'text';
};

type Columns = readonly { readonly name: string; readonly type: string }[];

/** The charts that suit columns of such types, the likeliest first. */
export function suggestCharts(columns: Columns): ChartSpecification[] {
  const of = (kind: Dimension['kind']): string[] => columns.filter(({ type }) => dimensionKind(type) === kind).map(({ name }) => name);
  const [instants, numbers, texts] = [of('instant'), of('number'), of('text')];
  const [instant] = instants;
  const [number, second] = numbers;
  const [text, series] = texts;
  if (number === undefined) return [];
  const withSeries = (name: string | undefined): Partial<ChartSpecification> => (name === undefined ? {} : { series: name });
  return [
    ...(instant === undefined ? [] : [{ kind: 'line', x: instant, y: number, ...withSeries(text) }]),
    ...(text === undefined ? [] : [{ kind: 'bar', x: text, y: number, ...withSeries(series) }]),
    ...(second === undefined ? [] : [{ kind: 'scatter', x: number, y: second, ...withSeries(text) }]),
    { kind: 'histogram', x: number },
  ];
}
