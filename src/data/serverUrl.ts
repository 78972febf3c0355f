/** A `postgres://` URL as libpq reads it. It may name several servers, tried in turn; WHATWG's URL holds but one. */
export interface ServerUrl {
  /** With the first server. */
  readonly url: URL;
  /** The other ones, as written: `,host:port` each. */
  readonly others: string;
}

/** As written; a port is '' where none is said. */
interface ServerPlace {
  readonly host: string;
  readonly port: string;
}

const shape = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?[^/?#@,]*)((?:,[^/?#@,]*)*)(.*)$/s;
const place = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]*))(?::(\d{1,5}))?$/i;

/** Undefined for what is no such URL. */
export function parseServerUrl(text: string): ServerUrl | undefined {
  const [, first = '', others = '', rest = ''] = shape.exec(text) ?? [];
  if (!URL.canParse(first + rest) || !others.split(',').every((other) => place.test(other))) return undefined;
  return { url: new URL(first + rest), others };
}

export function printServerUrl({ url, others }: ServerUrl): string {
  const credentials = url.username || url.password ? `${url.username}${url.password && `:${url.password}`}@` : '';
  return `${url.protocol}//${credentials}${url.host}${others}${url.pathname}${url.search}${url.hash}`;
}

/** A URL from libpq's keywords. A host that is a socket folder, and several hosts, go into the query, as libpq has it. */
export function urlOf({ host = 'localhost', port, dbname, user, password, ...rest }: Readonly<Record<string, string>>): string {
  const socket = host.startsWith('/');
  const several = host.includes(',');
  const url = new URL(`postgres://${socket || several ? 'localhost' : host.includes(':') ? `[${host}]` : host}`);
  if (port && !several) url.port = port;
  if (user) url.username = encodeURIComponent(user);
  if (password) url.password = encodeURIComponent(password);
  if (dbname) url.pathname = `/${encodeURIComponent(dbname)}`;
  if (socket || several) url.searchParams.set('host', host);
  if (port && several) url.searchParams.set('port', port);
  for (const key of ['target_session_attrs', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey']) if (rest[key]) url.searchParams.set(key, rest[key]);
  return url.href;
}

/** Every server that it names, in order; the parameters `host` and `port` go before what stands in front. */
export function serversOf({ url, others }: ServerUrl): readonly ServerPlace[] {
  const hosts = url.searchParams.get('host')?.split(',');
  const ports = url.searchParams.get('port')?.split(',') ?? [];
  const places = hosts?.map((host) => ({ host, port: url.port })) ?? `${url.host}${others}`.split(',').map(placeOf);
  return places.map(({ host, port }, index) => ({ host, port: (ports.length === 1 ? ports[0] : ports[index]) || port }));
}

export const isPort = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

/** Per cent signs that encode nothing stand for themselves, as in libpq's errors and people's passwords. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function placeOf(text: string): ServerPlace {
  const [, address, name = '', port = ''] = place.exec(text) ?? [];
  return { host: address ?? decoded(name), port };
}
