import * as l10n from '@vscode/l10n';
import { DatabaseError } from 'pg-protocol';
import { duration } from '../../domain/age';
import { cancelled, type Failure, type FailureKind, type Result } from '../../domain/failure';
import { maskText } from '../masking/maskText';
import { offsetOfCharacter } from '../offsets';
import { ofNetwork } from './networkFailures';
import { poolerFailure } from './poolerFailures';

/** Who asked for a statement's end. */
export type EndedBy = 'cancelled' | 'timeout';

/** How long a statement may take, and how it gets more. */
export interface TimeLimit {
  /** Milliseconds. */
  readonly timeout: number;
  /** A sentence for the user. */
  readonly raise?: string;
}

/** A statement and how it ended. */
export interface Ended extends TimeLimit {
  /** As sent: positions are mapped to it. */
  readonly sql: string;
  readonly endedBy: EndedBy | undefined;
  /** Whether its time limit had passed. */
  readonly overdue: boolean;
  /** Whether the server could not be told to stop it, or did not settle when it was. */
  readonly unreachable: boolean;
}

/** Milliseconds that a statement waits for another session's lock. */
export const lockTimeout = 5000;

/** Any error of the server, the driver or the network, as a failure. Any other error is a bug and is thrown on. */
export function failureOf(error: unknown, sql: string, ended?: Ended): Failure {
  const failure = known(error, sql);
  if (!failure) throw error;
  if (ended?.endedBy) return ended.unreachable ? unreachable[ended.endedBy]() : endings[ended.endedBy](ended);
  return failure.sqlstate === '57014' && ended?.overdue ? endings.timeout(ended) : failure;
}

/** What kept a connection from being made. Whatever it is, the user gets its words: a keychain, a file or a library may fail in ways of its own. */
export function connectFailureOf(error: unknown): Failure {
  return known(error) ?? { kind: 'offline', message: l10n.t('The server cannot be reached: {0}', maskText(wordsOf(error))) };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? [error.message, error.cause === undefined ? '' : wordsOf(error.cause)].filter(Boolean).join(': ') || error.name : String(error));

export const endedFailure = (by: EndedBy, limit: TimeLimit): Result<never> => ({ ok: false, failure: endings[by](limit) });

/** True where the session was lost. The severity is no help: the server says it in its own language. What has no SQLSTATE is the driver's word on bytes that it cannot read. */
export const isLost = (error: unknown): boolean => (error instanceof DatabaseError ? error.code === undefined || /^(?:08(?!P01)|57P0|25P0[34])/.test(error.code) : error instanceof Error && ofNetwork(error)?.kind === 'offline');

/** True where the server refused the statement, and the session goes on. */
export const isServersWord = (error: unknown): boolean => error instanceof DatabaseError && !isLost(error);

const known = (error: unknown, sql?: string): Failure | undefined => (error instanceof DatabaseError ? ofServer(error, sql) : error instanceof Error ? ofNetwork(error) : undefined);

const endings = {
  cancelled: (): Failure => cancelled().failure,
  timeout: ({ timeout, raise }: TimeLimit): Failure => ({ kind: 'timeout', message: l10n.t('The statement took longer than its time limit of {0} and was ended.', duration(timeout)), ...(raise !== undefined && { hint: raise }) }),
};

/** The server lost sight of its client, or ends the statement at the limit that it was given with it. */
const unreachable = {
  cancelled: (): Failure => ({ kind: 'cancelled', message: l10n.t('Cancelled. The server could not be told: it ends the statement by itself, at its time limit at the latest.') }),
  timeout: (): Failure => ({ kind: 'offline', message: l10n.t('The server did not answer in time, and not when it was told to stop: the connection was given up.') }),
};

function ofServer(error: DatabaseError, sql: string | undefined): Failure {
  if (error.code === undefined) return { kind: 'offline', message: l10n.t('What answers at this host and port does not speak PostgreSQL\'s protocol: {0}', error.message) };
  const sqlstate = error.code;
  const pooler = sqlstate === '08P01' ? poolerFailure(error.message) : undefined;
  if (pooler) return pooler;
  if (sqlstate === '28000' && error.message.includes('channel binding')) return intercepted(error.message);
  const words = (wordsByState[sqlstate] ?? wordsByState[sqlstate.slice(0, 2)])?.();
  const position = error.position === undefined || sql === undefined ? undefined : offsetOfCharacter(sql, Number(error.position) - 1);
  const hint = error.hint ?? hintsByState[sqlstate]?.();
  const detail = words === undefined ? error.detail : [error.message, error.detail].filter(Boolean).join('\n');
  return {
    kind: kindOf(error, sqlstate, sql),
    message: words ?? error.message,
    sqlstate,
    ...(detail !== undefined && { detail }),
    ...(hint !== undefined && { hint }),
    ...(position !== undefined && { position }),
  };
}

