/** Runs a compiled mocha suite inside the extension host of the browser VS Code, in a window on an empty folder. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { readResult, type Result } from './result';
import { startServer, workbenchUrl, type ServerOptions } from './server';

export interface SuiteOptions extends ServerOptions {
  readonly extensionDevelopmentPath: string;
  /** The compiled suite entry. */
  readonly suite: string;
  /** Seconds without a line from the suite after which it is taken for hung. */
  readonly silenceSeconds?: number;
  /** Receives mocha's lines as they come. */
  readonly print: (text: string) => void;
}

/** What mocha counted. Throws when the suite did not come to its end: killed, hung, or never loaded. */
export async function runSuite(options: SuiteOptions): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-suite-'));
  const log = path.join(folder, 'log');
  const resultFile = path.join(folder, 'result.json');
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  // Under CI mocha's marks have colours, whatever its options say.
  const environment = { ...options.environment, CASEBOOK_LOG: log, CASEBOOK_RESULT: resultFile, NO_COLOR: '1' };
  const server = await startServer({ ...options, development: true, environment });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const host = await watchExtensionHost(page);
    await page.goto(workbenchUrl(server, { folder: workspace, extensionDevelopmentPath: options.extensionDevelopmentPath, extensionTestsPath: options.suite }));
    await follow(log, host, options);
    const result = readResult(resultFile);
    // A killed extension host ends with exit code 0, as a passing one does: only the file tells them apart.
    if (result === undefined) throw new Error(['the extension host ended before its suite did', ...host.errors.slice(-5)].join('\n'));
    return result;
  } finally {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

interface ExtensionHost {
  ended: boolean;
  /** What the workbench's console complained of. */
  readonly errors: string[];
}

/** The workbench calls these two functions of the page when it runs tests. */
async function watchExtensionHost(page: Page): Promise<ExtensionHost> {
  const host: ExtensionHost = { ended: false, errors: [] };
  await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
    if (type === 'error') host.errors.push(format(...values));
  });
  await page.exposeFunction('codeAutomationExit', () => {
    host.ended = true;
  });
  page.on('crash', () => {
    host.errors.push('the workbench page crashed');
    host.ended = true;
  });
  return host;
}

/** Prints the log's lines until the extension host ends. Until the first line the window has at least a minute to open. */
async function follow(log: string, host: ExtensionHost, { print, silenceSeconds = 120 }: SuiteOptions): Promise<void> {
  let printed = 0;
  let lastLine = Date.now();
  for (;;) {
    const last = host.ended;
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    if (text.length > printed) {
      print(text.slice(printed));
      printed = text.length;
      lastLine = Date.now();
    }
    const patience = printed > 0 ? silenceSeconds : Math.max(silenceSeconds, 60);
    if (Date.now() - lastLine > patience * 1000) throw new Error(`the suite hangs: no line for ${patience} s`);
    if (last) return;
    await delay(100);
  }
}
