import * as l10n from '@vscode/l10n';
import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import type { ConnectionDescription } from '../../data/connection';
import { decoded, parseServerUrl, printServerUrl, serversOf } from '../../data/serverUrl';
import { fail, succeed, type Result } from '../../domain/failure';

// zod/mini comes without words; a bad setting must be told in some.
z.config(en());

const text = z.string().check(z.minLength(1));
const port = z.int().check(z.gte(1), z.lte(65_535));
const url = text.check(z.refine((value) => parseServerUrl(value) !== undefined, 'Not a postgres:// URL'));

const schema = z.object({
  name: text,
  url: z.exactOptional(url),
  host: z.exactOptional(text),
  port: z.exactOptional(port),
  database: z.exactOptional(text),
  user: z.exactOptional(text),
  password: z.exactOptional(z.string()),
  ssl: z.exactOptional(z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'])),
  sslrootcert: z.exactOptional(text),
  sslcert: z.exactOptional(text),
  sslkey: z.exactOptional(text),
  ssh: z.exactOptional(z.object({ host: text, port: z.exactOptional(port), user: z.exactOptional(text), identityFile: z.exactOptional(text) })),
  passwordCommand: z.exactOptional(text),
  production: z.exactOptional(z.boolean()),
  layout: z.exactOptional(text),
  acceptRights: z.exactOptional(z.boolean()),
});

/** Decodes what a setting or a caller gave. A failure names the path of the wrong value, for example `port`. */
export function decodeDescription(given: unknown): Result<ConnectionDescription> {
  const decoded = schema.safeParse(given);
  if (!decoded.success) {
    const [issue] = decoded.error.issues;
    return fail('malformed', [issue?.path.join('.'), issue?.message].filter(Boolean).join(': '));
  }
  if (!decoded.data.url && !decoded.data.host) return fail('malformed', l10n.t('A connection needs a "url" or a "host".'));
  return succeed(decoded.data);
}

/** Splits a password off a description, in its field or in its URL, so that neither reaches settings or the screen. */
export function withoutPassword<Description extends Partial<ConnectionDescription>>({ password, ...description }: Description): { readonly description: Omit<Description, 'password'>; readonly password: string | undefined } {
  const parsed = description.url === undefined ? undefined : parseServerUrl(description.url);
  if (!parsed) return { description, password };
  const { url: address, others } = parsed;
  const inUrl = address.password ? decoded(address.password) : (address.searchParams.get('password') ?? undefined);
  address.password = '';
  address.searchParams.delete('password');
  return { description: { ...description, url: printServerUrl({ url: address, others }) }, password: password ?? inUrl };
}

/** Whom a password is for: user, hosts and ports. A password is never sent to another. */
export function recipientOf({ url, host, port, user }: ConnectionDescription): string {
  const address = url === undefined ? undefined : parseServerUrl(url);
  const servers = host === undefined && address ? serversOf(address) : [{ host: host ?? '', port: address && serversOf(address)[0]?.port }];
  return [user ?? address?.url.username ?? '', ...servers.flatMap((server) => [server.host, port ?? server.port ?? 5432])].join('|');
}
