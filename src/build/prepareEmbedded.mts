/** Makes a data directory of the embedded engine ahead of time, as tar compressed by brotli. */
import { PGlite } from '@electric-sql/pglite';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Writes `archive` with a cluster in which `script` was run. Does nothing where engine and script are those of the last time. */
export async function prepareEmbedded({ script, archive }: { readonly script: string; readonly archive: string }): Promise<void> {
  const engine = await readFile(path.join(path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.wasm'));
  const key = createHash('sha256').update(engine).update(script).update(await readFile(import.meta.filename)).digest('hex');
  // Beside dist/, which is shipped whole.
  const keyFile = path.resolve(import.meta.dirname, '../../out', `${path.basename(archive)}.key`);
  if (existsSync(archive) && (await readFile(keyFile, 'utf8').catch(() => '')) === key) return;
  const database = await PGlite.create('memory://');
  await database.exec(script);
  // Only a new database needs templates: without them there are a third of the files to unpack.
  await database.exec('update pg_database set datistemplate = false');
  for (const template of ['template0', 'template1']) await database.exec(`drop database ${template}`);
  // Frozen and checkpointed: what opens it later has nothing left to do.
  await database.exec('vacuum (freeze, analyze)');
  await database.exec('checkpoint');
  const tar = Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer());
  await database.close();
  await writeFile(archive, brotliCompressSync(tar, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: tar.length } }));
  await mkdir(path.dirname(keyFile), { recursive: true });
  await writeFile(keyFile, key);
}
