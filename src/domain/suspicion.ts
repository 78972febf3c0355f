import { digit, gap, kindsOfCharacters } from './characters';
import { mayHoldCardNumber } from './cardNumbers';

/**
 * Whether a value, or any of many with a NUL between them, needs a closer look before it is shown: cheap enough for every value of millions of
 * rows. Card numbers, secrets, addresses and keys of JSON are never missed; the regular expressions that mask them decide.
 */
export function isSuspicious(text: string, addresses: boolean): boolean {
  if (text.length < shortest) return false;
  return text.length <= longestWalk ? walk(text, addresses) : mayHoldCardNumber(text) || searched.some((sign) => hasSign(text, sign, addresses)) || (addresses && behindDigit.test(text));
}

/** Up to this length one walk is faster than a search for each sign. */
const longestWalk = 64;
const shortestCard = 13;
/** `a@b.io`. */
const shortest = 6;

/** Characters that what is masked is known by: what stands beside them says more. */
const signs = ['"', '_', '@', '%', '.', ':', ' ', '=', 'J', 'K'] as const;
type Sign = (typeof signs)[number];
/** Those that prose is not full of: to search for one that is not there costs next to nothing. */
const searched = ['"', '_', '@', '%', ':', '=', 'J', 'K'] as const;
/** What the others mean: an IPv4 address, a house number before a street. */
const behindDigit = /\d(?:\.\d{1,3}\.| \p{Lu})/u;

/** Whether a text has this sign in a place where it means something. */
export function hasSign(text: string, sign: Sign, addresses = true): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) if (means(text, at, addresses)) return true;
  return false;
}

function means(text: string, at: number, addresses: boolean): boolean {
  switch (text.charCodeAt(at)) {
    case 0x22: // a key of JSON
      return true;
    case 0x5f: // sk_, rk_, ek_; whsec_; _secret_; ghp_
      switch (text.charCodeAt(at - 1)) {
        case 0x6b:
          return true;
        case 0x63:
          return text.startsWith('whse', at - 5);
        case 0x74:
          return text.startsWith('_secre', at - 7);
        default:
          return text.startsWith('gh', at - 3);
      }
    case 0x40:
      return addresses;
    case 0x25: // an @ in a URL
      return addresses && text.startsWith('40', at + 1);
    case 0x2e: // two dots of an IPv4 address, behind a digit
      return addresses && kinds[text.charCodeAt(at + 1)] === digit && within(text.indexOf('.', at + 1) - at, 4);
    case 0x3d: // password=
      return text.startsWith('passw', at - 8) || text.startsWith('passw', at - 6);
    case 0x4a: // eyJ
      return text.startsWith('ey', at - 2);
    case 0x4b: // AKIA
      return text.startsWith('AKIA', at - 1);
    case 0x3a: // a URL; an empty group, or three colons, of an IPv6 address
      return text.startsWith('//', at + 1) || (addresses && (text.startsWith(':', at + 1) || threeColons(text, at)));
    case 0x20: // a house number before a street
      return addresses && kinds[text.charCodeAt(at - 1)] === digit && /\p{Lu}/u.test(text.charAt(at + 1));
    default:
      return false;
  }
}

const within = (distance: number, most: number): boolean => distance > 0 && distance <= most;

function threeColons(text: string, first: number): boolean {
  const second = text.indexOf(':', first + 1);
  return within(second - first, 5) && within(text.indexOf(':', second + 1) - second, 5);
}

const sign = 4;
/** Means something behind a digit alone. */
const signAfterDigit = 8;
/** What a character may be in a number, and whether it is a sign besides. */
const kinds = kindsOfCharacters.slice();
for (const character of signs) kinds[character.charCodeAt(0)] = (kinds[character.charCodeAt(0)] ?? 0) | (character === '.' || character === ' ' ? signAfterDigit : sign);

/** Whether 13 digits stand beside one another, whatever is between them, or a sign that means something. */
function walk(text: string, addresses: boolean): boolean {
  let digits = 0;
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? 0;
    if (kind === digit) {
      digits += 1;
      if (digits >= shortestCard) return true;
    } else {
      if (kind >= sign && (kind < signAfterDigit || before === digit) && means(text, at, addresses)) return true;
      if ((kind & gap) === 0) digits = 0;
    }
    before = kind;
  }
  return false;
}
