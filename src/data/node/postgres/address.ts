import * as l10n from '@vscode/l10n';
import { parse } from 'pg-connection-string';
import { fail, succeed, type Result } from '../../../domain/failure';
import { parseServerUrl, serversOf, type ServerPlace } from '../../serverUrl';

/** libpq's words for how a connection is encrypted and whom it trusts. */
export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
const sslModes: readonly string[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] satisfies SslMode[];
const isSslMode = (word: string): word is SslMode => sslModes.includes(word);

/** libpq's words for which of several servers will do. */
export type Target = 'any' | 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby';
const targets: readonly string[] = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] satisfies Target[];
const isTarget = (word: string): word is Target => targets.includes(word);

/** Where a server is. A URL says what the fields leave out, and may name several. */
export interface ServerAddress {
  readonly url?: string | undefined;
  /** A name, an address, or the folder of a Unix socket. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly ssl?: SslMode | undefined;
  /** Files in PEM. */
  readonly sslrootcert?: string | undefined;
  readonly sslcert?: string | undefined;
  readonly sslkey?: string | undefined;
}

export interface ResolvedAddress {
  /** At least one, in the order to try them. */
  readonly servers: readonly { readonly host: string; readonly port: number }[];
  readonly target: Target;
  readonly database: string;
  readonly user: string;
  readonly ssl: SslMode;
  readonly sslrootcert?: string | undefined;
  readonly sslcert?: string | undefined;
  readonly sslkey?: string | undefined;
}

/** Everything said, with PostgreSQL's own defaults for the rest. A password in the URL is left aside. */
export function resolveAddress(address: ServerAddress): Result<ResolvedAddress> {
  let said: ReturnType<typeof parse> | undefined;
  const files: Record<string, string> = {};
  let ssl: string | undefined = address.ssl;
  let places: readonly ServerPlace[] = [];
  let target = 'any';
  if (address.url !== undefined) {
    const parsed = parseServerUrl(address.url);
    if (!parsed) return fail('malformed', l10n.t('The address is no "postgres://" URL.'));
    const { url } = parsed;
    places = serversOf(parsed);
    target = url.searchParams.get('target_session_attrs') ?? target;
    // The library would read certificate files and judge the mode itself.
    ssl = address.ssl ?? url.searchParams.get('sslmode') ?? ssl;
    for (const name of ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'ssl']) {
      const value = url.searchParams.get(name);
      if (value !== null) files[name] = value;
      url.searchParams.delete(name);
    }
    said = parse(url.href);
  }
  if (address.host !== undefined) places = address.host.split(',').map((host) => ({ host, port: places[0]?.port }));
  const servers = (places.length > 0 ? places : [{ host: '', port: undefined }]).map(({ host, port }) => ({ host: host || 'localhost', port: address.port ?? port ?? 5432 }));
  ssl ??= servers.every(({ host }) => isLocal(host)) ? 'prefer' : 'verify-full';
  if (!isSslMode(ssl)) return fail('malformed', l10n.t('"{0}" is no way to encrypt a connection: use one of {1}.', ssl, sslModes.join(', ')));
  if (!isTarget(target)) return fail('malformed', l10n.t('"{0}" is no kind of server: use one of {1}.', target, targets.join(', ')));
  const user = address.user ?? (said?.user || 'postgres');
  return succeed({
    servers,
    target,
    database: address.database ?? (said?.database || user),
    user,
    ssl,
    sslrootcert: address.sslrootcert ?? files['sslrootcert'],
    sslcert: address.sslcert ?? files['sslcert'],
    sslkey: address.sslkey ?? files['sslkey'],
  });
}

/** What nobody else can listen to. */
const isLocal = (host: string): boolean => host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host);
