import type { Failure } from '../../domain/failure';
import { isPersonalName } from '../../domain/personalNames';
import { mask, redactText } from '../../domain/redaction';

/** A text for the eye, a log or the history: card numbers, secrets, e-mail and IP addresses are masked, and personal values that a DETAIL quotes. */
export function maskText(text: string): string {
  return redactText(text.replace(quotedRow, `$1(${mask})`).replace(quotedKey, maskKey)).text;
}

/** `Key (email)=(a@b.c) already exists.` */
const quotedKey = /\(([^()]*)\)=\((.*?)\)(?= (?:already exists|is not present|is still referenced|conflicts)|[.,;]|$)/g;
/** `Failing row contains (dp_1, Jane Doe).` */
const quotedRow = /(contains )\(.*\)/g;

function maskKey(whole: string, columns: string, values: string): string {
  const names = columns.split(', ');
  if (!names.some(isPersonalName)) return whole;
  const parts = values.split(', ');
  // A value may hold a comma of its own: then nobody knows which is whose.
  const shown = parts.length === names.length ? parts.map((part, index) => (isPersonalName(names[index] ?? '') ? mask : part)).join(', ') : mask;
  return `(${columns})=(${shown})`;
}

/**
 * A failure for the eye. A data exception (class 22) that comes of a row, not of the statement's text, quotes the value that it met: where the
 * statement reads personal data the quote is masked.
 */
export function maskFailure(failure: Failure, readsPersonal: boolean): Failure {
  const quotesRow = readsPersonal && failure.position === undefined && failure.sqlstate?.startsWith('22') === true;
  const shown = (text: string): string => maskText(quotesRow ? text.replace(/"[^]*"/g, `"${mask}"`).replace(/^(JSON data, line \d+: )[^]*/, `$1${mask}`) : text);
  return {
    ...failure,
    message: shown(failure.message),
    ...(failure.detail !== undefined && { detail: shown(failure.detail) }),
    ...(failure.hint !== undefined && { hint: shown(failure.hint) }),
  };
}
