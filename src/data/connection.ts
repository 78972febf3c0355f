import type { ServerAddress } from './serverAddress';

/** A connection as settings and `casebook.addConnection` describe it. */
export interface ConnectionDescription extends ServerAddress {
  readonly name: string;
  readonly password?: string;
  /** A machine between that can reach the server. Keys come from the agent or the file. */
  readonly ssh?: { readonly host: string; readonly port?: number; readonly user?: string; readonly identityFile?: string };
  /** Run at each connect; its first line of output is the password. User settings only. */
  readonly passwordCommand?: string;
  readonly production?: boolean;
  readonly layout?: string;
  readonly acceptRights?: boolean;
}
