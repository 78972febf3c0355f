/** What a group of tests needs from the system, beyond what npm brings. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** A group of tests, given where its programs are, each a name or a path. Where one is missing, the group is one skipped test; in CI that one fails. */
export function withPrograms(title: string, programs: readonly string[], tests: (...files: string[]) => void): void {
  describe(title, () => {
    const missing = programs.filter((program) => find(program) === undefined);
    if (missing.length === 0) tests(...programs.flatMap((program) => find(program) ?? []));
    else it(`skipped: needs ${missing.join(', ')}`, process.env['CI'] ? () => assert.fail('In CI nothing is skipped: ".ci/run" installs what is needed.') : undefined);
  });
}

/** Servers are not on everybody's path. */
const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin'];

const find = (program: string): string | undefined =>
  folders.map((folder) => path.resolve(folder, program)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Who runs a server that refuses to be run by root: the user of PostgreSQL's package, or whoever we are. */
export function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (which: string): number => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
