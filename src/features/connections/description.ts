import * as l10n from '@vscode/l10n';
import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import { fail, succeed, type Result } from '../../domain/failure';
import type { ConnectionDescription } from '../../data/connection';

// zod/mini comes without words; a bad setting must be told in some.
z.config(en());

const text = z.string().check(z.minLength(1));

const schema = z.object({
  name: text,
  url: z.exactOptional(text),
  host: z.exactOptional(text),
  port: z.exactOptional(z.int().check(z.gte(1), z.lte(65_535))),
  database: z.exactOptional(text),
  user: z.exactOptional(text),
  password: z.exactOptional(z.string()),
  ssl: z.exactOptional(z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'])),
  sslrootcert: z.exactOptional(text),
  sslcert: z.exactOptional(text),
  sslkey: z.exactOptional(text),
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

/** Splits a password off a description, in its field or in its URL, so that neither reaches settings. */
export function withoutPassword({ password, ...description }: ConnectionDescription): { readonly description: ConnectionDescription; readonly password: string | undefined } {
  if (!description.url || !URL.canParse(description.url)) return { description, password };
  const url = new URL(description.url);
  const inUrl = url.password ? decodeURIComponent(url.password) : undefined;
  url.password = '';
  url.searchParams.delete('password');
  return { description: { ...description, url: url.href }, password: password ?? inUrl };
}
