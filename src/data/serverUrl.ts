/** A `postgres://` URL as libpq reads it. It may name several servers, tried in turn; WHATWG's URL holds but one. */
export interface ServerUrl {
  /** With the first server. */
  readonly url: URL;
  /** The other ones, as written: `,host:port` each. */
  readonly others: string;
}

/** A port is absent where none is said. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number | undefined;
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

/** Every server that it names, in order; the parameters `host` and `port` go before what stands in front. */
export function serversOf({ url, others }: ServerUrl): readonly ServerPlace[] {
  const hosts = url.searchParams.get('host')?.split(',');
  const ports = url.searchParams.get('port')?.split(',') ?? [];
  const places = hosts?.map((host) => ({ host, port: Number(url.port) || undefined })) ?? `${url.host}${others}`.split(',').map(placeOf);
  return places.map(({ host, port }, index) => ({ host, port: Number(ports.length === 1 ? ports[0] : ports[index]) || port }));
}

/** Per cent signs that encode nothing stand for themselves, as in libpq's errors and people's passwords. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function placeOf(text: string): ServerPlace {
  const [, address, name = '', port] = place.exec(text) ?? [];
  return { host: address ?? decoded(name), port: port === undefined ? undefined : Number(port) };
}
