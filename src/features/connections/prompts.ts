import * as l10n from '@vscode/l10n';
import { window, type QuickPickItem } from 'vscode';
import type { Offer } from '../../data/node/libpq';
import { cancelled, succeed, type Result } from '../../domain/failure';
import { askChoice, askInSteps, askText, type Step } from '../../host/steps';
import type { ConnectionDescription } from '../../data/connection';
import { passwordOf, type PasswordLine } from '../../data/node/passwordFile';
import { isLocal, resolveAddress } from '../../data/serverAddress';
import { parseServerUrl } from '../../data/serverUrl';
import type { Connections } from './connections';
import { movedTo, problemOfName, problemOfUrl, withoutPassword, withUrl } from './description';

/** Lets the user choose among the connections; undefined when there is none or the choice was left. */
export async function pickConnection(connections: Connections, title: string): Promise<string | undefined> {
  const active = connections.active()?.name;
  const chosen = await window.showQuickPick(
    connections.all().map(({ name, place }) => ({ label: name, description: place, ...(name === active && { detail: l10n.t('active') }) })),
    { title, placeHolder: l10n.t('Connection') },
  );
  return chosen?.label;
}

type Known = Partial<ConnectionDescription>;

/** A password that came in a URL goes on by itself, so that no box shows it. */
function apart(known: Known): Known {
  const { description, password } = withoutPassword(known);
  return { ...description, ...(password !== undefined && { password }) };
}

/** What this machine names, to be offered. */
export interface MachineOffers {
  readonly offers: readonly Offer[];
  /** The lines of libpq's password file. */
  readonly passwords: readonly PasswordLine[];
}

/** Asks where the database is (offering what this machine names), how to encrypt, the password and a name. */
export async function askDescription(connections: Connections, { offers, passwords }: MachineOffers, start: Known = {}): Promise<Result<ConnectionDescription>> {
  const title = start.name === undefined ? l10n.t('Add Connection') : l10n.t('Edit Connection "{0}"', start.name);
  const steps = [...(start.name === undefined && offers.length > 0 ? [offered(offers)] : []), place, encryption, knownPassword(passwords), password, name(connections, start.name), production];
  const known = await askInSteps(title, steps, withUrl(start));
  return known?.name === undefined ? cancelled() : succeed({ ...known, name: known.name });
}

const offered = (offers: readonly Offer[]): Step<Known> => async (known, at) => {
  const items: (QuickPickItem & { readonly url?: string })[] = [
    ...offers.map(({ from, url }) => ({ label: from, description: withoutPassword({ url }).description.url, url })),
    { label: l10n.t('Another database…') },
  ];
  const chosen = await askChoice(at, items, l10n.t('This machine already names these databases'));
  return chosen.kind === 'answer' ? { kind: 'answer', value: chosen.value.url === undefined ? known : apart({ ...known, url: chosen.value.url }) } : chosen;
};

const place: Step<Known> = async (known, at) => {
  const typed = await askText(at, {
    prompt: l10n.t('A PostgreSQL URL. Casebook only ever reads; a replica and a role that can only read are best.'),
    placeHolder: 'postgres://user@host:5432/database',
    value: known.url ?? '',
    problem: (value) => problemOfUrl(value.trim()) ?? (/^\w+:\/\/(?:[^\s/?]|.*[?&]host=)/.test(value.trim()) ? undefined : l10n.t('It names no host.')),
  });
  if (typed.kind !== 'answer') return typed;
  const { description: { url }, password } = withoutPassword({ url: typed.value.trim() });
  return { kind: 'answer', value: { ...movedTo(url, known), ...(password !== undefined && { password }) } };
};

const encryption: Step<Known> = async (known, at) => {
  const address = resolveAddress(known);
  if (!address.ok || address.value.servers.every(isLocal) || (known.url && parseServerUrl(known.url)?.url.searchParams.has('sslmode'))) return 'skip';
  const modes = [
    { label: 'verify-full', description: l10n.t('encrypted, and the server proves its name (recommended)') },
    { label: 'verify-ca', description: l10n.t('encrypted, the certificate is checked, its name is not') },
    { label: 'require', description: l10n.t('encrypted, whoever answers') },
    { label: 'disable', description: l10n.t('in the clear: the password and the data can be read on the way') },
  ] as const;
  const chosen = await askChoice(at, modes, l10n.t('How shall the connection be protected?'));
  return chosen.kind === 'answer' ? { kind: 'answer', value: { ...known, ssl: chosen.value.label } } : chosen;
};

/** The password file is never read into a connection unasked. */
const knownPassword = (lines: readonly PasswordLine[]): Step<Known> => async (known, at) => {
  const address = resolveAddress(known);
  const found = address.ok && known.password === undefined && known.passwordCommand === undefined ? passwordOf(lines, address.value) : undefined;
  if (found === undefined) return 'skip';
  const items = [{ label: l10n.t('Use the one in .pgpass'), description: l10n.t('copied into the secret storage'), password: found }, { label: l10n.t('Type another, or none'), password: undefined }];
  const chosen = await askChoice(at, items, l10n.t('Your password file has a password for this server and user'));
  if (chosen.kind !== 'answer') return chosen;
  return { kind: 'answer', value: chosen.value.password === undefined ? known : { ...known, password: chosen.value.password } };
};

const password: Step<Known> = async (known, at) => {
  if (known.passwordCommand !== undefined || known.password !== undefined) return 'skip';
  const typed = await askText(at, { prompt: l10n.t('Password: kept in the secret storage, never in settings. Leave empty where none is needed, or to keep the one there is.'), password: true });
  if (typed.kind !== 'answer') return typed;
  return { kind: 'answer', value: typed.value ? { ...known, password: typed.value } : known };
};

const name = (connections: Connections, own: string | undefined): Step<Known> => async (known, at) => {
  const url = known.url ? parseServerUrl(known.url)?.url : undefined;
  const typed = await askText(at, {
    prompt: l10n.t('A name for it'),
    value: known.name ?? (url?.pathname.slice(1) || url?.hostname || ''),
    problem: (value) => problemOfName(value, connections.all().flatMap(({ name: other }) => (other === own ? [] : [other]))),
  });
  return typed.kind === 'answer' ? { kind: 'answer', value: { ...known, name: typed.value.trim() } } : typed;
};

const production: Step<Known> = async (known, at) => {
  const items = [
    { label: l10n.t('No'), production: false },
    { label: l10n.t('Yes'), description: l10n.t('shown in red, so that nobody mistakes it'), production: true },
  ];
  const chosen = await askChoice(at, known.production ? items.toReversed() : items, l10n.t('Is this a production database?'));
  return chosen.kind === 'answer' ? { kind: 'answer', value: { ...known, production: chosen.value.production } } : chosen;
};
