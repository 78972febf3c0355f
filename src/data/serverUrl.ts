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

const shape = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#@,]*)((?:,[^/?#@,]*)*)(.*)$/s;
const place = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]*))(?::(\d{1,5}))?$/i;

/** Undefined for what is no such URL. Where no host is named there stands `localhost`: WHATWG's URL has no user or port without one. */
export function parseServerUrl(text: string): ServerUrl | undefined {
  const [, front = '', first = '', others = '', rest = ''] = shape.exec(text) ?? [];
  const single = `${front}${front && /^(?::|$)/.test(first) ? 'localhost' : ''}${first}${rest}`;
  if (!URL.canParse(single) || !others.split(',').every((other) => place.test(other))) return undefined;
  return { url: new URL(single), others };
}

export function printServerUrl({ url, others }: ServerUrl): string {
  const credentials = url.username || url.password ? `${url.username}${url.password && `:${url.password}`}@` : '';
  return `${url.protocol}//${credentials}${url.host}${others}${url.pathname}${url.search}${url.hash}`;
}

/** A URL from libpq's keywords. What cannot stand in front (a socket folder, several hosts, an odd host or port) goes into the query, as libpq has it. */
export function urlOf({ host = 'localhost', port, dbname, user, password, ...rest }: Readonly<Record<string, string>>): string {
  const front = `postgres://${host.includes(':') ? `[${host}]` : host}`;
  const isPlain = /^[\w.:-]+$/.test(host) && URL.canParse(front);
  const url = new URL(isPlain ? front : 'postgres://localhost');
  if (port && isPort(port)) url.port = port;
  if (user) url.username = encodeURIComponent(user);
  if (password) url.password = encodeURIComponent(password);
  if (dbname) url.pathname = `/${encodeURIComponent(dbname)}`;
  if (!isPlain) url.searchParams.set('host', host);
  if (port && !isPort(port)) url.searchParams.set('port', port);
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
