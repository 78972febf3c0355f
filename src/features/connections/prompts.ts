import * as l10n from '@vscode/l10n';
import { window, type QuickPickItem } from 'vscode';
import type { Offer } from '../../data/node/libpq';
import { fail, succeed, type Result } from '../../domain/failure';
import { askChoice, askInSteps, askText, type Step } from '../../host/steps';
import type { ConnectionDescription } from '../../data/connection';
import { parseServerUrl, serversOf, type ServerPlace } from '../../data/serverUrl';
import type { Connections } from './connections';
import { withoutPassword } from './description';

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

const isUrl = (text: string): boolean => /^postgres(?:ql)?:\/\/[^\s/]/.test(text) && parseServerUrl(text) !== undefined;
/** A password that came in a URL goes on by itself, so that no box shows it. */
function apart(known: Known): Known {
  const { description, password } = withoutPassword(known);
  return { ...description, ...(password !== undefined && { password }) };
}

const isLocal = ({ host }: ServerPlace): boolean => ['localhost', '127.0.0.1', '::1', ''].includes(host);

/** Asks where the database is (offering what this machine names), how to encrypt, the password and a name. */
export async function askDescription(connections: Connections, offers: readonly Offer[], start: Known = {}): Promise<Result<ConnectionDescription>> {
  const known = await askInSteps(start.name === undefined ? l10n.t('Add Connection') : l10n.t('Edit Connection "{0}"', start.name), [...(offers.length > 0 ? [offered(offers)] : []), place, encryption, password, name(connections, start.name), production], start);
  return known?.name === undefined ? fail('cancelled', l10n.t('Nothing was changed.')) : succeed({ ...known, name: known.name });
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
    problem: (value) => (isUrl(value.trim()) ? undefined : l10n.t('A URL like postgres://user@host:5432/database')),
  });
  return typed.kind === 'answer' ? { kind: 'answer', value: apart({ ...known, url: typed.value.trim() }) } : typed;
};

const encryption: Step<Known> = async (known, at) => {
  const address = known.url === undefined ? undefined : parseServerUrl(known.url);
  if (!address || serversOf(address).every(isLocal) || address.url.searchParams.has('sslmode')) return 'skip';
  const modes = [
    { label: 'verify-full', description: l10n.t('encrypted, and the server proves its name (recommended)') },
    { label: 'verify-ca', description: l10n.t('encrypted, the certificate is checked, its name is not') },
    { label: 'require', description: l10n.t('encrypted, whoever answers') },
    { label: 'disable', description: l10n.t('in the clear: the password and the data can be read on the way') },
  ] as const;
  const chosen = await askChoice(at, modes, l10n.t('How shall the connection be protected?'));
  return chosen.kind === 'answer' ? { kind: 'answer', value: { ...known, ssl: chosen.value.label } } : chosen;
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
    problem: (value) => (value.trim() === '' ? l10n.t('It needs a name.') : value !== own && connections.find(value) ? l10n.t('There is one of that name already.') : undefined),
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
