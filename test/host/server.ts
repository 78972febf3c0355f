/** Starts the VS Code server of the host cache on loopback, with a throw-away profile. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureHost, type Host } from './install';

type Settings = Readonly<Record<string, unknown>>;

const quietSettings: Settings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'window.confirmBeforeClose': 'never',
  'files.hotExit': 'off',
  // The browser's default is afterDelay; the desktop's is off.
  'files.autoSave': 'off',
};

export interface ServerOptions {
  /** .vsix files to install. */
  readonly extensions?: readonly string[];
  readonly settings?: Settings;
  /** Added to the server's environment, which the extension host inherits. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Ask before a folder is trusted, as a person's VS Code does. Off: every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Heed extensionDevelopmentPath and extensionTestsPath, which a built VS Code otherwise ignores in its address. */
  readonly development?: boolean;
  /** End the server when no browser was connected for so long; 0 for never. */
  readonly idleSeconds?: number;
}

export interface Server {
  /** http://127.0.0.1:port */
  readonly origin: string;
  /** What the server printed until now. */
  log(): string;
  /** Ends the server with all that it started, and deletes its profile. Happens by itself when this process exits. */
  stop(): void;
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const host = await ensureHost();
  const profile = new Profile();
  try {
    profile.writeSettings({ ...quietSettings, 'security.workspace.trust.enabled': options.workspaceTrust ?? false, ...options.settings });
    for (const extension of options.extensions ?? []) await profile.install(host, extension);

    const server = profile.start(host, [
      '--bind-addr=127.0.0.1:0',
      '--auth=none',
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
      '--ignore-last-opened',
      ...(options.idleSeconds === 0 ? [] : [`--idle-timeout-seconds=${options.idleSeconds ?? 120}`]),
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(options.development ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ], options.environment);
    const printed = collectOutput(server);
    return { origin: await whenListening(server, printed), log: printed, stop: () => profile.remove() };
  } catch (error) {
    profile.remove();
    throw error;
  }
}

// An exit runs the handlers that end what was started; a signal by itself would not.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(128 + constants.signals[signal]));

/** A folder that is the server's HOME and temporary folder, and the group of processes that live in it. */
class Profile {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'casebook-host-'));
  private server: ChildProcess | undefined;
  private readonly onExit = () => this.remove();

  constructor() {
    // A PostgreSQL that tests start as another user must be able to reach what lies in here.
    chmodSync(this.folder, 0o755);
    mkdirSync(path.join(this.folder, 'user-data/User'), { recursive: true });
    writeFileSync(path.join(this.folder, 'config.yaml'), '');
    process.once('exit', this.onExit);
  }

  writeSettings(settings: Settings) {
    writeFileSync(path.join(this.folder, 'user-data/User/settings.json'), JSON.stringify(settings, null, 2));
  }

  async install(host: Host, extension: string) {
    await promisify(execFile)(host.node, this.arguments(host, ['--install-extension', path.resolve(extension), '--force']), { env: this.environment() });
  }

  start(host: Host, flags: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    // A process group of its own, so that the extension host and whatever it started end with it.
    this.server = spawn(host.node, this.arguments(host, flags), { env: { ...this.environment(), ...environment }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    return this.server;
  }

  remove() {
    process.off('exit', this.onExit);
    if (this.server?.pid !== undefined) endGroup(this.server.pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private arguments(host: Host, flags: readonly string[]): string[] {
    const own = (name: string) => path.join(this.folder, name);
    return [host.codeServer, `--config=${own('config.yaml')}`, `--user-data-dir=${own('user-data')}`, `--extensions-dir=${own('extensions')}`, ...flags];
  }

  private environment(): NodeJS.ProcessEnv {
    const home = this.folder;
    // Started from a VS Code terminal or from npm, their variables would reach the server.
    const inherited = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|ELECTRON_|CODE_SERVER|npm_|PORT$|PASSWORD$|NODE_OPTIONS$)/.test(name));
    return {
      ...Object.fromEntries(inherited),
      HOME: home,
      TMPDIR: home,
      XDG_RUNTIME_DIR: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_DATA_HOME: path.join(home, '.local/share'),
      // No look-ups at an extension gallery, which may be out of reach.
      EXTENSIONS_GALLERY: '{}',
    };
  }
}

function endGroup(pid: number) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

function collectOutput(server: ChildProcess): () => string {
  let printed = '';
  const add = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  server.stdout?.on('data', add);
  server.stderr?.on('data', add);
  return () => printed;
}

function whenListening(server: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      reject(new Error(`The VS Code server ${what}:\n${printed()}`));
    };
    const deadline = setTimeout(() => fail('did not listen within 60 s'), 60_000);
    server.stdout?.on('data', () => {
      const address = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed())?.[1];
      if (address === undefined) return;
      clearTimeout(deadline);
      resolve(address);
    });
    server.once('exit', (code) => {
      clearTimeout(deadline);
      fail(`ended (${code ?? 'killed'}) before it listened`);
    });
  });
}

export interface Opened {
  readonly folder?: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

/** The workbench's address on a folder, or on an empty window; with an extension under development and its tests where the server heeds them. */
export function workbenchUrl(server: Server, { folder, ...development }: Opened): string {
  const remote = (file: string) => `vscode-remote://${new URL(server.origin).host}${path.resolve(file)}`;
  const payload = Object.entries(development).map(([name, file]) => [name, remote(file)]);
  const query = new URLSearchParams(folder === undefined ? { ew: 'true' } : { folder: path.resolve(folder) });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.origin}/?${query.toString()}`;
}
