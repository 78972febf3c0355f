import type { Memento } from 'vscode';
import type { HostKeys } from '../../data/node/tunnel';

const prefix = 'casebook.hostKey:';

/** SSH host keys as first seen, kept for every window. A fingerprint is no secret. */
export const hostKeysIn = (memory: Memento): HostKeys => ({
  get: (host) => memory.get<string>(prefix + host),
  set: async (host, fingerprint) => memory.update(prefix + host, fingerprint),
});

export const knownHosts = (memory: Memento): readonly string[] => memory.keys().filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
export const forgetHost = async (memory: Memento, host: string): Promise<void> => memory.update(prefix + host, undefined);
