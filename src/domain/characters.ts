/** Characters that numbers are written with, in any script. */

/** The zeros of the scripts whose digits stand in tens (Unicode 16, category Nd, basic plane). */
const zeros: readonly number[] = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];
/** White space of every kind, points, dashes, slashes, and what is not seen at all. */
const separators = '\t\n\v\f\r +./_-\u00a0\u00ad\u00b7\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2010\u2011\u2012\u2013\u2014\u2015\u2028\u2029\u202f\u205f\u2060\u2212\u3000\ufeff\uff0d\uff0e\uff0f\uff3f';

/** What may stand between two groups of a number, for a regular expression. */
export const separator = `[${separators.replace('-', '')}-]`;

export const digit = 1;
export const gap = 2;
/** What each UTF-16 unit may be in a number: a digit, or between digits (a comma between thousands, `%20` in a URL), else 0. */
export const kindsOfCharacters = new Uint8Array(65_536);
for (const zero of zeros) kindsOfCharacters.fill(digit, zero, zero + 10);
for (const between of `${separators},%`) kindsOfCharacters[between.charCodeAt(0)] = gap;

/** The text with every digit as `0` to `9`: of the same length. */
export function withLatinDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (found) => {
    const zero = zeros.findLast((first) => first <= found.charCodeAt(0)) ?? 0;
    return found.length === 1 ? String(found.charCodeAt(0) - zero) : found;
  });
}
