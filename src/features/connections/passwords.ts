import type { SecretStorage } from 'vscode';
import * as z from 'zod/mini';
import type { ConnectionDescription } from '../../data/connection';
import { recipientOf } from './description';

const secret = z.object({ recipient: z.string(), password: z.string() });
const keyOf = (name: string): string => `casebook.password:${name}`;

/** The passwords of the user's connections, in the secret storage, each with whom it is for: settings are easily changed, and it is never sent to another. */
export class Passwords {
  constructor(private readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>) {}

  /** Undefined where none is kept under this name for this server, user and way. */
  async of(description: ConnectionDescription): Promise<string | undefined> {
    const kept = decoded(await this.secrets.get(keyOf(description.name)));
    return kept?.recipient === recipientOf(description) ? kept?.password : undefined;
  }

  async keep(description: ConnectionDescription, password: string | undefined): Promise<void> {
    if (password === undefined) await this.forget(description.name);
    else await this.secrets.store(keyOf(description.name), JSON.stringify({ recipient: recipientOf(description), password }));
  }

  async forget(name: string): Promise<void> {
    await this.secrets.delete(keyOf(name));
  }
}

function decoded(kept: string | undefined): z.infer<typeof secret> | undefined {
  try {
    return secret.safeParse(JSON.parse(kept ?? 'null')).data;
  } catch {
    return undefined;
  }
}
