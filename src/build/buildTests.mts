/** Bundles every *.test.ts and the suites' entries under test/ into out/test, one file each, packages left outside. Arguments name folders: `unit data`. */
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import path from 'node:path';

export async function buildTests(...suites: readonly string[]): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..');
  await build({
    entryPoints: suites.flatMap((suite) => {
      const folder = path.join(root, 'test', suite);
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?:\.test|(?:^|\/)suite)\.ts$/.test(file.replaceAll(path.sep, '/')))
        .map((file) => path.join(folder, file));
    }),
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
  });
}

if (process.argv[1] === import.meta.filename) await buildTests(...process.argv.slice(2));
