import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const decompress = promisify(brotliDecompress);

const block = 512;

/** Room for the whole archive: asked for more room in between, this thread would hold the other one up. */
const chunkSize = 32 * 1024 * 1024;

/**
 * Unpacks a prepared data directory (tar, compressed by brotli) to `folder`, whole or not at all; for its owner alone. Takes a fraction of a
 * second where starting an empty cluster takes three. Another thread decompresses it, from the call on.
 */
export async function prepareDataDirectory(archive: string, folder: string): Promise<void> {
  const tar = await decompress(readFileSync(archive), { chunkSize });
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  for (const entry of entries(tar)) {
    const target = path.join(draft, entry.name);
    if (path.relative(draft, target).startsWith('..')) throw new Error(`The archive leads out of its folder: ${entry.name}`);
    if (entry.isFolder) mkdirSync(target, { recursive: true, mode: 0o700 });
    else {
      mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, entry.data, { mode: 0o600 });
    }
  }
  renameSync(draft, folder);
}

/** Files and folders of a POSIX tar: its header has the name in 100 bytes, the size in octal at 124, the type at 156, a prefix at 345. */
function* entries(tar: Buffer): Generator<{ readonly name: string; readonly isFolder: boolean; readonly data: Buffer }> {
  const text = (start: number, length: number): string => tar.toString('utf8', start, start + length).replace(/\0.*$/s, '');
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8) || 0;
    const prefix = text(at + 257, 5) === 'ustar' ? text(at + 345, 155) : '';
    const name = path.posix.join(prefix, text(at, 100));
    yield { name, isFolder: text(at + 156, 1) === '5' || name.endsWith('/'), data: tar.subarray(at + block, at + block + size) };
    at += block + Math.ceil(size / block) * block;
  }
}
