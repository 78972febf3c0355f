import * as l10n from '@vscode/l10n';
import { fail, succeed, type Result } from '../domain/failure';
import { isJson } from '../shared/json';

/** Whether a text is input for a type, as far as that is cheap to say here; the server has the last word. */
const elements = {
  text: { accepts: () => true, words: () => l10n.t('a text') },
  integer: { accepts: within(-(2n ** 31n), 2n ** 31n - 1n), words: () => l10n.t('a whole number from {0} to {1}', '-2147483648', '2147483647') },
  bigint: { accepts: within(-(2n ** 63n), 2n ** 63n - 1n), words: () => l10n.t('a whole number from {0} to {1}', '-9223372036854775808', '9223372036854775807') },
  numeric: { accepts: matches(/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?)$/i), words: () => l10n.t('a number, such as 12.50') },
  boolean: { accepts: matches(/^(?:t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|1|0)$/i), words: () => l10n.t('true or false') },
  date: { accepts: matches(/\S/), words: () => l10n.t('a date, such as 2026-10-01 or today') },
  timestamptz: { accepts: matches(/\S/), words: () => l10n.t('a time, such as 2026-10-01 12:00+00 or now') },
  interval: { accepts: matches(/\S/), words: () => l10n.t('an interval, such as 5 days') },
  uuid: { accepts: matches(/^(?:[0-9a-f]{4}-?){7}[0-9a-f]{4}$|^\{(?:[0-9a-f]{4}-?){7}[0-9a-f]{4}\}$/i), words: () => l10n.t('a UUID') },
  jsonb: { accepts: isJson, words: () => l10n.t('JSON, such as {0}', '{"status": "won"}') },
} satisfies Record<string, { accepts: (text: string) => boolean; words: () => string }>;

export type ElementType = keyof typeof elements;
export type ParameterType = ElementType | `${ElementType}[]`;

const isElementType = (type: string): type is ElementType => Object.hasOwn(elements, type);
const isParameterType = (type: string): type is ParameterType => isElementType(type.replace(/\[\]$/, ''));

/** A declared parameter: `-- @param name type = default "description"`. Without a default a value is required. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** The type's input text. */
  readonly default?: string;
  readonly description?: string;
}

/** What stands behind `@param`, in its parts: one after the other they are its text. */
function partsOf(argument: string): { readonly name: string; readonly written: string; readonly declared: string; readonly equals: string; readonly text: string; readonly space: string; readonly quoted: string } | undefined {
  const [, declared, name, written, equals = '', rest = ''] = /^(([A-Za-z_]\w*)\s+([A-Za-z]\w*(?:\[\])?))(\s*(?:=\s*)?)(.*)$/.exec(argument) ?? [];
  if (declared === undefined || name === undefined || written === undefined) return undefined;
  const [quoted = ''] = /(?<!\S)"[^"]*"$/.exec(rest.trimEnd()) ?? [];
  const text = rest.trimEnd().slice(0, -quoted.length || undefined).trimEnd();
  return { name, written, declared, equals, text, space: quoted && rest.trimEnd().slice(text.length, -quoted.length), quoted };
}

/** Reads what stands behind `@param`. */
export function parseParameter(argument: string): Result<Parameter> {
  const parts = partsOf(argument);
  const hasDefault = parts?.equals.includes('=') === true;
  if (!parts || (parts.text && !hasDefault)) return fail('parameter', l10n.t('Write {0}.', '@param name type = default "description"'));
  const { name, written, text, quoted } = parts;
  const type = written.toLowerCase();
  if (!isParameterType(type)) return fail('parameter', l10n.t('There is no parameter type {0}. Use one of {1}, or an array of one, such as text[].', written, Object.keys(elements).join(', ')));
  if (hasDefault) {
    const checked = checkValue(type, text);
    if (!checked.ok) return fail('parameter', l10n.t('The default does not fit: {0}', checked.failure.message));
  }
  return succeed({ name, type, ...(hasDefault && { default: text }), ...(quoted.length > 2 && { description: quoted.slice(1, -1) }) });
}

/** What stands behind `@param`, with this default; nothing else in it changes. */
export function withDefault(argument: string, value: string): string {
  const parts = partsOf(argument);
  if (!parts) return argument;
  const { declared, equals, space, quoted } = parts;
  // An empty description keeps quotes at the end of a value from being taken for one.
  const description = quoted === '' ? (value.endsWith('"') ? ' ""' : '') : (space || ' ') + quoted;
  return `${declared}${equals.includes('=') ? equals : ' = '}${value}${description}`.trimEnd();
}

/** Whether a value can stand behind `@param`. */
export function checkDefault({ name, type }: Parameter, value: string): Result<string> {
  if (/[\r\n]/.test(value) || value.trim() !== value) return fail('parameter', l10n.t('The value of {0} cannot be a default: it has line ends, or spaces around it.', name));
  const checked = checkValue(type, value);
  return checked.ok ? checked : fail('parameter', l10n.t('The value of {0} does not fit: {1}', name, checked.failure.message));
}

/** What the user gave it, else its default; undefined where there is neither. */
export const valueOf = ({ name, default: fallback }: Parameter, values: Readonly<Record<string, string>>): string | undefined => (Object.hasOwn(values, name) ? values[name] : fallback);

/** Whether a text is input for a type. The failure says in words what would be. */
export function checkValue(type: ParameterType, text: string): Result<string> {
  if (text.includes('\0')) return fail('parameter', l10n.t('PostgreSQL has no NUL character in values.'));
  const element = type.replace(/\[\]$/, '');
  if (!isElementType(element)) return fail('parameter', type);
  const { accepts, words } = elements[element];
  if (element === type) return accepts(text) ? succeed(text) : fail('parameter', l10n.t('{0} is {1}.', type, words()));
  const values = parseArray(text);
  return values?.every((value) => value === null || accepts(value)) ? succeed(text) : fail('parameter', l10n.t('{0} is a list such as {1}, and each value {2}.', type, '{a,b}', words()));
}

/** Without the white space at its end; what is escaped stays. */
function trimmed(plain: string): string {
  const end = plain.trimEnd();
  return end.endsWith('\\') && !end.endsWith('\\\\') ? plain.slice(0, end.length + 1) : end;
}

/** The values of a one-dimensional array literal; undefined where it is none. */
export function parseArray(text: string): (string | null)[] | undefined {
  const literal = text.trim();
  if (/^\{\s*\}$/.test(literal)) return [];
  const values: (string | null)[] = [];
  const element = /\s*(?:"((?:[^"\\]|\\[^])*)"\s*|((?:[^\s{},"\\]|\\[^])(?:[^{},"\\]|\\[^])*))([,}])/y;
  element.lastIndex = literal.startsWith('{') ? 1 : literal.length;
  for (let match = element.exec(literal); match; match = element.exec(literal)) {
    const [, quoted, plain, delimiter] = match;
    values.push(quoted === undefined && plain?.trimEnd().toUpperCase() === 'NULL' ? null : (quoted ?? trimmed(plain ?? '')).replace(/\\([^])/g, '$1'));
    if (delimiter === '}') return element.lastIndex === literal.length ? values : undefined;
  }
  return undefined;
}

function matches(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text.trim());
}

function within(least: bigint, most: bigint): (text: string) => boolean {
  return (text) => {
    const digits = /^\s*([+-]?)(\d{1,40})\s*$/.exec(text);
    if (!digits) return false;
    const value = BigInt(digits[2] ?? '') * (digits[1] === '-' ? -1n : 1n);
    return value >= least && value <= most;
  };
}