/** The password is bound to the certificate that we were shown, and the server has another. */
const intercepted = (detail: string): Failure => ({
  kind: 'authentication',
  sqlstate: '28000',
  message: l10n.t('Somebody between here and the server speaks TLS in its name, so the server took no password.'),
  detail,
  hint: l10n.t('Check host and port. If a proxy of yours ends TLS on the way, ask whoever runs it to pass it through: this server binds passwords to its own certificate.'),
});

/** The longest prefix of the SQLSTATE decides (appendix A of PostgreSQL's manual). */
const kinds: Readonly<Record<string, FailureKind>> = {
  '08': 'offline',
  '0A': 'unsupported',
  '0L': 'denied',
  '0P': 'denied',
  '25006': 'refused', // a write in a read-only transaction
  '28': 'authentication',
  '3D': 'missing',
  '3F': 'missing',
  '42501': 'denied',
  '42601': 'syntax',
  '42622': 'syntax',
  '42602': 'syntax',
  '42703': 'missing',
  '42704': 'missing',
  '42883': 'missing',
  '42P01': 'missing',
  '42P02': 'parameter',
  '42P18': 'parameter',
  '53300': 'busy',
  '55P03': 'timeout', // lock_timeout
  '57014': 'cancelled', // not by us: the server's administrator, or a time limit of the role
  '57P01': 'offline',
  '57P02': 'offline',
  '57P03': 'offline',
  '57P04': 'missing',
  '57P05': 'offline',
  '25P03': 'offline', // idle_in_transaction_session_timeout
  '25P04': 'timeout', // transaction_timeout
};

function kindOf(error: DatabaseError, sqlstate: string, sql: string | undefined): FailureKind {
  // A protocol violation: of a statement, the number of values is wrong; without one, a pooler says so of anything.
  if (sqlstate === '08P01' && sql !== undefined) return 'parameter';
  // The context of an error in a bound value names its number, in whatever language the server speaks.
  if (sqlstate.startsWith('22') && /\$\d+/.test(error.where ?? '')) return 'parameter';
  return kinds[sqlstate] ?? kinds[sqlstate.slice(0, 2)] ?? 'server';
}

const inFavour = (): string => l10n.t('The server ended this statement because a change could not wait for it: on a standby, one that came from the primary.');
const waitLonger = (): string => l10n.t('Run it again, or ask for less at once. Whoever runs the standby can give statements more time ("max_standby_streaming_delay") or keep what they read ("hot_standby_feedback").');

/** Where the server's words do not say what happened or what to do; they are kept as the detail. */
const wordsByState: Readonly<Record<string, () => string>> = {
  '25006': () => l10n.t('Casebook only reads, and this would write.'),
  '28P01': () => l10n.t('The server did not accept this user and password.'),
  '28': () => l10n.t('The server does not let this user in.'),
  '3D000': () => l10n.t('There is no such database on this server.'),
  // What replaying the primary's changes ends on a standby, and what a distributed server cannot serialize.
  '40001': inFavour,
  '40P01': inFavour,
  '42501': () => l10n.t('This role may not read that.'),
  '53300': () => l10n.t('The server has no free connection.'),
  '25P03': () => l10n.t('The server ended the session: it waited in its transaction for longer than it may.'),
  '25P04': () => l10n.t('The server ended this statement with its session: a transaction may take no longer there.'),
  '55P03': () => l10n.t('Another session holds a lock on what this statement reads, and kept it for {0}.', duration(lockTimeout)),
  '57014': () => l10n.t('The server ended this statement: an administrator, or a time limit of the role.'),
  '57P01': () => l10n.t('The server ended the connection.'),
  '57P02': () => l10n.t('The server crashed and ended the connection.'),
  '57P03': () => l10n.t('The server does not take connections now: it is starting or stopping.'),
  '57P04': () => l10n.t('This database was dropped on the server.'),
  '57P05': () => l10n.t('The server ended the connection: it was idle for longer than it may.'),
};

/** The next step, where the server names none. */
const hintsByState: Readonly<Record<string, () => string>> = {
  '25P04': () => l10n.t('Ask for less at once, or ask whoever runs the server to raise "transaction_timeout" for this role.'),
  '40001': waitLonger,
  '40P01': waitLonger,
  '53300': () => l10n.t('Try again when another session has ended, or ask whoever runs the server for more connections.'),
  '55P03': () => l10n.t('Wait until the other session has ended, and run it again.'),
  '57014': () => l10n.t('Run it again. If it ends after the same time, ask whoever runs the server for the limit.'),
};
