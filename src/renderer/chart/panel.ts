import * as l10n from '@vscode/l10n';
import { suggestCharts, type Chart } from '../../shared/chart';
import type { ChartSpecification, ResultPayload } from '../../shared/result';
import type { ToHost } from '../../shared/toHost';
import { button, element, tagged } from '../elements';
import type { Drawing } from './draw';
import { asPng, asSvg } from './picture';

/** The chart above a grid: what to draw is chosen here, or by `-- @chart`; the rows stay below as its table. */
export class ChartPanel {
  private readonly picker = tagged('select', 'casebook-input casebook-picker', { 'aria-label': l10n.t('Chart') });
  private readonly picture = element('casebook-picture', { tabindex: '0', role: 'img' });
  private readonly note = element('casebook-note');
  private readonly said = element('casebook-said', { role: 'status' });
  private readonly bar = element('casebook-footer casebook-chart-bar', {}, this.picker, this.note);
  readonly root = element('casebook-chart', {}, this.bar, this.picture, this.said);
  private readonly choices: readonly ChartSpecification[];
  private readonly resized = new ResizeObserver(() => void this.draw());
  private chart: Chart | undefined;
  private drawing: Drawing | undefined;
  private drawnWidth = 0;
  private current = -1;

  constructor(
    private payload: ResultPayload,
    private readonly post: (message: ToHost) => void,
  ) {
    const suggested = suggestCharts(payload.columns);
    this.choices = payload.chart ? [payload.chart, ...suggested.filter((each) => wordsOf(each) !== wordsOf(payload.chart ?? each))] : suggested;
    this.picker.append(...this.choices.map((choice, index) => tagged('option', '', { value: String(index) }, wordsOf(choice))));
    this.picker.addEventListener('change', () => this.ask());
    this.bar.append(
      element('casebook-actions', {}, button(l10n.t('Copy PNG'), () => void this.copy('png')), button(l10n.t('Copy SVG'), () => void this.copy('svg'))),
    );
    this.picture.addEventListener('keydown', (event) => this.onKey(event));
    this.picture.addEventListener('blur', () => this.point(undefined));
    this.resized.observe(this.picture);
    this.ask();
  }

  update(payload: ResultPayload): void {
    const isSame = payload.rowCount === this.payload.rowCount;
    this.payload = payload;
    if (!isSame) this.ask();
  }

  receive(chart: Chart): void {
    this.chart = chart;
    this.drawnWidth = 0;
    void this.draw();
  }

  dispose(): void {
    this.resized.disconnect();
    this.root.remove();
  }

  private ask(): void {
    const specification = this.choices[Number(this.picker.value)];
    if (specification) this.post({ kind: 'chart', resultId: this.payload.resultId, specification });
  }

  private async draw(): Promise<void> {
    const { chart } = this;
    const width = this.picture.clientWidth;
    if (!chart || width === 0 || width === this.drawnWidth) return;
    this.drawnWidth = width;
    this.note.textContent = chart.note ?? '';
    const isEmpty = chart.kind !== 'none' && (chart.kind === 'bar' ? chart.bars : chart.kind === 'histogram' ? chart.bins : chart.points).length === 0;
    if (chart.kind === 'none' || isEmpty) {
      this.drawing = undefined;
      this.picture.replaceChildren(element('casebook-quiet casebook-why', {}, chart.kind === 'none' ? chart.reason : l10n.t('There are no rows to draw.')));
      return;
    }
    // What draws is ten times the size of the grid: it is loaded for whoever looks at a chart.
    const { draw } = await import('./draw');
    if (this.chart !== chart) return;
    this.drawing = draw(chart, width);
    this.current = -1;
    this.picture.ariaLabel = l10n.t('{0} chart of {1} marks. The rows are in the table below. Left and right go through the marks.', chart.kind, this.drawing.marks.length);
    this.picture.replaceChildren(this.drawing.svg);
  }

  private onKey(event: KeyboardEvent): void {
    const count = this.drawing?.marks.length ?? 0;
    const next = { ArrowRight: this.current + 1, ArrowLeft: this.current - 1, Home: 0, End: count - 1, Escape: -1 }[event.key];
    if (next === undefined || count === 0) return;
    this.point(event.key === 'Escape' ? undefined : Math.max(0, Math.min(count - 1, next)));
    event.preventDefault();
    event.stopPropagation();
  }

  /** Shows a mark's values, as the mouse does; undefined for none. */
  private point(index: number | undefined): void {
    const { svg, marks } = this.drawing ?? {};
    const mark = index === undefined ? undefined : marks?.[index];
    this.current = index ?? -1;
    this.said.textContent = mark?.words.replaceAll('\n', ', ') ?? '';
    if (!svg) return;
    const { left, top } = svg.getBoundingClientRect();
    svg.dispatchEvent(mark ? new PointerEvent('pointermove', { clientX: left + mark.left, clientY: top + mark.top, pointerType: 'mouse' }) : new PointerEvent('pointerleave', { pointerType: 'mouse' }));
  }

  private async copy(format: 'png' | 'svg'): Promise<void> {
    const svg = this.drawing?.svg;
    if (!svg) return;
    try {
      if (format === 'svg') await navigator.clipboard.writeText(asSvg(svg));
      else await navigator.clipboard.write([new ClipboardItem({ 'image/png': await asPng(svg) })]);
      this.note.textContent = l10n.t('Copied as {0}', format.toUpperCase());
    } catch {
      this.note.textContent = l10n.t('The clipboard does not take it. Click the chart, and try again.');
    }
  }
}

/** As it is written: "bar x=currency y=total". */
const wordsOf = ({ kind, x, y, series }: ChartSpecification): string => [kind, x && `x=${x}`, y && `y=${y}`, series && `series=${series}`].filter(Boolean).join(' ');
