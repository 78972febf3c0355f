import * as l10n from '@vscode/l10n';

/** Every expected failure, by what the user can do about it. Anything else is a bug and throws. */
export type FailureKind =
  | 'offline' // no server answered, or it went away
  | 'authentication' // wrong user or password
  | 'denied' // the role lacks a right
  | 'refused' // Casebook does not run such a statement
  | 'rights' // the role could do more than read, and the user has not accepted that
  | 'syntax' // the SQL does not parse
  | 'missing' // a relation, column or function is not there
  | 'parameter' // a parameter is undeclared, missing or of the wrong type
  | 'cancelled'
  | 'timeout'
  | 'busy' // the embedded data belongs to another process, or every session is taken
  | 'server' // any other error of the server; `sqlstate` says which
  | 'malformed' // what was read is not of the shape it must have
  | 'tooLarge'
  | 'untrusted' // the workspace is not trusted
  | 'unselected' // no connection is selected
  | 'unsupported' // this connection or layout cannot do it
  | 'notFound';

export interface Failure {
  readonly kind: FailureKind;
  /** Plain words for the user: whole sentences, no stack, no secret. */
  readonly message: string;
  readonly sqlstate?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Where in the statement it went wrong: UTF-16 offset, zero-based. */
  readonly position?: number;
  /** Whose failure it is, where the way on leads to a connection. */
  readonly connection?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (kind: FailureKind, message: string, more: Omit<Failure, 'kind' | 'message'> = {}): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: { kind, message, ...more },
});

/** Somebody no longer wants it. */
export const cancelled = (): ReturnType<typeof fail> => fail('cancelled', l10n.t('Cancelled.'));

/** Whether nobody gave an answer: it says nothing of what was asked, and may be asked again. */
export const isUnanswered = (kind: FailureKind): kind is 'offline' | 'timeout' | 'busy' => kind === 'offline' || kind === 'timeout' || kind === 'busy';

/** A user's way on from a failure; a feature turns it into a button. */
export type NextStep = 'retry' | 'selectConnection' | 'editConnection' | 'manageTrust' | 'acceptRights' | 'copyReadOnlyRole';

/** The one place where a failure becomes words and next steps, the likeliest first. */
export function explain(failure: Failure): { readonly text: string; readonly next: readonly NextStep[] } {
  return { text: textOf(failure), next: nextAfter(failure.kind) };
}

const textOf = ({ message, detail, hint }: Failure): string => [message, detail && l10n.t('DETAIL: {0}', detail), hint && l10n.t('HINT: {0}', hint)].filter(Boolean).join('\n');

function nextAfter(kind: FailureKind): readonly NextStep[] {
  if (isUnanswered(kind)) return ['retry'];
  switch (kind) {
    case 'authentication':
    case 'denied':
      return ['editConnection'];
    case 'unselected':
    case 'unsupported':
      return ['selectConnection'];
    case 'untrusted':
      return ['manageTrust'];
    case 'rights':
      return ['acceptRights', 'copyReadOnlyRole'];
    case 'refused':
    case 'syntax':
    case 'missing':
    case 'parameter':
    case 'cancelled':
    case 'server':
    case 'malformed':
    case 'tooLarge':
    case 'notFound':
      return [];
  }
}
