import * as l10n from '@vscode/l10n';
import { ConfigurationTarget, workspace } from 'vscode';
import type { ConnectionDescription } from '../../data/connection';
import type { CustomLayouts } from '../../data/layouts/custom';
import { decodeDescription, withoutPassword } from './description';
import { decodeLayouts } from './layoutSettings';

const section = 'casebook';
const key = 'connections';

/** One entry of the settings; a workspace's is not trusted with what the user keeps. */
export interface Entry {
  readonly description: ConnectionDescription;
  readonly scope: 'user' | 'workspace';
}

/** What the settings say: the good entries, and for each bad one a sentence with its path. */
export interface ReadSettings {
  readonly entries: readonly Entry[];
  readonly problems: readonly string[];
}

/** User and workspace entries; of one name the user's, since its password is kept under that name. */
export function readConnections(): ReadSettings {
  const entries = new Map<string, Entry>();
  const problems: string[] = [];
  for (const [scope, given] of scopesOf(key)) {
    if (!Array.isArray(given)) {
      problems.push(l10n.t('casebook.connections in {0} settings is not a list.', scope));
      continue;
    }
    given.forEach((entry: unknown, index) => {
      const path = l10n.t('casebook.connections[{0}] in {1} settings', index, scope);
      const decoded = decodeDescription(entry);
      if (!decoded.ok) {
        problems.push(`${path}: ${decoded.failure.message}`);
        return;
      }
      const { description, password } = withoutPassword(decoded.value);
      if (password !== undefined) problems.push(l10n.t('{0}: the password there is not used. Edit the connection to keep it in the secret storage, and delete it from the settings.', path));
      if (entries.has(description.name)) problems.push(l10n.t('{0}: there is another connection named "{1}", which is used instead.', path, description.name));
      else entries.set(description.name, { description: scope === 'workspace' ? withoutPowers(description) : description, scope });
    });
  }
  return { entries: [...entries.values()], problems };
}

/** The layouts of the settings; of one name the user's. */
export function readLayouts(): { readonly layouts: CustomLayouts; readonly problems: readonly string[] } {
  const read = scopesOf('layouts').map(([scope, given]) => decodeLayouts(given, scope));
  return { layouts: Object.fromEntries(read.toReversed().flatMap(({ layouts }) => Object.entries(layouts))), problems: read.flatMap(({ problems }) => problems) };
}

/** What user settings say of a key, then a workspace's where it is trusted; none where they say nothing. */
function scopesOf(of: string): readonly (readonly [scope: Entry['scope'], given: unknown])[] {
  const inspected = workspace.getConfiguration(section).inspect(of);
  const scopes = [
    ['user', inspected?.globalValue],
    ['workspace', workspace.isTrusted ? (inspected?.workspaceFolderValue ?? inspected?.workspaceValue) : undefined],
  ] as const;
  return scopes.filter(([, given]) => given !== undefined);
}

/** A program to run, keys and bastions, and a role that could do more than read, are for the user to allow, not for a repository. */
const withoutPowers = ({ acceptRights: _rights, passwordCommand: _command, ssh: _ssh, sslcert: _certificate, sslkey: _key, ...description }: ConnectionDescription): ConnectionDescription => description;

/** Writes user settings, other entries untouched (bad ones and others of that name too), in the place of the one that `name` is. `undefined` removes. */
export async function writeConnection(name: string, description: ConnectionDescription | undefined): Promise<void> {
  const configuration = workspace.getConfiguration(section);
  const before = configuration.inspect<unknown[]>(key)?.globalValue ?? [];
  const index = before.findIndex((entry) => {
    const decoded = decodeDescription(entry);
    return decoded.ok && decoded.value.name === name;
  });
  const written = description ? [description] : [];
  const after = index < 0 ? [...before, ...written] : before.toSpliced(index, 1, ...written);
  await configuration.update(key, after.length > 0 ? after : undefined, ConfigurationTarget.Global);
}
