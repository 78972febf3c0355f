import * as l10n from '@vscode/l10n';
import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import type { ConnectionDescription } from '../../data/connection';
import { resolveAddress, sslModes } from '../../data/serverAddress';
import { decoded, isPort, parseServerUrl, printServerUrl, urlOf } from '../../data/serverUrl';
import { fail, succeed, type Result } from '../../domain/failure';

// zod/mini comes without words; a bad setting must be told in some.
z.config(en());

const text = z.string().check(z.minLength(1));
const port = z.int().check(z.gte(1), z.lte(65_535));
const url = text.check(z.refine((value) => problemOfUrl(value) === undefined, { error: ({ input }) => problemOfUrl(String(input)) }));

const schema = z.object({
  name: text,
  url: z.exactOptional(url),
  host: z.exactOptional(text),
  port: z.exactOptional(port),
  database: z.exactOptional(text),
  user: z.exactOptional(text),
  password: z.exactOptional(z.string()),
  ssl: z.exactOptional(z.enum(sslModes)),
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
  const address = resolveAddress(decoded.data);
  return address.ok ? succeed(decoded.data) : address;
}

/** What is wrong with an address, in words that hold nothing of a password; undefined for a URL of a server. */
export function problemOfUrl(value: string): string | undefined {
  if (parseServerUrl(value)) {
    const address = resolveAddress({ url: value });
    return address.ok ? undefined : address.failure.message;
  }
  const [, scheme, rest = ''] = /^([\w+.-]*:\/\/)?(.*)$/s.exec(value) ?? [];
  if (scheme !== 'postgres://' && scheme !== 'postgresql://') return scheme === undefined ? l10n.t('A PostgreSQL URL begins with "postgres://".') : l10n.t('It begins with "{0}", and a PostgreSQL URL with "postgres://".', scheme);
  const [authority = ''] = /^[^/?#]*/.exec(rest) ?? [];
  if (!authority.includes('@') && rest.includes('@')) return l10n.t('A "/", "?" or "#" in a password is written as %2F, %3F or %23.');
  for (const server of authority.slice(authority.lastIndexOf('@') + 1).split(',')) {
    const port = /:([^:\]]*)$/.exec(server)?.[1];
    if (port !== undefined && !isPort(port)) return l10n.t('"{0}" is no port.', port);
  }
  return l10n.t('This is no URL like postgres://user@host:5432/database.');
}

/** What is wrong with a name beside these others; blanks around it do not make it another. */
export function problemOfName(value: string, others: readonly string[]): string | undefined {
  const name = value.trim();
  if (name === '') return l10n.t('It needs a name.');
  return others.some((other) => other.trim() === name) ? l10n.t('There is one of that name already.') : undefined;
}

/** The same with its place as one URL, as it is asked for. */
export function withUrl(description: Partial<ConnectionDescription>): Partial<ConnectionDescription> {
  const { host, port, database, user, ...rest } = description;
  if (rest.url !== undefined || host === undefined) return description;
  return { ...rest, url: urlOf({ host, ...(port !== undefined && { port: String(port) }), ...(database !== undefined && { dbname: database }), ...(user !== undefined && { user }) }) };
}

/**
 * The same at the place that a URL names. What was given for one server and user does not go to another: passwords, the client's
 * certificate, the yes to its rights, its layout. A `sslmode` that the new URL says is the one to use.
 */
export function movedTo(url: string, known: Partial<ConnectionDescription>): Partial<ConnectionDescription> {
  if (url === known.url) return known;
  const { ssl, ...rest } = known;
  const moved = { ...rest, url };
  if (isSameRecipient(moved, known)) return { ...moved, ...(ssl && !parseServerUrl(url)?.url.searchParams.has('sslmode') && { ssl }) };
  return withoutGiven(moved);
}

const withoutGiven = ({ password: _password, passwordCommand: _command, sslcert: _certificate, sslkey: _key, acceptRights: _rights, layout: _layout, ...description }: Partial<ConnectionDescription>): Partial<ConnectionDescription> => description;

/** Splits a password off a description, in its field or in its URL, so that neither reaches settings or the screen; libpq's other secrets go. */
export function withoutPassword<Description extends Partial<ConnectionDescription>>({ password, ...description }: Description): { readonly description: Omit<Description, 'password'>; readonly password: string | undefined } {
  const parsed = description.url === undefined ? undefined : parseServerUrl(description.url);
  if (!parsed) return { description, password };
  const { url: address, others } = parsed;
  const inUrl = address.password ? decoded(address.password) : (address.searchParams.get('password') ?? undefined);
  address.password = '';
  // What follows a "#" is most likely the rest of a password.
  address.hash = '';
  for (const parameter of [...address.searchParams.keys()]) if (/password/i.test(parameter)) address.searchParams.delete(parameter);
  return { description: { ...description, url: printServerUrl({ url: address, others }) }, password: password ?? inUrl };
}

/** One line for people: `user@host:port/database`. */
export const placeOf = ({ url, host, port, database, user }: ConnectionDescription): string =>
  url?.replace(/^\w+:\/\//, '') ?? `${user ? `${user}@` : ''}${host ?? ''}${port ? `:${port}` : ''}/${database ?? ''}`;

/** Whether a password of one is for the other too: by the same way to the same servers, as the same user. It is never sent to another. */
export function isSameRecipient(one: Partial<ConnectionDescription>, other: Partial<ConnectionDescription>): boolean {
  const recipient = recipientOf(one);
  return recipient !== undefined && recipient === recipientOf(other);
}

/** Whom a password is for, as one text to compare; undefined where the address is none. */
export function recipientOf({ ssh, ...description }: Partial<ConnectionDescription>): string | undefined {
  const address = resolveAddress(description);
  return address.ok ? JSON.stringify([ssh?.host, ssh?.port, address.value.user, address.value.servers]) : undefined;
}
