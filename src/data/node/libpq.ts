import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { resolveAddress } from '../serverAddress';
import { parseServerUrl, urlOf } from '../serverUrl';
import { readPasswords, type PasswordLine } from './passwordFile';

/** A place that this machine already names, to be offered and never taken silently. */
export interface Offer {
  /** Where it was found: `PGHOST`, `service payments`, `.env`, `.pgpass`. */
  readonly from: string;
  /** A `postgres://` URL; it holds a password only where the source did. */
  readonly url: string;
}

/** Everything that this machine names and that can be read as an address: libpq's environment, and the `.env` files of these folders. */
export async function environmentOffers(environment: Readonly<Record<string, string | undefined>>, folders: readonly string[]): Promise<readonly Offer[]> {
  const dotenv = await Promise.all(folders.map(async (folder) => dotenvOffer(await readFile(path.join(folder, '.env'), 'utf8').catch(() => ''))));
  const offers = [...(await libpqOffers(environment)), ...dotenv.filter((offer) => offer !== undefined), ...passwordOffers(await readPasswords(environment))];
  return offers.filter(({ url }) => resolveAddress({ url }).ok);
}

/** The offers of libpq's environment: `PGHOST` and its like, and every service of the service files. */
export async function libpqOffers(environment: Readonly<Record<string, string | undefined>>): Promise<readonly Offer[]> {
  const home = homedir();
  const files = [environment['PGSERVICEFILE'] ?? path.join(home, '.pg_service.conf'), ...(environment['PGSYSCONFDIR'] ? [path.join(environment['PGSYSCONFDIR'], 'pg_service.conf')] : [])];
  const services = new Map<string, Readonly<Record<string, string>>>();
  for (const text of await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))) {
    for (const [name, settings] of parseServices(text)) if (!services.has(name)) services.set(name, settings);
  }
  const variables = Object.fromEntries(
    Object.entries({ host: 'PGHOST', port: 'PGPORT', dbname: 'PGDATABASE', user: 'PGUSER', target_session_attrs: 'PGTARGETSESSIONATTRS', sslmode: 'PGSSLMODE', sslrootcert: 'PGSSLROOTCERT', sslcert: 'PGSSLCERT', sslkey: 'PGSSLKEY' }).flatMap(([key, variable]) => {
      const value = environment[variable];
      return value ? [[key, value]] : [];
    }),
  );
  return [
    ...(variables['host'] ? [{ from: 'PGHOST', url: urlOf(variables) }] : []),
    ...[...services].filter(([, { host }]) => host).map(([name, settings]) => ({ from: `service ${name}`, url: urlOf({ ...variables, ...settings }) })),
  ];
}

/** The `DATABASE_URL` of a dotenv file, where it is PostgreSQL's. */
export function dotenvOffer(text: string): Offer | undefined {
  const value = /^\s*(?:export\s+)?DATABASE_URL\s*=\s*(["']?)(postgres(?:ql)?:\/\/[^\s"']+)\1\s*(?:#.*)?$/m.exec(text)?.[2];
  return value && parseServerUrl(value) ? { from: '.env', url: value } : undefined;
}

/** A line that stands for several databases names none. */
const passwordOffers = (lines: readonly PasswordLine[]): readonly Offer[] =>
  lines
    .filter(({ host, port, database, user }) => ![host, port, database, user].includes('*'))
    .map(({ host, port, database, user, password }) => ({ from: '.pgpass', url: urlOf({ host, port, dbname: database, user, password }) }));

/** `[name]` sections of `key=value` lines, as libpq reads pg_service.conf; `#` begins a comment line. */
export function parseServices(text: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const services = new Map<string, Record<string, string>>();
  let current: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) services.set(section, (current = {}));
    const [, key, value] = /^\s*([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (current && key !== undefined && value !== undefined) current[key] = value;
  }
  return services;
}
