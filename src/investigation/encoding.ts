import * as l10n from '@vscode/l10n';
import { fail, succeed, type Result } from '../domain/failure';

/** Decodes a file's bytes; UTF-16 and broken UTF-8 are refused, with the place. The byte order mark is kept. */
export function decodeText(bytes: Uint8Array): Result<string> {
  if (isUtf16(bytes)) return fail('malformed', l10n.t('This file is encoded in UTF-16. Save it as UTF-8 to open it as an investigation.'));
  if (decodes(bytes)) return succeed(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const line = new TextDecoder().decode(bytes.subarray(0, validLength(bytes))).split(/\r\n|\r|\n/).length;
  return fail('malformed', l10n.t('This file is not UTF-8: line {0} holds bytes of another encoding. Save it as UTF-8 to open it as an investigation.', line));
}

/** By its mark, or by every other byte at the beginning being zero. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const start = bytes.subarray(0, 64);
  return [0, 1].some((half) => start.length > 1 && start.every((byte, index) => (index % 2 === half) === (byte === 0)));
}

function decodes(bytes: Uint8Array, isPart = false): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isPart });
    return true;
  } catch {
    return false;
  }
}

/** The length of the longest valid beginning, by halving. */
function validLength(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (decodes(bytes.subarray(0, middle), true)) valid = middle;
    else invalid = middle;
  }
  return valid;
}
