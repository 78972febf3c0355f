/** Bundles every *.test.ts, the extension host's suite entry and the reporter under test/ into out/test, one file each, packages left outside. Arguments name folders: `unit data`. */
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export async function buildTests(...suites: readonly string[]): Promise<void> {
  const { metafile } = await build({
    entryPoints: suites.flatMap((suite) => filesUnder(path.join(root, 'test', suite)).filter((file) => /(?:\.test|[/\\](?:suite|reporter))\.ts$/.test(file))),
    outbase: root,
    outdir: path.join(root, 'out'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    loader: { '.sql': 'text', '.css': 'text' },
    logLevel: 'warning',
    absWorkingDir: root,
    metafile: true,
  });
  // A test whose source is gone must not run on.
  const built = new Set(Object.keys(metafile.outputs).map((file) => path.join(root, file)));
  for (const suite of suites) {
    for (const file of filesUnder(path.join(root, 'out/test', suite))) {
      if (file.endsWith('.js') && !built.has(file)) rmSync(file, { force: true });
    }
  }
}

/** Whether a suite has a test yet. */
export function hasTests(suite: string): boolean {
  return filesUnder(path.join(root, 'test', suite)).some((file) => file.endsWith('.test.ts'));
}

function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file));
  } catch {
    return [];
  }
}

if (process.argv[1] === import.meta.filename) await buildTests(...process.argv.slice(2));
