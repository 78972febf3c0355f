import * as l10n from '@vscode/l10n';
import { ConfigurationTarget, workspace } from 'vscode';
import type { ConnectionDescription } from '../../data/connection';
import { decodeDescription } from './description';

const section = 'casebook';
const key = 'connections';

/** What the settings say: the good entries, and for each bad one a sentence with its path. */
export interface ReadSettings {
  readonly descriptions: readonly ConnectionDescription[];
  readonly problems: readonly string[];
}

/** User and workspace entries, the workspace's first. VS Code itself leaves out an untrusted workspace's (restrictedConfigurations). */
export function readConnections(): ReadSettings {
  const inspected = workspace.getConfiguration(section).inspect(key);
  const descriptions = new Map<string, ConnectionDescription>();
  const problems: string[] = [];
  for (const [place, entries] of [
    ['workspace', workspace.isTrusted ? (inspected?.workspaceFolderValue ?? inspected?.workspaceValue) : undefined],
    ['user', inspected?.globalValue],
  ] as const) {
    if (entries === undefined) continue;
    if (!Array.isArray(entries)) {
      problems.push(l10n.t('casebook.connections in {0} settings is not a list.', place));
      continue;
    }
    entries.forEach((entry: unknown, index) => {
      const decoded = decodeDescription(entry);
      if (!decoded.ok) problems.push(l10n.t('casebook.connections[{0}] in {1} settings: {2}', index, place, decoded.failure.message));
      else if (!descriptions.has(decoded.value.name)) descriptions.set(decoded.value.name, place === 'workspace' ? withoutPowers(decoded.value) : decoded.value);
    });
  }
  return { descriptions: [...descriptions.values()], problems };
}

/** A program to run, and a role that could do more than read, are for the user to allow, not for a repository. */
const withoutPowers = ({ acceptRights: _rights, passwordCommand: _command, ...description }: ConnectionDescription): ConnectionDescription => description;

/** Writes user settings, other entries untouched (bad ones too). `undefined` removes. */
export async function writeConnection(name: string, description: ConnectionDescription | undefined): Promise<void> {
  const configuration = workspace.getConfiguration(section);
  const before = configuration.inspect<unknown[]>(key)?.globalValue ?? [];
  const others = before.filter((entry) => !(typeof entry === 'object' && entry !== null && 'name' in entry && entry.name === name));
  await configuration.update(key, description ? [...others, description] : others, ConfigurationTarget.Global);
}
