/** A dispute, charge, … ID or partner reference as found in text. `start` and `end` are UTF-16 offsets. */
export interface Identifier {
  readonly kind: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One written form of identifiers. All patterns are case-sensitive regular expression sources without capturing groups. */
export type IdentifierForm =
  /** `dp_…`: the prefix says the kind, the suffix is one for all. */
  | { readonly prefixes: Readonly<Record<string, string>>; readonly suffix: string }
  /** Stands by itself; `guardsItself` where the pattern says what may stand beside it. */
  | { readonly kind: string; readonly pattern: string; readonly guardsItself?: true }
  /** Counts only as the value of one of these keys: `"case_id": 12345`. */
  | { readonly kind: string; readonly keys: string; readonly value: string };

/** Found in text so that the user is warned; never looked up, stored or logged. */
export const secretKind = 'secret';

/** Whatever follows: what begins so is never looked up. */
const secretStart = /^(?:(?:pi|seti|src|cs_live|cs_test)_\w+_secret_|(?:sk|rk|ek)_(?:org_)?(?:live|test)_|whsec_)/;

/** The identifiers that Casebook knows. A user's own forms go in front of these. */
export const identifierForms: readonly IdentifierForm[] = [
  { kind: secretKind, pattern: '(?:pi|seti|src|cs_live|cs_test)_[A-Za-z0-9]+_secret_[A-Za-z0-9_]+' },
  { kind: secretKind, pattern: '(?:sk|rk|ek)_(?:org_)?(?:live|test)_[A-Za-z0-9_]{8,}' },
  { kind: secretKind, pattern: 'whsec_[A-Za-z0-9_+/=-]{16,}' },
  {
    prefixes: {
      dp: 'dispute', du: 'dispute', pdp: 'dispute', idp: 'issuing_dispute', ch: 'charge', py: 'charge', pi: 'payment_intent', re: 'refund', pyr: 'refund',
      txn: 'balance_transaction', evt: 'event', po: 'payout', tr: 'transfer', trr: 'transfer_reversal', issfr: 'early_fraud_warning', prv: 'review', pm: 'payment_method',
    },
    suffix: '[0-9][A-Za-z0-9]{23}',
  },
  { prefixes: { acct: 'account' }, suffix: '[A-Za-z0-9]{16}' },
  { prefixes: { cus: 'customer', req: 'request', py: 'charge' }, suffix: '(?=[a-z]*[0-9A-Z])[A-Za-z0-9]{14}' },
  { kind: 'arn', pattern: '(?<!\\d)\\d{23}(?!\\d)', guardsItself: true },
  { kind: 'case', pattern: '(?:PP-[A-Z]-\\d{1,20}|PP(?:-\\d{3}){4})' },
  { kind: 'arn', keys: 'arn|ARN|acquirer_?[rR]eference_?[nN]umber', value: '\\d{11,22}' },
  { kind: 'case', keys: 'case_?[iI]d|case_?[nN]umber|claim_?[iI]d', value: '\\d{5,20}' },
  { kind: 'case', keys: '(?:dispute_?[pP]sp|psp)_?[rR]eference', value: '[A-Z0-9]{16}' },
];

/**
 * What may stand before an identifier: not a word, but what encloses text in logs may: `%22` of a URL, `\n` and
 * `\u0022` of a string in a string, a terminal's colour. Scripts without upper and lower case (Chinese, Japanese, Korean, Thai) are
 * written right beside an identifier. Tested on a match, not in the pattern: there it costs 15 times the scan.
 */
const mayPrecede = /(?:(?<![\p{Lu}\p{Ll}\p{Lt}\p{Nd}_]\p{M}*)|%[0-9A-Fa-f]{2}|\\[nrtbfv]|\\u[0-9A-Fa-f]{4}|\u001b\[[0-9;]{0,12}m)$/u;
const goesOn = /^[\p{Lu}\p{Ll}\p{Lt}\p{Nd}\p{M}_]/u;
const longestBefore = 16;
const rightGuard = '(?![A-Za-z0-9_])';
/** Between a key and its value: quotes (escaped too), a colon, an equals sign or an encoded one. */
const assignment = '[\\\\"\']{0,4}\\s{0,4}(?::|=|%3[aAdD])\\s{0,4}[\\\\"\']{0,4}';

/** Longer than any identifier with its key and what guards it: a window of this size each side of the cursor loses none. */
const reach = 512;

export interface Scanner {
  /** Every identifier in a text, in order, not overlapping. */
  readonly scan: (text: string) => Identifier[];
  /** The identifier that touches a position of a line; looks at no more than is needed, however long the line. */
  readonly identifierAt: (line: string, character: number) => Identifier | undefined;
  /** The kind of what somebody says is an identifier: by its form, else (other data has other lengths) by its prefix; bare digits are a partner's case. */
  readonly kindOf: (id: string) => string | undefined;
}

export function createScanner(forms: readonly IdentifierForm[] = identifierForms): Scanner {
  const pattern = new RegExp(forms.map((form) => `(${sourceOf(form)})`).join('|'), 'g');

  const scan = (text: string): Identifier[] => {
    const found: Identifier[] = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const form = forms[match.findIndex((group: string | undefined, index) => index > 0 && group !== undefined) - 1];
      if (!form) throw new Error('A match without a form.');
      if (stands(form, text, match.index, pattern.lastIndex)) found.push(identify(form, match[0], match.index));
      else pattern.lastIndex = match.index + (isSecret(form) ? lengthOfWord(match[0]) : 1);
    }
    return found;
  };

  const identifierAt = (line: string, character: number): Identifier | undefined => {
    const from = Math.max(0, character - reach);
    const found = scan(line.slice(from, character + reach)).find(({ start, end }) => start + from <= character && character <= end + from);
    return found && { ...found, start: found.start + from, end: found.end + from };
  };

  const kindOf = (id: string): string | undefined => {
    if (secretStart.test(id)) return secretKind;
    const whole = scan(id).find(({ text }) => text === id);
    if (whole) return whole.kind;
    const prefix = /^[a-z]+(?=_\w+$)/.exec(id)?.[0];
    if (prefix !== undefined) return forms.map((form) => ('prefixes' in form && Object.hasOwn(form.prefixes, prefix) ? form.prefixes[prefix] : undefined)).find((kind) => kind !== undefined);
    return /^(?:\d{5,22}|[A-Z0-9]{16})$/.test(id) ? 'case' : undefined;
  };

  return { scan, identifierAt, kindOf };
}

function sourceOf(form: IdentifierForm): string {
  if ('prefixes' in form) return `(?:${Object.keys(form.prefixes).join('|')})_${form.suffix}${rightGuard}`;
  if ('keys' in form) return `(?:${form.keys})${assignment}${form.value}${rightGuard}`;
  return form.guardsItself ? form.pattern : `${form.pattern}${rightGuard}`;
}

function stands(form: IdentifierForm, text: string, start: number, end: number): boolean {
  if ('guardsItself' in form) return true;
  // The pattern has seen to ASCII. Two units: a letter may take both.
  if (text.charCodeAt(end) > 0x7f && !isSecret(form) && goesOn.test(text.slice(end, end + 2))) return false;
  const before = text.slice(Math.max(0, start - longestBefore), start);
  return mayPrecede.test(before) || ('keys' in form && before.endsWith('_'));
}

const isSecret = (form: IdentifierForm): boolean => 'kind' in form && form.kind === secretKind;

/** Nothing stands within a word: a secret has any length, and is not read again from each of its characters. */
const lengthOfWord = (matched: string): number => /^\w+/.exec(matched)?.[0].length ?? 1;

function identify(form: IdentifierForm, matched: string, start: number): Identifier {
  const end = start + matched.length;
  if ('prefixes' in form) return { kind: form.prefixes[matched.slice(0, matched.indexOf('_'))] ?? 'unknown', text: matched, start, end };
  // The key of a hinted value is part of the match, never of the identifier.
  const text = 'keys' in form ? (new RegExp(`${form.value}$`).exec(matched)?.[0] ?? matched) : matched;
  return { kind: form.kind, text, start: end - text.length, end };
}

export const { scan, identifierAt, kindOf } = createScanner();
