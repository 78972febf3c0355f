import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WriteFailure } from '../../../src/data/atomicFile';
import { openAtomicFile } from '../../../src/data/node/atomicFile';
import { failureOf, valueOf } from './collect';

describe('A file that is there whole or not at all', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'casebook-atomic-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has no name before it is whole, and replaces what was there', async () => {
    const place = path.join(folder, 'result.csv');
    writeFileSync(place, 'old');
    const file = valueOf(await openAtomicFile(place));
    for (let piece = 0; piece < 3; piece++) await file.write('x'.repeat(300_000));
    await file.write(Buffer.from('é'));
    assert.equal(readFileSync(place, 'utf8'), 'old');
    assert.deepEqual(valueOf(await file.commit()), { bytes: 900_002 });
    assert.equal(readFileSync(place, 'utf8'), `${'x'.repeat(900_000)}é`);
    assert.deepEqual(readdirSync(folder), ['result.csv']);
  });

  it('leaves nothing when it is given up', async () => {
    const file = valueOf(await openAtomicFile(path.join(folder, 'result.csv')));
    await file.write('x'.repeat(300_000));
    await file.abandon();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('says which folder is not there, and what may not be written', async () => {
    const nowhere = path.join(folder, 'nowhere', 'result.csv');
    assert.equal(failureOf(await openAtomicFile(nowhere)).message, `There is no folder ${path.dirname(nowhere)}.`);
    mkdirSync(path.join(folder, 'result.csv'));
    const file = valueOf(await openAtomicFile(path.join(folder, 'result.csv')));
    assert.equal(failureOf(await file.commit()).message, `${path.join(folder, 'result.csv')} is no place for a file.`);
    assert.deepEqual(readdirSync(folder), ['result.csv']);
  });

  for (const [what, options, words] of [
    ['a folder may not be written', 'ro', (place: string) => `${place} may not be written. Choose another folder.`],
    ['the disk is full', 'size=1m', (place: string) => `There is no room left on the disk of ${place}. Nothing was kept there.`],
  ] as const) {
    it(`says that ${what}, and leaves nothing`, async function () {
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
      } catch {
        // No package brings the right to mount.
        console.log('      skipped: needs the right to mount');
        this.skip();
      }
      try {
        assert.equal(await fill(path.join(folder, 'result.csv')), words(folder));
        assert.deepEqual(readdirSync(folder), []);
      } finally {
        execFileSync('umount', [folder]);
      }
    });
  }
});

/** Writes six megabytes; what was said of it. */
async function fill(place: string): Promise<string> {
  const file = await openAtomicFile(place);
  if (!file.ok) return file.failure.message;
  try {
    for (let piece = 0; piece < 20; piece++) await file.value.write('x'.repeat(300_000));
    return '';
  } catch (error) {
    assert.ok(error instanceof WriteFailure);
    return error.message;
  } finally {
    await file.value.abandon();
  }
}
