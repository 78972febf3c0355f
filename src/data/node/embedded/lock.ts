import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';

const ownerSchema = z.object({ processId: z.int(), startedAt: z.nullable(z.string()) });
type Owner = z.infer<typeof ownerSchema>;

/**
 * Takes a data directory for this process: two engines on one directory would destroy it. Gives undefined when it is taken, else the process
 * that holds it. The end of a process gives up what it held.
 *
 * Beside the directory lies a folder with numbered files, of which the highest names the owner. Who finds the owner dead makes the next
 * number, which the file system gives to one alone.
 */
export function lock(dataDirectory: string): number | undefined {
  const folder = lockFolder(dataDirectory);
  mkdirSync(folder, { recursive: true });
  // Judged and counted from must be the same: another one may come in between.
  const highest = newest(folder);
  const holder = aliveOwner(folder, highest);
  if (holder !== undefined) return holder;

  const mine = highest + 1;
  const draft = path.join(folder, `draft-${process.pid}`);
  writeFileSync(draft, JSON.stringify({ processId: process.pid, startedAt: startOf(process.pid) } satisfies Owner));
  try {
    linkSync(draft, path.join(folder, String(mine)));
  } catch {
    return read(path.join(folder, String(mine)))?.value.processId ?? 0;
  } finally {
    rmSync(draft);
  }
  // Somebody who was faster by two numbers has removed the file that we counted from.
  if (newest(folder) > mine) return read(path.join(folder, String(newest(folder))))?.value.processId ?? 0;
  for (const older of numbers(folder).filter((number) => number < mine)) rmSync(path.join(folder, String(older)), { force: true });
  return undefined;
}

/** The live process that holds a data directory, or undefined. */
export function holderOf(dataDirectory: string): number | undefined {
  const folder = lockFolder(dataDirectory);
  return existsSync(folder) ? aliveOwner(folder, newest(folder)) : undefined;
}

function aliveOwner(folder: string, number: number): number | undefined {
  const owner = read(path.join(folder, String(number)));
  return owner && isAlive(owner.value, owner.writtenAt) ? owner.value.processId : undefined;
}

const lockFolder = (dataDirectory: string): string => `${dataDirectory}.lock`;
const numbers = (folder: string): number[] => readdirSync(folder).filter((name) => /^\d+$/.test(name)).map(Number);
const newest = (folder: string): number => Math.max(0, ...numbers(folder));

function read(file: string): { readonly value: Owner; readonly writtenAt: number } | undefined {
  try {
    return { value: ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), writtenAt: statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

const hour = 60 * 60 * 1000;

/** A process of that number, and the same one: numbers are used again, at the latest after a restart of the machine. */
function isAlive({ processId, startedAt }: Owner, writtenAt: number): boolean {
  // Clocks are set: only where nothing better is known, and with room.
  if (startedAt === null && writtenAt < Date.now() - uptime() * 1000 - hour) return false;
  try {
    process.kill(processId, 0);
  } catch (error) {
    // EPERM: it is somebody else's, and alive.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return startedAt === startOf(processId);
}

/** When a process started, in the kernel's own count; null where the system does not tell without a program of its own. */
function startOf(processId: number): string | null {
  try {
    // The name in the second field may hold spaces and parentheses: count from its end. Field 22 is the start.
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
