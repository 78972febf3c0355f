import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { holderOf } from './lock';

/** "Due in 5 hours" must hold when the sample is opened: an older copy is made anew. */
const freshFor = 60 * 60 * 1000;

export interface SampleFolder {
  readonly data: string;
  readonly workspace: string;
}

/** A copy of the sample for one window alone: a fresh one that nobody holds, else a new one. What is stale and free goes. */
export async function sampleFolder(root: string, now: number): Promise<SampleFolder> {
  await mkdir(root, { recursive: true });
  for (const name of await readdir(root)) {
    const copy = folderOf(root, name);
    if (holderOf(copy.data) !== undefined) continue;
    const { birthtimeMs } = await stat(path.join(root, name));
    if (now - birthtimeMs < freshFor) return copy;
    await rm(path.join(root, name), { recursive: true, force: true, maxRetries: 3 });
  }
  return folderOf(root, `${now}-${process.pid}`);
}

const folderOf = (root: string, name: string): SampleFolder => ({ data: path.join(root, name, 'data'), workspace: path.join(root, name, 'workspace') });
