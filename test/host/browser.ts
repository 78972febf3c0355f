import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { ensureHost } from './install';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

/** The host's headless Chromium, with a home of its own that goes with it. */
export async function launchBrowser(): Promise<Browser> {
  const host = await ensureHost();
  const home = mkdtempSync(path.join(tmpdir(), 'casebook-browser-'));
  const removeHome = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeHome);
  const browser = await chromium.launch({
    executablePath: host.chromium,
    args: flags,
    env: { ...process.env, HOME: home, TMPDIR: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, ...host.chromiumEnvironment },
  });
  browser.on('disconnected', () => {
    process.off('exit', removeHome);
    removeHome();
  });
  return browser;
}
