import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ResolvedAddress } from '../serverAddress';

/** A line of libpq's password file; `*` stands for anything. */
export interface PasswordLine {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** The lines of libpq's password file. As in libpq, a file that the group or others may touch counts as none; Windows has no such rights. */
export async function readPasswords(environment: Readonly<Record<string, string | undefined>>): Promise<readonly PasswordLine[]> {
  const isWindows = process.platform === 'win32';
  const file = environment['PGPASSFILE'] ?? (isWindows ? path.join(environment['APPDATA'] ?? homedir(), 'postgresql', 'pgpass.conf') : path.join(homedir(), '.pgpass'));
  try {
    const { mode } = await stat(file);
    return isWindows || (mode & 0o077) === 0 ? parsePasswords(await readFile(file, 'utf8')) : [];
  } catch {
    return [];
  }
}

const line = /^(?!#)((?:\\.|[^:\\])+):((?:\\.|[^:\\])+):((?:\\.|[^:\\])+):((?:\\.|[^:\\])+):(.+)$/;

/** `host:port:database:user:password` lines. `\:` and `\\` stand for a colon and a backslash, and `#` begins a comment line. */
export function parsePasswords(text: string): readonly PasswordLine[] {
  return text.split(/\r?\n/).flatMap((written) => {
    const [host, port, database, user, password] = (line.exec(written) ?? []).slice(1).map((field) => field.replace(/\\(.)/g, '$1'));
    return host && port && database && user && password ? [{ host, port, database, user, password }] : [];
  });
}

/** The password that the file has for each of these servers, as libpq looks for it; undefined where they differ, since any of them may be asked. */
export function passwordOf(lines: readonly PasswordLine[], { servers, database, user }: Pick<ResolvedAddress, 'servers' | 'database' | 'user'>): string | undefined {
  const [first, ...others] = servers.map(({ host, port }) => {
    const asked = { host, port: String(port), database, user };
    return lines.find((line) => (['host', 'port', 'database', 'user'] as const).every((field) => line[field] === '*' || line[field] === asked[field]))?.password;
  });
  return others.every((other) => other === first) ? first : undefined;
}
