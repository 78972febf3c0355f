import { maskCardNumbers } from './cardNumbers';
import { mayHavePersonalKey, personalAmong } from './personalNames';
import { hasSign } from './suspicion';

export interface Redacted {
  readonly text: string;
  readonly masked: boolean;
}

/** What stands for a value of which nothing is shown. */
export const mask = '•••';

const secrets = /(?:(?:sk|rk|ek)_(?:org_)?(?:live|test)_|whsec_|\bgh[opsur]_(?=\w{20})|(?<=(?:pi|seti|src|cs_live|cs_test)_\w{1,255}_secret_))[A-Za-z0-9_+/=]+/g;
/** Of other services, of servers and of people: a password in a URL or a setting, a token. */
const foreignSecrets = /(?<=:\/\/[^\s:/?#@]{0,64}:)[^\s@/]+(?=@)|(?<=passw(?:or)?d=)(?:'[^']*'|"[^"]*"|[^\s'"&;,]+)|\bAKIA[A-Z0-9]{16}\b|\beyJ[\w-]+\.[\w.-]+/g;
const foreignSigns = [':', '=', 'J', 'K'] as const;
const emails = /[\p{L}\p{N}._%+-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`(?<![\\w.])${octet}(?:\\.${octet}){3}(?![\\w.])`, 'g');
const ipv6 = /(?<![\w:])(?:(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:){1,6}(?::[0-9a-fA-F]{1,4}){1,6})(?![\w:])/g;
/** `48 Cedar Street, Lakeview, IL 60601`: as English writes it, where a text tells it from a name with a number. */
const streets = /\b\d{1,5}[A-Za-z]? (?:\p{Lu}[\p{L}'’.-]* ){1,4}(?:Street|Avenue|Road|Lane|Drive|Boulevard|Court|Terrace|(?:St|Ave|Rd|Ln|Dr|Blvd|Ct)\b\.?(?=,))(?:, \p{Lu}[\p{L} ]*)*(?:\d{5}(?:-\d{4})?\b)?/gu;

/** Masks card numbers, client secrets and keys wherever they stand in a text, and e-mail, IP and street addresses unless told otherwise. */
export function redactText(text: string, addresses = true): Redacted {
  let redacted = maskCardNumbers(text);
  if (hasSign(redacted, '_')) redacted = redacted.replace(secrets, mask);
  if (foreignSigns.some((sign) => hasSign(redacted, sign))) redacted = redacted.replace(foreignSecrets, mask);
  if (addresses) {
    if (hasSign(redacted, '@') || hasSign(redacted, '%')) redacted = redacted.replace(emails, `${mask}@${mask}`);
    if (hasSign(redacted, '.')) redacted = redacted.replace(ipv4, `${mask}.${mask}.${mask}.${mask}`);
    if (hasSign(redacted, ':')) redacted = redacted.replace(ipv6, `${mask}:${mask}`);
    if (hasSign(redacted, ' ')) redacted = redacted.replace(streets, mask);
  }
  return { text: redacted, masked: redacted !== text };
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]|[^\s{}[\],:"]+/g;

/**
 * Masks a serialised value as it stands, numbers exact, white space and order kept. In JSON what is under a personal name is masked
 * whole; where a text that is no JSON (an array, a composite) may have such a name in it, all of it is.
 */
export function redactSerialised(text: string, addresses = true): Redacted {
  if (!mayHavePersonalKey(text)) return redactText(text, addresses);
  return isJson(text) ? redactJson(text, addresses) : { text: mask, masked: true };
}

/** Masks a JSON text as it stands: what is under a personal name whole, other values by `redactText`. */
export function redactJson(json: string, addresses = true): Redacted {
  const objects = personalKeys(json);
  let object = 0;
  // One entry for each open object or array: its personal names, whether all in it is personal, and the name last read in it.
  const open: { readonly names: ReadonlySet<string>; readonly personal: boolean; name: string }[] = [];
  const isPersonal = (): boolean => {
    const inner = open.at(-1);
    return inner !== undefined && (inner.personal || inner.names.has(inner.name));
  };
  const redacted = json.replace(token, (found: string, text: string | undefined, colon: string | undefined) => {
    const inner = open.at(-1);
    if (inner && text !== undefined && colon !== undefined) {
      inner.name = textOf(text);
      return redactString(text, addresses) + colon;
    }
    if (found === '{' || found === '[') open.push({ personal: isPersonal(), names: found === '{' ? (objects[object++] ?? none) : none, name: '' });
    else if (found === '}' || found === ']') open.pop();
    else if (found !== 'null' && found !== 'true' && found !== 'false') {
      if (isPersonal()) return `"${mask}"`;
      return text === undefined ? redactNumber(found, addresses) : redactString(text, addresses);
    }
    return found;
  });
  return { text: redacted, masked: redacted !== json };
}

const none: ReadonlySet<string> = new Set();

/** The personal names of each object of a JSON text, in the order in which they open: what `name` is, its neighbours say. */
function personalKeys(json: string): readonly ReadonlySet<string>[] {
  const objects: { readonly names: string[]; readonly key: string; thing: string }[] = [];
  // An object, or the key under which a list stands.
  const open: ((typeof objects)[number] | string)[] = [];
  for (const [found, text, colon] of json.matchAll(token)) {
    const inner = open.at(-1) ?? '';
    const key = typeof inner === 'string' ? inner : (inner.names.at(-1) ?? '');
    if (found === '{') {
      const object = { names: [], key, thing: '' };
      objects.push(object);
      open.push(object);
    } else if (found === '[') open.push(key);
    else if (found === '}' || found === ']') open.pop();
    else if (text !== undefined && typeof inner !== 'string') {
      if (colon !== undefined) inner.names.push(textOf(text));
      else if (key === 'object') inner.thing = textOf(text);
    }
  }
  return objects.map(({ names, key, thing }) => personalAmong(names, key, thing));
}

/** A string may hold a whole JSON text again. */
function redactString(quoted: string, addresses: boolean): string {
  const { text, masked } = redactSerialised(textOf(quoted), addresses);
  return masked ? JSON.stringify(text) : quoted;
}

function redactNumber(number: string, addresses: boolean): string {
  const { text, masked } = redactText(number, addresses);
  return masked ? `"${text}"` : text;
}

function textOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  const text = parsed(quoted);
  return typeof text === 'string' ? text : quoted.slice(1, -1);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const isJson = (text: string): boolean => parsed(text) !== undefined;
