import * as l10n from '@vscode/l10n';
import { fail, succeed, type Result } from '../domain/failure';
import { decoded, isPort, parseServerUrl, serversOf } from './serverUrl';

/** libpq's words for how a connection is encrypted and whom it trusts. */
export const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof sslModes)[number];

/** libpq's words for which of several servers will do. */
const targets = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] as const;
export type Target = (typeof targets)[number];

/** Where a server is. A URL says what the fields leave out, and may name several. */
export interface ServerAddress {
  readonly url?: string | undefined;
  /** A name, an address, or the folder of a Unix socket; several are parted by commas. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  /** `verify-full` unless told, where the server is not local. */
  readonly ssl?: SslMode | undefined;
  /** Files in PEM: the authority to trust, and the client's certificate with its key. */
  readonly sslrootcert?: string | undefined;
  readonly sslcert?: string | undefined;
  readonly sslkey?: string | undefined;
}

export interface ServerAt {
  readonly host: string;
  readonly port: number;
}

export interface ResolvedAddress {
  /** At least one, in the order to try them. */
  readonly servers: readonly ServerAt[];
  readonly target: Target;
  readonly database: string;
  readonly user: string;
  readonly ssl: SslMode;
  readonly sslrootcert: string | undefined;
  readonly sslcert: string | undefined;
  readonly sslkey: string | undefined;
}

/**
 * The one reading of an address: fields go before the URL, and the URL's parameters before its other parts, as in libpq; for the rest
 * localhost, 5432, the user postgres and the database of the user's name. A password in the URL is left aside.
 */
export function resolveAddress(address: ServerAddress): Result<ResolvedAddress> {
  const parsed = parseServerUrl(address.url ?? 'postgres://');
  if (!parsed) return fail('malformed', l10n.t('The address is no "postgres://" URL.'));
  const { url } = parsed;
  const parameter = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const named = serversOf(parsed);
  const places = address.host?.split(',').map((host) => ({ host, port: named[0]?.port ?? '' })) ?? named;
  const noPort = places.find(({ port }) => port !== '' && !isPort(port))?.port;
  if (noPort !== undefined) return fail('malformed', l10n.t('"{0}" is no port.', noPort));
  if (!places.every(({ host }) => isHost(host))) return fail('malformed', l10n.t('A host is a name, an address or the folder of a socket: user, password and port stand apart.'));
  const servers = places.map(({ host, port }) => ({ host: host || 'localhost', port: address.port ?? Number(port || 5432) }));
  const ssl = address.ssl ?? parameter('sslmode') ?? (servers.every(isLocal) ? 'prefer' : 'verify-full');
  if (!isOneOf(sslModes, ssl)) return fail('malformed', l10n.t('"{0}" is no way to encrypt a connection: use one of {1}.', ssl, sslModes.join(', ')));
  const target = parameter('target_session_attrs') ?? 'any';
  if (!isOneOf(targets, target)) return fail('malformed', l10n.t('"{0}" is no kind of server: use one of {1}.', target, targets.join(', ')));
  if (/%3a/i.test(url.username)) return fail('malformed', l10n.t('The ":" between user and password is not written as %3A.'));
  const user = address.user ?? parameter('user') ?? (decoded(url.username) || 'postgres');
  return succeed({
    servers,
    target,
    database: address.database ?? parameter('dbname') ?? (decoded(url.pathname.slice(1)) || user),
    user,
    ssl,
    sslrootcert: address.sslrootcert ?? parameter('sslrootcert'),
    sslcert: address.sslcert ?? parameter('sslcert'),
    sslkey: address.sslkey ?? parameter('sslkey'),
  });
}

/** What nobody else can listen to. */
export const isLocal = ({ host }: ServerAt): boolean => host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host);

/** What is none may hold a password: it is refused before anybody shows it. */
const isHost = (host: string): boolean => host === '' || /^\/|^[\p{L}\p{N}._-]+$|^[\da-f:.]*:[\da-f:.]*(?:%[\w.-]+)?$/iu.test(host);

const isOneOf = <Word extends string>(words: readonly Word[], word: string): word is Word => words.some((known) => known === word);
