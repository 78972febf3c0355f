import * as l10n from '@vscode/l10n';
import type { Failure } from '../../domain/failure';

const reach = (): string => l10n.t('Try again soon. If it stays so, ask whoever runs the pooler whether the server behind it is up.');

/** PgBouncer says nearly all of its own under one SQLSTATE, 08P01, in English (`disconnect_client` in its sources): its words tell which. */
const poolerWords: readonly (readonly [said: RegExp, failure: () => Failure])[] = [
  [/^(?:SASL|password) authentication failed|^no such user/, () => ({ kind: 'authentication', message: l10n.t('The server did not accept this user and password.') })],
  [/^no such database|^database ".*" is disabled/, () => ({ kind: 'missing', message: l10n.t('There is no such database on this server.') })],
  [
    /^query_wait_timeout/,
    // It says so as well where the server does not answer at all.
    () => ({
      kind: 'busy',
      message: l10n.t('The pooler had no session of the server free in time.'),
      hint: l10n.t('Try again when others have ended their transactions. If it stays so, ask whoever runs the pooler whether the server behind it is up, and for a larger pool ("default_pool_size").'),
    }),
  ],
  [/^no more connections allowed/, () => ({ kind: 'busy', message: l10n.t('The pooler takes no more clients.'), hint: l10n.t('Try again when others have left, or ask whoever runs the pooler for room for more ("max_client_conn").') })],
  [/^query_timeout/, () => ({ kind: 'timeout', message: l10n.t('The pooler ended this statement: it lets none take longer.'), hint: l10n.t('Ask for less at once, or ask whoever runs the pooler for more time ("query_timeout").') })],
  [/^server_connect_timeout|^server login (?:failed|has been failing)|^connect failed|^DNS lookup failed/, () => ({ kind: 'offline', message: l10n.t('The pooler does not reach the server behind it.'), hint: reach() })],
  [/^server (?:conn crashed|disconnected|closed)|^server_lifetime|^pgbouncer|shutting down/, () => ({ kind: 'offline', message: l10n.t('The pooler lost its session of the server.'), hint: reach() })],
  [/^client_idle_timeout/, () => ({ kind: 'offline', message: l10n.t('The pooler ended the connection: it was idle for longer than it may.') })],
];

/** What a pooler says in its own name; undefined for a server's violation of the protocol. Its words are kept as the detail. */
export function poolerFailure(said: string): Failure | undefined {
  const known = poolerWords.find(([pattern]) => pattern.test(said));
  return known && { ...known[1](), sqlstate: '08P01', detail: said };
}
