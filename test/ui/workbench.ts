/** Drives a VS Code with the packaged extension, as a person would: keys, mouse, and waiting for what shows. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../host/browser';
import { startServer, workbenchUrl, type Server, type ServerOptions } from '../host/server';

export interface WorkbenchOptions extends ServerOptions {
  /** The folder to open; an empty window if not given. */
  readonly folder?: string;
  readonly theme?: Theme;
}

const themes = {
  light: { id: 'Light Modern', label: 'Light Modern', shows: '.monaco-workbench.vs' },
  dark: { id: 'Dark Modern', label: 'Dark Modern', shows: '.monaco-workbench.vs-dark' },
  highContrast: { id: 'Default High Contrast', label: 'Dark High Contrast', shows: '.monaco-workbench.hc-black' },
  highContrastLight: { id: 'Default High Contrast Light', label: 'Light High Contrast', shows: '.monaco-workbench.hc-light' },
} as const;
export type Theme = keyof typeof themes;

export class Workbench {
  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  /** A window of its own: server, profile and browser, with out/casebook.vsix installed unless other extensions are named. */
  static async open({ folder, theme = 'light', settings, ...options }: WorkbenchOptions = {}): Promise<Workbench> {
    const [server, browser] = await Promise.all([
      startServer({ extensions: ['out/casebook.vsix'], settings: { 'workbench.colorTheme': themes[theme].id, ...settings }, ...options }),
      launchBrowser(),
    ]);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(60_000);
    const workbench = new Workbench(server, browser, page);
    await page.goto(workbenchUrl(server, folder === undefined ? {} : { folder }));
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    return workbench;
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.stop();
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.pick(themes[theme].label, themes[theme].label);
    await this.page.locator(themes[theme].shows).waitFor();
  }

  /** Shows the container of that title in the side bar. */
  async openView(container: string): Promise<void> {
    const shown = this.page.locator('.part.sidebar .composite.title', { hasText: new RegExp(`^${container}`, 'i') });
    if (await shown.isVisible()) return;
    await this.page.locator(`.activitybar .action-label[aria-label^="${container}"]`).click();
    await shown.waitFor();
  }

  /** The row of a tree or list whose label holds the text. */
  treeItem(text: string | RegExp): Locator {
    return this.page.locator('.part.sidebar .monaco-list-row', { hasText: text });
  }

  /** Opens a file of the folder by its name. */
  async quickOpen(file: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.pick(file, file);
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(file)}"]`).waitFor();
  }

  /** Runs a command by its title in the palette, category included: `Casebook: Refresh`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.pick(`>${title}`, title);
  }

  /** Types into the open quick input and takes the row of that label. */
  async pick(typed: string, label: string): Promise<void> {
    await this.page.locator('.quick-input-widget input[type="text"]:visible').fill(typed);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.page.getByText(label, { exact: true }) }).first().click();
  }

  /** Scrolls the active editor to a text, and selects it. */
  async reveal(text: string): Promise<void> {
    await this.runCommand('View: Focus Active Editor Group');
    await this.page.keyboard.press('Control+F');
    const find = this.page.locator('.editor-group-container.active .find-widget.visible');
    await find.locator('.find-part textarea').fill(text);
    await find.locator('.matchesCount', { hasText: /^\d+ of/ }).waitFor();
    await this.page.keyboard.press('Escape');
    await find.waitFor({ state: 'hidden' });
  }

  /** Rests the mouse on a text of the active editor (in its fixed-width font) and returns the hover that shows. */
  async hoverText(text: string): Promise<Locator> {
    await this.reveal(text);
    const { x, y } = await until(`"${text}" in view`, () => this.findInView(text));
    const hover = this.page.locator('.monaco-editor .monaco-hover:visible');
    await this.page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden' });
    await this.page.mouse.move(x, y, { steps: 5 });
    await hover.waitFor();
    return hover;
  }

  private async findInView(text: string): Promise<{ readonly x: number; readonly y: number } | undefined> {
    const editor = this.page.locator('.editor-group-container.active .monaco-editor').first();
    const view = await editor.boundingBox();
    for (const line of await editor.locator('.view-line > span', { hasText: text }).all()) {
      const box = await line.boundingBox();
      const content = (await line.textContent()) ?? '';
      if (view === null || box === null) continue;
      const x = box.x + (box.width * (content.indexOf(text) + text.length / 2)) / content.length;
      const y = box.y + box.height / 2;
      if (x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height) return { x, y };
    }
    return undefined;
  }

  /** The first visible element of any frame, however deep: notebook outputs and webviews live two frames down. */
  async frameWith(selector: string): Promise<Locator> {
    return until(`a frame that shows ${selector}`, async () => {
      for (const frame of this.page.frames()) {
        const element = frame.locator(selector).first();
        if (await element.isVisible().catch(() => false)) return element;
      }
      return undefined;
    });
  }

  /** The notebook's nth code cell, of those in view. */
  codeCell(index: number): Locator {
    return this.page.locator('.notebook-editor .code-cell-row').nth(index);
  }

  /** Runs a cell by its button. */
  async runCell(index: number): Promise<void> {
    const cell = this.codeCell(index);
    await cell.hover();
    await cell.locator('.run-button-container .action-label').first().click();
  }

  /** Waits until the cell has been run, and says how that ended. */
  async waitForNotebookCellDone(index: number): Promise<'success' | 'error'> {
    const done = this.codeCell(index).locator('.codicon-notebook-state-success, .codicon-notebook-state-error');
    await done.waitFor();
    return (await done.getAttribute('class'))?.includes('success') ? 'success' : 'error';
  }

  /** Keeps what the window shows in out/screenshots/<name>.png, with fades ended. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `out/screenshots/${name}.png`, animations: 'disabled' });
  }
}

/** Asks again until there is an answer, for at most a minute. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(50);
  }
  throw new Error(`Waited a minute for ${what}`);
}
