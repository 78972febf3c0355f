import { digit, gap, kindsOfCharacters, separator, withLatinDigits } from './characters';

/** Issuer prefixes (first and last, inclusive) with the number lengths of that brand. */
const brands: readonly { readonly prefixes: readonly (readonly [first: number, last: number])[]; readonly lengths: readonly number[] }[] = [
  { prefixes: [[4, 4]], lengths: [13, 16, 18, 19] }, // Visa
  { prefixes: [[51, 55], [2221, 2720]], lengths: [16] }, // Mastercard
  { prefixes: [[34, 34], [37, 37]], lengths: [15] }, // American Express
  { prefixes: [[6011, 6011], [644, 649], [65, 65]], lengths: [16, 19] }, // Discover
  { prefixes: [[300, 305], [3095, 3095], [36, 36], [38, 39]], lengths: [14, 16, 19] }, // Diners Club
  { prefixes: [[3528, 3589]], lengths: [16, 17, 18, 19] }, // JCB
  { prefixes: [[62, 62]], lengths: [16, 17, 18, 19] }, // UnionPay
  { prefixes: [[5018, 5018], [5020, 5020], [5038, 5038], [5893, 5893], [6304, 6304], [6759, 6759], [6761, 6763]], lengths: [13, 14, 15, 16, 17, 18, 19] }, // Maestro
];

/** True for 13 to 19 digits with an issuer prefix, that brand's length and a right check digit. */
export function isCardNumber(digits: string): boolean {
  return passesLuhn(digits) && isOfBrand(digits.replace(padding, ''));
}

/** A field of a fixed length of 19 is filled up with zeros. */
const padding = /^000(?=\d{16}$)0?/;

function isOfBrand(digits: string): boolean {
  return brands.some(({ prefixes, lengths }) => lengths.includes(digits.length) && prefixes.some(([first, last]) => isBetween(digits, first, last)));
}

function isBetween(digits: string, first: number, last: number): boolean {
  const prefix = Number(digits.slice(0, String(first).length));
  return first <= prefix && prefix <= last;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** PCI DSS 4.0.1 §3.4.1: at most BIN and last four. */
const maskCardNumber = (digits: string): string => `${digits.slice(0, 6)}${'•'.repeat(digits.length - 10)}${digits.slice(-4)}`;

const shortest = 13;
const longest = 19;
/** A card number is written in groups of three digits and more, the last one excepted; a row of small numbers is none. */
const shortestGroup = 3;
/** As many characters may stand between two groups: ` - `. */
const widestGap = 3;
/** Digits of a UUID or a digest are no card's; of others, the longest run that gaps hold together; a number in groups of three; one in powers of ten. */
const runs = new RegExp(
  [
    '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32,}',
    '(?<thousands>(?<![\\d,])\\d{1,3}(?:,\\d{3}){4,6}(?![\\d,]))',
    '(?<power>\\d\\.\\d{12,}e\\+1[2-8])',
    `\\d(?:${separator}{0,${widestGap}}\\d){${shortest - 1},}`,
  ].join('|'),
  'g',
);

/** Masks every card number in a text, at most its first six and last four digits left. */
export function maskCardNumbers(text: string): string {
  if (!mayHoldCardNumber(text)) return text;
  const plain = withLatinDigits(text).replaceAll(/(?<=\d)%2[0bd](?=\d)/gi, '   ');
  const masked = plain.replace(runs, (run: string, thousands?: string, power?: string) => {
    if (power !== undefined) return isPowerOfCard(power) ? '•'.repeat(power.length) : run;
    if (thousands !== undefined) return isCardNumber(run.replaceAll(',', '')) ? maskCardNumber(run.replaceAll(',', '')) : run;
    return /[a-fA-F]/.test(run) ? run : maskRun(run);
  });
  return masked === plain ? text : masked;
}

/** A double holds 15 digits and prints more of them in powers of ten: the check digit may be lost, so prefix and length tell. */
function isPowerOfCard(power: string): boolean {
  const [digits = '', exponent = ''] = power.replace('.', '').split('e+');
  return isOfBrand(digits.padEnd(Number(exponent) + 1, '0'));
}

/** A card number may stand beside other numbers in one run: every sequence of whole groups is tried. */
function maskRun(run: string): string {
  const groups = Array.from(run.matchAll(/\d+/g), ({ 0: digits, index }) => ({ digits, start: index, end: index + digits.length }));
  let masked = '';
  let kept = 0;
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    for (let last = first; last < groups.length && digits.length < longest; last += 1) {
      const group = groups[last];
      const start = groups[first]?.start ?? 0;
      if (!group || (group.digits.length < shortestGroup && digits.length < shortest - 1)) break;
      digits += group.digits;
      if (digits.length < shortest || isDecimal(run, start, group.end, last - first) || !isCardNumber(digits)) continue;
      masked += run.slice(kept, start) + maskCardNumber(digits);
      kept = group.end;
      first = last;
      break;
    }
  }
  return masked + run.slice(kept);
}

/** Whether digits are the fraction of a decimal number, or all of one. */
function isDecimal(run: string, start: number, end: number, gaps: number): boolean {
  return gaps === 0 ? start > 1 && run[start - 1] === '.' && isDigit(run.charCodeAt(start - 2)) : gaps === 1 && /^\d+\.\d+$/.test(run.slice(start, end));
}

/**
 * Cheap enough for every value of a result: of 13 digits, gaps of three between them, four neighbours in every ten places hold at least one; so
 * nothing else is looked at.
 */
export function mayHoldCardNumber(text: string): boolean {
  for (let place = shortest - 1; place < text.length; place += shortest - widestGap) {
    for (let at = place; at >= place - widestGap; at -= 1) {
      if (!isDigit(text.charCodeAt(at))) continue;
      const from = edgeOfRun(text, at, -1);
      const to = edgeOfRun(text, at, 1);
      if (to - from >= shortest - 1 && mayBeCardNumber(text, from, to)) return true;
      place = Math.max(place, to);
      break;
    }
  }
  return false;
}

/** The last digit of the run on one side of a digit. */
function edgeOfRun(text: string, digit: number, step: 1 | -1): number {
  let edge = digit;
  for (let at = digit + step, gap = 0; gap <= widestGap && at >= 0 && at < text.length; at += step) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      edge = at;
      gap = 0;
    } else if (isSeparator(code)) gap += 1;
    else break;
  }
  return edge;
}

function mayBeCardNumber(text: string, from: number, to: number): boolean {
  let digits = 0;
  for (let at = from; at <= to; at += 1) if (isDigit(text.charCodeAt(at))) digits += 1;
  // One number, such as an acquirer's reference of 23 digits or epoch milliseconds, is judged here; groups are left to the whole search.
  return digits === to - from + 1 ? digits <= longest && isCardNumber(withLatinDigits(text.slice(from, to + 1))) : digits >= shortest;
}

const isDigit = (code: number): boolean => kindsOfCharacters[code] === digit;
const isSeparator = (code: number): boolean => kindsOfCharacters[code] === gap;
