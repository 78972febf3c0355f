import * as l10n from '@vscode/l10n';
import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import type { ConnectionDescription } from '../../data/connection';
import { fail, succeed, type Result } from '../../domain/failure';

// zod/mini comes without words; a bad setting must be told in some.
z.config(en());

const text = z.string().check(z.minLength(1));
const port = z.int().check(z.gte(1), z.lte(65_535));
const url = text.check(z.refine((value) => /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value), 'Not a postgres:// URL'));

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
  if (description.url === undefined || !URL.canParse(description.url)) return { description, password };
  const address = new URL(description.url);
  const inUrl = address.password ? decoded(address.password) : (address.searchParams.get('password') ?? undefined);
  address.password = '';
  address.searchParams.delete('password');
  return { description: { ...description, url: address.href }, password: password ?? inUrl };
}

/** Per cent signs that encode nothing stand for themselves, as in libpq's errors and people's passwords. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whom a password is for: user, host and port. A password is never sent to another. */
export function recipientOf({ url, host, port, user }: ConnectionDescription): string {
  const address = url === undefined ? undefined : new URL(url);
  return [user ?? address?.username ?? '', host ?? address?.searchParams.get('host') ?? address?.hostname ?? '', port ?? (address?.port || 5432)].join('|');
}
