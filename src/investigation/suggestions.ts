import { arrayLiteral } from '../data/database';
import { scan, secretKind } from '../domain/identifiers';
import { checkValue, type Parameter } from './parameters';

/** A value to choose in place of typing one, and where it is from. */
export interface Suggestion {
  readonly value: string;
  readonly from: 'clipboard' | 'before' | 'default' | 'usual';
}

const usual: Readonly<Record<string, readonly string[]>> = {
  boolean: ['true', 'false'],
  date: ['today', 'yesterday'],
  timestamptz: ['now', 'today', 'yesterday'],
};

/** So much of the clipboard is looked at, and so many of its identifiers are offered one by one. */
const longestClipboard = 1_000_000;
const mostIdentifiers = 5;

/** What a parameter may be meant to have, the likeliest first: identifiers in the clipboard, what it was given before, its default. Each fits its type, and each is there once. */
export function suggest(parameter: Parameter, before: readonly string[], clipboard: string): Suggestion[] {
  const suggestions: Suggestion[] = [
    ...fromClipboard(parameter, clipboard).map((value) => ({ value, from: 'clipboard' }) as const),
    ...before.map((value) => ({ value, from: 'before' }) as const),
    ...(parameter.default === undefined ? [] : [{ value: parameter.default, from: 'default' } as const]),
    ...(usual[parameter.type] ?? []).map((value) => ({ value, from: 'usual' }) as const),
  ];
  return suggestions.filter(({ value }, index) => checkValue(parameter.type, value).ok && suggestions.findIndex((each) => each.value === value) === index);
}

function fromClipboard({ type }: Parameter, clipboard: string): string[] {
  if (type !== 'text' && type !== 'text[]') return [];
  const found = scan(clipboard.slice(0, longestClipboard)).filter(({ kind }) => kind !== secretKind);
  const identifiers = [...new Set(found.map(({ text }) => text))];
  if (type === 'text') return identifiers.slice(0, mostIdentifiers);
  return identifiers.length === 0 ? [] : [arrayLiteral(identifiers).replaceAll(/"([\w-]+)"/g, '$1')];
}
