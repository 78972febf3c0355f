/** Bundles what ships into dist/. `--watch` rebuilds on change. */
import { build, context, type BuildOptions } from 'esbuild';
import { copyFile, mkdir } from 'node:fs/promises';
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

/** The SQL parser is 1.7 MB of WebAssembly: its own file, loaded on first use. */
const parserApart = {
  name: 'parser-apart',
  setup(builder: { onResolve: (filter: { filter: RegExp }, callback: () => { path: string; external: boolean }) => void }) {
    builder.onResolve({ filter: /^libpg-query$/ }, () => ({ path: './libpg-query.js', external: true }));
  },
};

const bundles: BuildOptions[] = [
  { ...node, entryPoints: [path.join(root, 'src/extension.ts')], outfile: path.join(dist, 'extension.js'), external: ['vscode', 'pg-native'], plugins: [parserApart] },
  { ...node, entryPoints: [require.resolve('libpg-query')], outfile: path.join(dist, 'libpg-query.js') },
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
    entryPoints: [path.join(root, 'src/renderer/index.ts')],
    outfile: path.join(dist, 'renderer.js'),
  },
];

const assets: readonly (readonly [from: string, to: string])[] = [
  [path.join(path.dirname(require.resolve('libpg-query')), 'libpg-query.wasm'), 'libpg-query.wasm'],
  ...['pglite.wasm', 'pglite.data', 'initdb.wasm'].map((name) => [path.join(path.dirname(require.resolve('@electric-sql/pglite')), name), name] as const),
];

await mkdir(dist, { recursive: true });
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
