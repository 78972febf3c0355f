import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod/mini';
import { until } from '../ui/workbench';

/** What the stand-in for a desktop VS Code says of how it was opened. */
const openedFormat = z.object({ pid: z.number(), flags: z.array(z.string()), openSample: z.string() });

describe('npm start', () => {
  let folder: string;
  let temporary: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'casebook-start-test-'));
    temporary = path.join(folder, 'temporary');
    mkdirSync(temporary);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** With temporary files in a folder of its own, with or without a `code` on the path, and as the leader of its process group, as in a terminal. */
  function start(withCode: boolean): { readonly process: ChildProcess; printed: () => string } {
    const inherited = (process.env['PATH'] ?? '').split(path.delimiter).filter((place) => !existsSync(path.join(place, 'code')));
    const child = spawn('npm', ['start'], {
      env: { ...process.env, TMPDIR: temporary, FIXTURE_FOLDER: folder, PATH: [...(withCode ? [path.resolve('test/fixtures/desktop')] : []), ...inherited].join(path.delimiter) },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return { process: child, printed: () => printed };
  }

  async function whenGone() {
    await until('the end of what was started', () => Promise.resolve(readdirSync(temporary).every((name) => !name.startsWith('casebook-')) || undefined));
  }

  it('opens a VS Code in the browser where there is no desktop one, and ends it with Ctrl-C', async () => {
    const started = start(false);
    const address = await until('the address', () => Promise.resolve(/http:\/\/127\.0\.0\.1:\d+\S*/.exec(started.printed())?.[0]));
    assert.match(started.printed(), /since there is no `code` on the path/);
    assert.equal((await fetch(address)).status, 200);
    process.kill(-(started.process.pid ?? NaN), 'SIGINT');
    await whenGone();
    await assert.rejects(fetch(address));
  });

  it('opens a desktop VS Code with this extension where there is one, and ends it when npm is ended', async () => {
    const started = start(true);
    const opened = path.join(folder, 'opened.json');
    await until('a VS Code', () => Promise.resolve(existsSync(opened) || undefined));
    const { pid, flags, openSample } = openedFormat.parse(JSON.parse(readFileSync(opened, 'utf8')));
    assert.equal(openSample, '1');
    assert.ok(flags.includes(`--extensionDevelopmentPath=${process.cwd()}`));
    started.process.kill('SIGTERM');
    await whenGone();
    await until('the end of VS Code', () => Promise.resolve(isAlive(pid) ? undefined : true));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
