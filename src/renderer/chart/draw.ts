import * as Plot from '@observablehq/plot';
import * as l10n from '@vscode/l10n';
import type { Bar, Bin, Chart, Dimension, Point } from '../../shared/chart';
import { formatCount } from '../../shared/words';
import { legendFor, palette } from './legend';

/** A chart that is drawn, and where its marks are, in order: for whoever goes through them by keyboard. */
export interface Drawing {
  readonly svg: SVGSVGElement;
  readonly marks: readonly Mark[];
}

export interface Mark {
  /** Within the drawing, in pixels. */
  readonly left: number;
  readonly top: number;
  /** What it stands for, a line each: the very values. */
  readonly words: string;
}

export type Drawable = Exclude<Chart, { readonly kind: 'none' }>;

const height = 320;
const characterWidth = 7;
/** Even. */
const longestLabel = 28;

/** Draws in the theme's colours. Without a mark there is nothing to draw. */
export function draw(chart: Drawable, width: number): Drawing {
  switch (chart.kind) {
    case 'bar':
      return drawBars(chart, width);
    case 'line':
    case 'scatter':
      return drawPoints(chart, width);
    case 'histogram':
      return drawHistogram(chart, width);
  }
}

type Of<Kind extends Drawable['kind']> = Extract<Drawable, { readonly kind: Kind }>;

/** Upright while their names have room below them, else lying. */
function drawBars({ bars, series, x, y }: Of<'bar'>, width: number): Drawing {
  const names = [...new Set(bars.map((bar) => bar.x))];
  const longest = Math.min(longestLabel, Math.max(...names.map(({ length }) => length)));
  const isUpright = names.length * (longest + 2) * characterWidth < width - 80;
  const legend = legendFor(series, isUpright ? y.name : '', width);
  const wordsOf = (bar: Bar): string => linesOf([x.name, bar.x], [y.name, grouped(bar.yText)], ...seriesLine(series, bar.series));
  const fill = (bar: Bar): string => palette(bar.series);
  if (isUpright) {
    const figure = Plot.plot({
      ...upright(legend, width),
      x: { domain: names, label: null, tickFormat: elided },
      marks: [Plot.barY(bars, { x: 'x', y: 'y', fill, order: 'series' }), Plot.ruleY([0]), tipFor(bars, Plot.pointerX(Plot.stackY({ order: 'series' }, { x: 'x', y: 'y', z: 'series', title: wordsOf })))],
    });
    return finished(figure, legend, bars.map((bar) => ({ x: bar.x, y: bar.y, words: wordsOf(bar) })));
  }
  const figure = Plot.plot({
    style,
    width,
    marginTop: legend.height + 8,
    height: 56 + legend.height + names.length * 20,
    marginLeft: 24 + longest * characterWidth,
    marginBottom: 40,
    marginRight: 24,
    y: { domain: names, label: null, tickFormat: elided },
    x: { label: y.name, grid: true, tickFormat: compact, nice: true },
    marks: [Plot.barX(bars, { x: 'y', y: 'x', fill, order: 'series' }), Plot.ruleX([0]), tipFor(bars, Plot.pointerY(Plot.stackX({ order: 'series' }, { x: 'y', y: 'x', z: 'series', title: wordsOf })))],
  });
  return finished(figure, legend, bars.map((bar) => ({ x: bar.y, y: bar.x, words: wordsOf(bar) })));
}

function drawPoints({ kind, points, series, x, y }: Of<'line'> | Of<'scatter'>, width: number): Drawing {
  const legend = legendFor(series, y.name, width);
  const place = placing(x);
  const wordsOf = (point: Point): string => linesOf([x.name, point.xText], [y.name, grouped(point.yText)], ...seriesLine(series, point.series));
  const at = { x: (point: Point) => place(point.x), y: 'y' } as const;
  const colour = (point: Point): string => palette(point.series);
  const marks =
    kind === 'line'
      ? // One point alone makes no line.
        [Plot.lineY(points, { ...at, z: 'series', stroke: colour, strokeWidth: 2 }), Plot.dot(points.length <= 60 ? points : [], { ...at, fill: colour, r: 2.5 })]
      : [Plot.dot(points, { ...at, fill: colour, fillOpacity: 0.6, r: 3 })];
  const figure = Plot.plot({
    ...upright(legend, width),
    x: { ...across(x), label: x.name, grid: kind === 'scatter' },
    marks: [...marks, tipFor(points, kind === 'line' ? Plot.pointerX({ ...at, title: wordsOf }) : Plot.pointer({ ...at, title: wordsOf }))],
  });
  return finished(figure, legend, points.map((point) => ({ x: place(point.x), y: point.y, words: wordsOf(point) })));
}

