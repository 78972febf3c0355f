/** A connection as settings and `casebook.addConnection` describe it. */
export interface ConnectionDescription {
  readonly name: string;
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  /** libpq's `sslmode`; `verify-full` unless told, where the server is not local. */
  readonly ssl?: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
  /** Files: the authority to trust, and the client's certificate with its key. */
  readonly sslrootcert?: string;
  readonly sslcert?: string;
  readonly sslkey?: string;
  /** A machine between that can reach the server. Keys come from the agent or the file. */
  readonly ssh?: { readonly host: string; readonly port?: number; readonly user?: string; readonly identityFile?: string };
  /** Run at each connect; its first line of output is the password. User settings only. */
  readonly passwordCommand?: string;
  readonly production?: boolean;
  readonly layout?: string;
  readonly acceptRights?: boolean;
}
