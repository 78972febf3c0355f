import * as l10n from '@vscode/l10n';
import type { Failure } from '../../domain/failure';
import { isPersonalName } from '../../domain/personalNames';
import { mask, redactText } from '../../domain/redaction';

/** A text for the eye, a log or the history: card numbers, secrets, e-mail and IP addresses are masked, and personal values that a DETAIL quotes. */
export function maskText(text: string): string {
  return redactText(maskKeys(text.replace(quotedRow, (_, before: string, row: string) => `${before}(${mask})${row.slice(row.lastIndexOf(')') + 1 || row.length)}`))).text;
}

/** `Failing row contains (dp_1, Jane Doe).`: whatever stands in the values, up to the last parenthesis. */
const quotedRow = /(row contains )\(([^]*)/;

/** `Key (email)=(a@b.c) already exists.` */
function maskKeys(text: string): string {
  const key = /\(([^()]*)\)=\(/g;
  const end = /\)(?= (?:already exists|is not present|is still referenced|conflicts)|[.,;]|$)/g;
  let masked = '';
  let kept = 0;
  for (let found = key.exec(text); found; found = key.exec(text)) {
    end.lastIndex = key.lastIndex;
    const close = end.exec(text);
    // Where this one has no end, no later one has: a second look would cost the square of the length.
    if (!close) break;
    masked += text.slice(kept, found.index) + maskKey(text.slice(found.index, end.lastIndex), found[1] ?? '', text.slice(key.lastIndex, close.index));
    kept = end.lastIndex;
    key.lastIndex = kept;
  }
  return masked + text.slice(kept);
}

function maskKey(whole: string, columns: string, values: string): string {
  const names = columns.split(', ');
  if (!names.some(isPersonalName)) return whole;
  const parts = values.split(', ');
  // A value may hold a comma of its own: then nobody knows which is whose.
  const shown = parts.length === names.length ? parts.map((part, index) => (isPersonalName(names[index] ?? '') ? mask : part)).join(', ') : mask;
  return `(${columns})=(${shown})`;
}

/**
 * A failure for the eye. One that comes of a row, not of the statement's text, quotes the values that it met: where the statement reads
 * personal data, what is quoted is masked whole, and so is what a function of the database's own says in words of its own. What no server
 * said is of the way there: it names hosts, and is to be read.
 */
export function maskFailure(failure: Failure, readsPersonal: boolean): Failure {
  if (failure.sqlstate === undefined) return failure;
  const shown = readsPersonal && isOfRow(failure) ? (text: string) => maskText(maskQuotes(text)) : maskText;
  const message = readsPersonal && failure.sqlstate.startsWith('P0') ? raised() : shown(failure.message);
  return {
    ...failure,
    message,
    ...(failure.detail !== undefined && { detail: shown(failure.detail) }),
    ...(failure.hint !== undefined && { hint: shown(failure.hint) }),
  };
}

/** The server knows where in the statement an error of its text is, and says nothing of rows where it speaks of itself: its sessions, rights, limits and files. */
const isOfRow = ({ position, sqlstate }: Failure): boolean => position === undefined && sqlstate !== undefined && !/^(?:08|25|28|42501|53|55|57|58)/.test(sqlstate);

const raised = (): string => l10n.t('A function of the database raised an error. Its words are not shown, since the statement reads personal data.');

/** In the quotation marks of every language that the server speaks; or after a colon, where there are none (`improper relation name (too many dotted names): a.b.c.d`, `line 1: <jane`). */
function maskQuotes(text: string): string {
  return text
    .replace(/"[^]*"|„[^]*[“”]|“[^]*”|«[^]*»|»[^]*«|「[^]*」|'[^]*'/g, (quoted) => quoted.charAt(0) + mask + quoted.slice(-1))
    .replace(/: (?!["„“«»「'][^]*•)[^]*/, `: ${mask}`);
}
