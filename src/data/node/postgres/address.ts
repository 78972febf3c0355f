import * as l10n from '@vscode/l10n';
import { parse } from 'pg-connection-string';
import { fail, succeed, type Result } from '../../../domain/failure';

/** libpq's words for how a connection is encrypted and whom it trusts. */
export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
const sslModes: readonly string[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] satisfies SslMode[];
const isSslMode = (word: string): word is SslMode => sslModes.includes(word);

/** Where a server is. A URL says what the fields leave out. */
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
  readonly host: string;
  readonly port: number;
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
  if (address.url !== undefined) {
    if (!/^postgres(?:ql)?:\/\//.test(address.url) || !URL.canParse(address.url)) return fail('malformed', l10n.t('The address is no "postgres://" URL.'));
    // The library would read certificate files and judge the mode itself.
    const url = new URL(address.url);
    ssl = address.ssl ?? url.searchParams.get('sslmode') ?? ssl;
    for (const name of ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'ssl']) {
      const value = url.searchParams.get(name);
      if (value !== null) files[name] = value;
      url.searchParams.delete(name);
    }
    said = parse(url.href);
  }
  const host = address.host ?? (said?.host || 'localhost');
  ssl ??= isLocal(host) ? 'prefer' : 'verify-full';
  if (!isSslMode(ssl)) return fail('malformed', l10n.t('"{0}" is no way to encrypt a connection: use one of {1}.', ssl, sslModes.join(', ')));
  const user = address.user ?? (said?.user || 'postgres');
  return succeed({
    host,
    port: address.port ?? (Number(said?.port) || 5432),
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
