/** Bundles what ships into dist/. `--watch` rebuilds on change. */
import { build, context, type BuildOptions } from 'esbuild';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createRequire } from 'node:module';
import { prepareEmbedded } from './prepareEmbedded.mts';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

const node: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  keepNames: false,
  sourcemap: process.argv.includes('--watch') ? 'linked' : false,
  legalComments: 'none',
  loader: { '.sql': 'text' },
  logLevel: 'warning',
};

/** Modules that were written for CommonJS ask for these. */
const commonJsNames = [
  "import { createRequire as createRequireOf } from 'node:module';",
  "import { fileURLToPath as pathOf } from 'node:url';",
  'const require = createRequireOf(import.meta.url);',
  'const __filename = pathOf(import.meta.url);',
  "const __dirname = pathOf(new URL('.', import.meta.url));",
].join('');

/** A split-off CommonJS module would have a default export alone. */
const sqlParser = { 'libpg-query': 'libpg-query/wasm/index.js' };

const bundles: BuildOptions[] = [
  {
    // What an action loads on its first use (the driver, the SQL parser) lies in files of its own: only modules can be split so.
    ...node,
    format: 'esm',
    splitting: true,
    entryPoints: { extension: path.join(root, 'src/extension.ts') },
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    outdir: dist,
    external: ['vscode', 'pg-native', 'cpu-features', '*.node'],
    alias: sqlParser,
    banner: { js: commonJsNames },
  },
  {
    ...node,
    format: 'esm',
    entryPoints: [path.join(root, 'src/features/format/worker.ts')],
    outfile: path.join(dist, 'formatWorker.mjs'),
    alias: sqlParser,
    banner: { js: commonJsNames },
  },
  {
    ...node,
    entryPoints: [path.join(root, 'src/data/node/embedded/process.ts')],
    outfile: path.join(dist, 'embedded.js'),
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  },
  {
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
    loader: { '.css': 'text' },
    // What draws charts is loaded for the first of them.
    splitting: true,
    entryPoints: { renderer: path.join(root, 'src/renderer/index.ts') },
    chunkNames: 'renderer-[name]-[hash]',
    outdir: dist,
  },
];

const assets: readonly (readonly [from: string, to: string])[] = [
  [path.join(path.dirname(require.resolve('libpg-query')), 'libpg-query.wasm'), 'libpg-query.wasm'],
  ...['pglite.wasm', 'pglite.data', 'initdb.wasm'].map((name) => [path.join(path.dirname(require.resolve('@electric-sql/pglite')), name), name] as const),
];

await mkdir(dist, { recursive: true });
// Files of a split bundle are named by their content: those of an earlier build would be shipped too.
await Promise.all((await readdir(dist)).filter((name) => /\.mjs$|^renderer-.*\.js$/.test(name)).map((name) => rm(path.join(dist, name))));
await Promise.all(assets.map(([from, to]) => copyFile(from, path.join(dist, to))));
await prepareEmbedded({ script: '', archive: path.join(dist, 'embedded.tar.br') });
if (process.argv.includes('--watch')) {
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  await Promise.all(contexts.map((bundle) => bundle.rebuild()));
  await Promise.all(contexts.map((bundle) => bundle.watch()));
  console.log('Watching for changes');
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