function drawHistogram({ bins, x }: Of<'histogram'>, width: number): Drawing {
  const place = placing(x);
  const edge = (value: number): string => (x.kind === 'instant' ? new Date(value).toISOString().slice(0, 16).replace('T', ' ') : grouped(String(value)));
  const wordsOf = ({ from, to, count }: Bin): string => linesOf([x.name, `${edge(from)} – ${edge(to)}`], [l10n.t('rows'), formatCount(count)]);
  const legend = legendFor([], l10n.t('rows'), width);
  const figure = Plot.plot({
    ...upright(legend, width),
    x: { ...across(x), label: x.name },
    marks: [
      Plot.rectY(bins, { x1: (bin: Bin) => place(bin.from), x2: (bin: Bin) => place(bin.to), y: 'count', fill: palette(0), insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleY([0]),
      tipFor(bins, Plot.pointerX({ x: (bin: Bin) => place((bin.from + bin.to) / 2), y: 'count', title: wordsOf })),
    ],
  });
  return finished(figure, legend, bins.map((bin) => ({ x: place((bin.from + bin.to) / 2), y: bin.count, words: wordsOf(bin) })));
}

/** Plot's own style sets a white ground for tips: these are the theme's. */
const style = { background: 'transparent', color: 'var(--vscode-foreground)', fontFamily: 'var(--vscode-font-family, sans-serif)', fontSize: '12px', overflow: 'visible' };

/** What every chart has whose numbers go up. */
const upright = (legend: { readonly height: number }, width: number): Plot.PlotOptions => ({ style, width, height: height + legend.height, marginTop: legend.height + 8, marginLeft: 64, marginBottom: 40, y: { label: null, grid: true, tickFormat: compact, nice: true } });

const tipFor = (data: readonly unknown[], options: Plot.TipOptions): Plot.Tip => Plot.tip(data as Plot.Data, { ...options, fill: 'var(--vscode-editorHoverWidget-background)', stroke: 'var(--vscode-editorHoverWidget-border)', textPadding: 8, pathFilter: 'none' });

const placing = ({ kind }: Dimension) => (value: number): number | Date => (kind === 'instant' ? new Date(value) : value);
const across = ({ kind }: Dimension): Plot.ScaleOptions => (kind === 'instant' ? { type: 'utc' } : { type: 'linear', tickFormat: compact });

/** Where marks stand is asked of the scales that the figure was drawn with. */
function finished(figure: SVGElement | HTMLElement, legend: ReturnType<typeof legendFor>, places: readonly { readonly x: unknown; readonly y: unknown; readonly words: string }[]): Drawing {
  if (!(figure instanceof SVGSVGElement)) throw new Error('A plot without a legend of its own is one SVG.');
  const scales = figure as unknown as Plot.Plot;
  const [x, y] = [scales.scale('x'), scales.scale('y')];
  const middle = (scale: Plot.Scale | undefined, value: unknown): number => Number(scale?.apply(value)) + (scale?.bandwidth ?? 0) / 2;
  figure.append(legend.node);
  return { svg: figure, marks: places.map(({ x: across, y: up, words }) => ({ left: middle(x, across), top: middle(y, up), words })) };
}

const compactNumbers = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });
const compact = (value: number): string => compactNumbers.format(value);
/** With the digits of a whole number in threes; every digit is there. */
const grouped = (text: string): string => text.replace(/^(-?\d{1,3})((?:\d{3})+)(?=$|\.)/, (_whole, head: string, rest: string) => head + rest.replaceAll(/\d{3}/g, ',$&'));
/** What tells names apart is often at their end. */
const elided = (name: string): string => (name.length > longestLabel ? `${name.slice(0, longestLabel / 2)}…${name.slice(1 - longestLabel / 2)}` : name);
const linesOf = (...lines: readonly (readonly [name: string, value: string])[]): string => lines.map(([name, value]) => `${name}  ${value}`).join('\n');
const seriesLine = (series: readonly string[], index: number): [string, string][] => (series.length < 2 ? [] : [[l10n.t('series'), series[index] ?? '']]);
