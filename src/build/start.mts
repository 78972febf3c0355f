/** `npm start`: opens the sample in a VS Code of its own, with a profile that goes when it ends. Ctrl-C ends everything that it started. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, workbenchUrl } from '../../test/host/server';

const openSample = { CASEBOOK_OPEN_SAMPLE: '1' };

if (isOnPath('code')) {
  makeOrExit('build');
  openDesktop();
} else {
  makeOrExit('package');
  await openBrowser();
}

function isOnPath(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.some((folder) => ['', '.cmd'].some((suffix) => existsSync(path.join(folder, program + suffix))));
}

function makeOrExit(script: 'build' | 'package') {
  const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(1);
}

/** As an extension development host, apart from the person's own VS Code: a second instance of it would not end with us. */
function openDesktop() {
  const profile = mkdtempSync(path.join(tmpdir(), 'casebook-start-'));
  mkdirSync(path.join(profile, 'User'));
  writeFileSync(path.join(profile, 'User/settings.json'), JSON.stringify({ 'workbench.startupEditor': 'none' }));
  process.once('exit', () => {
    // `code` only starts VS Code and waits; the process itself is named in its lock.
    const lock = path.join(profile, 'code.lock');
    if (existsSync(lock)) endProcess(Number(readFileSync(lock, 'utf8')));
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  console.log('VS Code opens with the sample; Ctrl-C ends it.');
  const flags = ['--wait', '--new-window', '--disable-workspace-trust', '--disable-extensions', `--user-data-dir=${profile}`, `--extensionDevelopmentPath=${process.cwd()}`];
  const code = spawn('code', flags, { stdio: 'inherit', env: { ...process.env, ...openSample }, shell: process.platform === 'win32' });
  code.once('exit', (status) => process.exit(status ?? 1));
}

function endProcess(pid: number) {
  try {
    process.kill(pid);
  } catch {
    // It ended before, as when the person closed the window.
  }
}

async function openBrowser() {
  const server = await startServer({ extensions: ['out/casebook.vsix'], environment: openSample, idleSeconds: 0 });
  console.log(`\nThe sample is open at ${workbenchUrl(server, {})}\nThat is a VS Code in the browser, since there is no \`code\` on the path. Ctrl-C ends it.`);
}
