import * as l10n from '@vscode/l10n';
import { formatMoney } from '../shared/money';
import type { ResultPayload, Value } from '../shared/result';
import { instantOf, kindOf, type TypeKind } from '../shared/scale';

/** How one column is shown. */
export interface Face {
  readonly name: string;
  readonly type: string;
  readonly kind: TypeKind;
  readonly masked: boolean;
  /** The column with the currency of this one's amounts, which are in minor units. */
  readonly currency?: number;
  /** Amounts and moments as the server sent them. */
  asStored: boolean;
}

export const facesOf = ({ columns, masked }: Pick<ResultPayload, 'columns' | 'masked'>): Face[] =>
  columns.map(({ name, type }, column) => {
    const currency = currencyBeside(columns, column);
    return { name, type, kind: kindOf(type), masked: masked.includes(name), ...(currency !== undefined && { currency }), asStored: false };
  });

const amounts = /(?:^|_)(?:amount|fee|fees|net|gross|refunded|withdrawn|reinstated)(?:_|$)/i;
/** A sum of bigint is numeric; a count that is called so is bigint. */
const totals = /(?:^|_)(?:total|sum|balance)(?:_|$)/i;
const noAmounts = /(?:^|_)(?:count|number|rate|share|percent|ratio|days|rank|id)(?:_|$)/i;

function currencyBeside(columns: ResultPayload['columns'], column: number): number | undefined {
  const { name = '', type = '' } = columns[column] ?? {};
  const isAmount = (/^(?:integer|bigint|numeric)$/.test(type) && amounts.test(name)) || (type === 'numeric' && totals.test(name));
  if (!isAmount || noAmounts.test(name)) return undefined;
  const currencies = columns.flatMap((each, index) => (/(?:^|_)currency$/i.test(each.name) ? [index] : []));
  // Of two, that which stands nearer.
  return currencies.sort((left, right) => Math.abs(left - column) - Math.abs(right - column))[0];
}

/** What a cell says of its value: an amount with its currency, a moment in UTC, all else as the server sent it. */
export function shownText(face: Face, values: readonly Value[], column: number): Value {
  const value = values[column] ?? null;
  if (value === null || face.asStored) return value;
  if (face.currency !== undefined) return asMoney(value, values[face.currency]) ?? value;
  return face.kind === 'instant' ? inUtc(value) : value;
}

function asMoney(value: string, currency: Value | undefined): string | undefined {
  if (currency == null || !/^[a-z]{3}$/i.test(currency) || !/^-?\d+$/.test(value)) return undefined;
  return formatMoney({ amount: BigInt(value), currency });
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-10-01 14:00:00+00` for a moment with another offset; what has none, or is beyond JavaScript's dates, as it is. */
export function inUtc(text: string): string {
  const moment = /\+00$/.test(text) ? undefined : instantOf(text);
  if (!moment?.hasOffset) return text;
  const date = new Date(moment.seconds * 1000);
  const year = date.getUTCFullYear();
  if (!(year > 0 && year < 10_000)) return text;
  const fraction = /\.\d+/.exec(text)?.[0] ?? '';
  return `${String(year).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}${fraction}+00`;
}

/** A moment by the clock of the one who looks, for a hover. */
export function inLocalTime(text: string): string | undefined {
  const moment = instantOf(text);
  if (!moment?.hasOffset) return undefined;
  const date = new Date(moment.seconds * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  return l10n.t('{0} your time ({1})', date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }), Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** What a hover adds to a cell. */
export function hoverOf(face: Face, values: readonly Value[], column: number): string | undefined {
  const value = values[column] ?? null;
  if (value === null) return undefined;
  if (face.kind === 'instant') return inLocalTime(value);
  return shownText(face, values, column) === value ? undefined : l10n.t('Stored as {0}', value);
}

/** PostgreSQL's own shorter names of types. */
const aliases: readonly (readonly [long: RegExp, short: string])[] = [
  [/^timestamp(\(\d\))? with time zone/, 'timestamptz$1'],
  [/^timestamp(\(\d\))? without time zone/, 'timestamp$1'],
  [/^time(\(\d\))? with time zone/, 'timetz$1'],
  [/^time(\(\d\))? without time zone/, 'time$1'],
  [/^character varying/, 'varchar'],
];

const shortType = (type: string): string => aliases.reduce((name, [long, short]) => name.replace(long, short), type);

/** What stands below a column's name. */
export function faceLabel({ type, masked, currency, asStored }: Face): string {
  const label = masked ? l10n.t('{0}, masked', shortType(type)) : shortType(type);
  return currency === undefined || asStored ? label : l10n.t('{0}, as money', label);
}
