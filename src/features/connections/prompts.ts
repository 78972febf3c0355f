import * as l10n from '@vscode/l10n';
import { env, window } from 'vscode';
import { fail, succeed, type Result } from '../../domain/failure';
import type { ConnectionDescription } from '../../manifest';
import type { Connections } from './connections';

/** Lets the user choose among the connections; undefined when there is none or the choice was left. */
export async function pickConnection(connections: Connections, title: string): Promise<string | undefined> {
  const active = connections.active()?.name;
  const chosen = await window.showQuickPick(
    connections.all().map(({ name, place }) => ({ label: name, description: place, ...(name === active && { detail: l10n.t('active') }) })),
    { title, placeHolder: l10n.t('Connection') },
  );
  return chosen?.label;
}

/** Asks for a URL, a password where it has none, and a name. */
export async function askDescription(connections: Connections): Promise<Result<ConnectionDescription>> {
  const clipboard = (await env.clipboard.readText()).trim();
  const url = await window.showInputBox({
    title: l10n.t('Add Connection (1/3): where is the database?'),
    prompt: l10n.t('A PostgreSQL URL. Casebook only ever reads; a replica and a read-only role are best.'),
    placeHolder: 'postgres://user@host:5432/database',
    ignoreFocusOut: true,
    ...(isUrl(clipboard) && { value: clipboard }),
    validateInput: (value) => (isUrl(value) ? undefined : l10n.t('A URL like postgres://user@host:5432/database')),
  });
  if (url === undefined) return left();
  const parsed = new URL(url);
  const password = parsed.password
    ? undefined
    : await window.showInputBox({ title: l10n.t('Add Connection (2/3): password'), prompt: l10n.t('Kept in the secret storage, never in settings. Leave empty where none is needed.'), password: true, ignoreFocusOut: true });
  if (!parsed.password && password === undefined) return left();
  const name = await window.showInputBox({
    title: l10n.t('Add Connection (3/3): name'),
    value: parsed.pathname.slice(1) || parsed.hostname,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('A name, please.') : connections.find(value) ? l10n.t('There is one of that name already.') : undefined),
  });
  return name === undefined ? left() : succeed({ name, url, ...(password && { password }) });
}

const isUrl = (text: string): boolean => /^postgres(?:ql)?:\/\/[^\s/]/.test(text) && URL.canParse(text);
const left = (): Result<never> => fail('cancelled', l10n.t('Nothing was added.'));
