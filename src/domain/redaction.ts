export interface Redacted {
  readonly text: string;
  readonly masked: boolean;
}

/** Columns and keys whose whole value is personal, in evidence, customers and metadata. */
export const personalNames: ReadonlySet<string> = new Set([
  'customer_name', 'customer_email_address', 'customer_email', 'customer_purchase_ip', 'customer_phone', 'billing_address', 'shipping_address', 'access_activity_log', 'billing_details',
  'email', 'email_address', 'receipt_email', 'phone', 'phone_number', 'ip', 'ip_address', 'client_ip', 'cardholder_name', 'full_name', 'first_name', 'last_name',
  'address', 'street', 'line1', 'line2', 'postal_code', 'date_of_birth', 'client_secret', 'webhook_secret', 'secret', 'password', 'api_key',
]);

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
  const ofBrand = brands.some(
    ({ prefixes, lengths }) =>
      lengths.includes(digits.length) && prefixes.some(([first, last]) => Number(digits.slice(0, String(first).length)) >= first && Number(digits.slice(0, String(last).length)) <= last),
  );
  return ofBrand && passesLuhn(digits);
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

const mask = '•••';
/** PCI DSS 4.0.1 §3.4.1: at most BIN and last four. */
export const maskCardNumber = (digits: string): string => `${digits.slice(0, 6)}${'•'.repeat(digits.length - 10)}${digits.slice(-4)}`;

/** Runs of digits that may be grouped by a space or hyphen; not the fraction of a decimal number. */
const digitRuns = /(?<!\d|\d\.)\d(?:[ \u00a0-]?\d){12,}/g;
const secrets = /(?:(?:sk|rk|ek)_(?:org_)?(?:live|test)_|whsec_|(?<=(?:pi|seti|src|cs_live|cs_test)_[A-Za-z0-9]{8,80}_secret_))[A-Za-z0-9_+/=]+/g;
const emails = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`(?<![\\w.])${octet}(?:\\.${octet}){3}(?![\\w.])`, 'g');
const ipv6 = /(?<![\w:])(?:(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:){1,6}(?::[0-9a-fA-F]{1,4}){1,6})(?![\w:])/g;

/** Masks card numbers, e-mail and IP addresses, client secrets and keys, wherever they stand in a text. */
export function redactText(text: string): Redacted {
  const redacted = text
    .replace(digitRuns, maskCardNumbersIn)
    .replace(secrets, mask)
    .replace(emails, `${mask}@${mask}`)
    .replace(ipv4, `${mask}.${mask}.${mask}.${mask}`)
    .replace(ipv6, `${mask}:${mask}`);
  return { text: redacted, masked: redacted !== text };
}

/** A card number may stand beside other numbers in one run: every sequence of whole groups is tried. */
function maskCardNumbersIn(run: string): string {
  const groups = Array.from(run.matchAll(/\d+/g), (match) => ({ digits: match[0], start: match.index, end: match.index + match[0].length }));
  for (const [first, { start }] of groups.entries()) {
    let joined = '';
    for (const group of groups.slice(first)) {
      // A card is written in groups of three and more; a row of small numbers is none.
      if (group.digits.length < 3) break;
      joined += group.digits;
      if (joined.length > 19) break;
      if (isCardNumber(joined)) return `${run.slice(0, start)}${maskCardNumber(joined)}${maskCardNumbersIn(run.slice(group.end))}`;
    }
  }
  return run;
}

/**
 * Masks a JSON text as it stands, numbers exact: what is under a personal name whole, other values by `redactText`.
 * White space and order stay.
 */
export function redactJson(json: string): Redacted {
  // One entry for each open object or array: whether all in it is personal, and the name last read in it.
  const open: { personal: boolean; name: string }[] = [];
  const isPersonal = (): boolean => open.some(({ personal, name }) => personal || personalNames.has(name));
  const redacted = json.replace(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]|[^\s{}[\],:"]+/g, (token, text: string | undefined, colon: string | undefined) => {
    const inner = open.at(-1);
    if (text !== undefined && colon !== undefined) {
      if (inner) inner.name = text.slice(1, -1).toLowerCase();
      return token;
    }
    if (token === '{' || token === '[') open.push({ personal: isPersonal(), name: '' });
    else if (token === '}' || token === ']') open.pop();
    else if (token === 'null' || token === 'true' || token === 'false') return token;
    else if (isPersonal()) return `"${mask}"`;
    else {
      const { text: kept, masked } = redactText(token);
      return masked && text === undefined ? `"${kept}"` : kept;
    }
    return token;
  });
  return { text: redacted, masked: redacted !== json };
}
