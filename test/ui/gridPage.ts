/** The result grid in a page of its own, before the extension's real answers: what a notebook's window adds, other tests look at. */
import { build } from 'esbuild';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Row } from '../../src/data/database';
import { Answers } from '../../src/investigation/answer';
import { firstPage } from '../../src/investigation/page';
import { ResultStore, StoredRows } from '../../src/investigation/resultStore';
import type { ResultPayload } from '../../src/shared/result';
import { toHostSchema, type ToHost } from '../../src/shared/toHost';
import { launchBrowser } from '../host/browser';
import themes from './gridThemes.json';
import { until } from './workbench';

export type GridTheme = keyof typeof themes;
export const gridThemes = ['light', 'dark', 'highContrast', 'highContrastLight'] as const satisfies readonly GridTheme[];

export interface GivenResult extends Partial<Omit<ResultPayload, 'columns' | 'rows'>> {
  readonly columns: Readonly<Record<string, string>>;
  /** Of row 0, 1, … */
  readonly row: (index: number) => Row;
  readonly count: number;
}

const root = path.resolve(__dirname, '../../..');

export class GridPage {
  /** What grids have asked, the latest last. */
  readonly asked: ToHost[] = [];
  clipboard = '';
  private readonly store = new ResultStore();
  private readonly answers = new Answers(this.store);
  private payload: ResultPayload | undefined;

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly script: string,
  ) {}

  static async open(): Promise<GridPage> {
    const [browser, bundle] = await Promise.all([
      launchBrowser(),
      build({ entryPoints: [path.join(root, 'src/renderer/index.ts')], bundle: true, write: false, format: 'iife', globalName: 'casebookRenderer', target: 'es2022', loader: { '.css': 'text' }, logLevel: 'warning' }),
    ]);
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
    page.setDefaultTimeout(30_000);
    const opened = new GridPage(browser, page, bundle.outputFiles[0]?.text ?? '');
    await page.exposeFunction('toHost', (message: unknown) => opened.receive(message));
    return opened;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** Shows a result, as a cell that has just been run does. */
  async show({ columns, row, count, ...rest }: GivenResult, theme: GridTheme = 'light'): Promise<Locator> {
    const stored = new StoredRows(Object.entries(columns).map(([name, type]) => ({ name, type, tableId: 0, columnNumber: 0 })));
    for (let from = 0; from < count; from += 1000) stored.append(Array.from({ length: Math.min(1000, count - from) }, (_, index) => row(from + index)));
    const resultId = crypto.randomUUID();
    this.store.add(resultId, stored);
    this.payload = { version: 1, ...firstPage(stored.columns, stored.rows(0, 200)), rowCount: count, more: false, elapsedMs: 41, firstRowMs: 3, statement: 0, connection: 'replica', masked: [], resultId, ...rest };
    this.asked.length = 0;
    return this.load(theme);
  }

  /** The same result in a window that was loaded anew. */
  async load(theme: GridTheme = 'light'): Promise<Locator> {
    const { variables, body } = themes[theme];
    const style = Object.entries(variables).map(([name, value]) => `${name}: ${value}`).join('; ');
    const state = await this.page.evaluate(() => window.rendererState).catch(() => undefined);
    await this.page.goto('about:blank');
    await this.page.setContent(`<!doctype html><html lang="en"><head><title>Result</title><style>html { ${style}; font-family: var(--vscode-font-family) } body { margin: 0; background: var(--vscode-editor-background) }</style></head><body class="${body}"><main><div id="output"></div></main></body></html>`);
    await this.page.addScriptTag({ content: this.script });
    await this.page.evaluate(
      ([payload, before]) => {
        window.rendererState = before;
        const renderer = window.casebookRenderer.activate({
          postMessage: (message) => void window.toHost(message),
          onDidReceiveMessage: (listener) => (window.fromHost = listener),
          getState: () => window.rendererState,
          setState: (state) => (window.rendererState = state),
        });
        const output = document.getElementById('output');
        window.renderAgain = (shown) => renderer.renderOutputItem({ id: 'item', json: () => shown }, output);
        window.renderAgain(payload);
      },
      [this.payload, state] as const,
    );
    const grid = this.page.locator('[role="grid"]');
    await grid.waitFor();
    return grid;
  }

  /** More rows of the same result, as a run that goes on brings them. */
  async grow(rowCount: number): Promise<void> {
    const { payload } = this;
    const stored = payload && this.store.get(payload.resultId);
    if (!stored) throw new Error('Nothing is shown');
    stored.append(Array.from({ length: rowCount - stored.rowCount }, () => stored.columns.map(({ name }) => name)));
    this.payload = { ...payload, rowCount };
    await this.page.evaluate((grown) => window.renderAgain?.(grown), this.payload);
  }

  /** The extension host has forgotten every result. */
  forget(): void {
    if (this.payload) this.store.delete(this.payload.resultId);
  }

  async whenAsked<Kind extends ToHost['kind']>(kind: Kind): Promise<Extract<ToHost, { kind: Kind }>> {
    const isOfKind = (message: ToHost): message is Extract<ToHost, { kind: Kind }> => message.kind === kind;
    return until(`a message ${kind}`, async () => Promise.resolve(this.asked.findLast(isOfKind)));
  }

  /** Milliseconds that the page's main thread has worked until now: of a busy machine too, unlike the time that passed. */
  async cpuTime(): Promise<() => Promise<number>> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
    };
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `out/screenshots/${name}.png`, animations: 'disabled' });
  }

  private async receive(sent: unknown): Promise<void> {
    const message = toHostSchema.parse(sent);
    this.asked.push(message);
    switch (message.kind) {
      case 'copy': {
        const { text, told } = await this.answers.copy(message);
        if (text !== undefined) this.clipboard = text;
        await this.tell(told);
        return;
      }
      case 'page':
      case 'value':
      case 'columnSummary':
      case 'chart':
        await this.answers.answer(message).then(
          (told) => this.tell(told),
          () => undefined,
        );
        return;
      default:
        return;
    }
  }

  private async tell(told: unknown): Promise<void> {
    // As text: a structure would cost the page more than its grid does.
    await this.page.evaluate((message) => window.fromHost?.(JSON.parse(message)), JSON.stringify(told)).catch(() => undefined);
  }
}

interface RendererContext {
  postMessage(message: unknown): void;
  onDidReceiveMessage(listener: (message: unknown) => void): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Of the page, to the functions that run in it. */
  const window: {
    rendererState: unknown;
    casebookRenderer: { activate(context: RendererContext): { renderOutputItem(item: { id: string; json(): unknown }, container: unknown): void } };
    toHost(message: unknown): Promise<void>;
    fromHost?: (message: unknown) => void;
    renderAgain?: (payload: unknown) => void;
    requestAnimationFrame(callback: (value: unknown) => void): void;
  };
  const document: { getElementById(id: string): unknown };
}
