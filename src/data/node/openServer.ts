import { succeed } from '../../domain/failure';
import type { ConnectionDescription } from '../connection';
import type { Database } from '../database';
import type { History } from '../history';
import { commandTime, passwordFrom } from './passwordCommand';
import { openPostgres } from './postgres';
import { bastionOf, type HostKeys } from './tunnel';

/** The server that a description names. The password comes from its command where there is one, else from `stored`, at each connect. */
export function openServer(description: ConnectionDescription, stored: () => Promise<string | undefined>, { history, hostKeys }: { readonly history: History; readonly hostKeys: HostKeys }): Database {
  const { passwordCommand, ssh, ...address } = description;
  const password = async () => (passwordCommand === undefined ? succeed(await stored()) : passwordFrom(passwordCommand));
  return openPostgres({ ...address, history, bastion: ssh && bastionOf(ssh, hostKeys, process.env), password, ...(passwordCommand !== undefined && { passwordTime: commandTime }) });
}
