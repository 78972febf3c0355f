import * as l10n from '@vscode/l10n';
import type { Failure, FailureKind } from '../../domain/failure';

/** The server asks for a password, and nobody gives one. */
export class MissingPassword extends Error {}

/** What stands between has its own words for why it does not lead to the server. */
export class Undelivered extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** A failure of the way to the server, whoever tells of it: the system, the driver, TLS or SSH. Undefined for any other error. */
export function ofNetwork(error: Error): Failure | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const failure = (kind: FailureKind, message: string): Failure => ({ kind, message });
  if (error instanceof Undelivered) return { kind: error.kind, message: error.message, hint: error.hint };
  const words = networkWords[code];
  if (words) return failure('offline', words());
  if (error.message.startsWith('timeout expired')) return failure('offline', unanswered());
  if (/^(?:Connection terminated|Client has encountered a connection error|Client was closed)/.test(error.message)) return failure('offline', lost());
  if (error.message === 'The server does not support SSL connections') return failure('unsupported', l10n.t('The server does not speak TLS, and this connection asks for it ("ssl").'));
  if (error instanceof MissingPassword || /^SASL: .*client password/.test(error.message)) return failure('authentication', l10n.t('The server asks for a password, and there is none.'));
  if (error.message.startsWith('SASL')) return { ...failure('authentication', l10n.t('The server did not prove that it knows this password, so it may not be the one that it seems.')), detail: error.message, hint: l10n.t('Check host, port and certificate before you try again.') };
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|EPROTO)/.test(code)) return failure('offline', l10n.t('The server\'s TLS certificate was not accepted: {0}', error.message));
  // Whatever else the system or the SSH host says of the way there: `level` is how the SSH library marks its own.
  if ('syscall' in error || 'level' in error || /^\(SSH\)|establishing an SSL connection/.test(error.message)) return failure('offline', l10n.t('The server cannot be reached: {0}', error.message));
  return undefined;
}

const unanswered = (): string => l10n.t('The server did not answer in time.');
const lost = (): string => l10n.t('The connection to the server was lost.');
const unreachable = (): string => l10n.t('The host cannot be reached.');
const networkWords: Readonly<Record<string, () => string>> = {
  ECONNREFUSED: () => l10n.t('No server listens at this host and port.'),
  ENOTFOUND: () => l10n.t('There is no host of this name.'),
  EAI_AGAIN: () => l10n.t('The host\'s name could not be resolved: is this machine online?'),
  ENOENT: () => l10n.t('No server listens at this socket.'),
  EACCES: () => l10n.t('This socket may not be opened.'),
  ETIMEDOUT: unanswered,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ECONNRESET: lost,
  EPIPE: lost,
  ERR_STREAM_DESTROYED: lost,
  ERR_STREAM_WRITE_AFTER_END: lost,
  ERR_STREAM_PREMATURE_CLOSE: lost,
};
