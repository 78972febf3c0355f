/** How PostgreSQL's text of a value is ordered, without ever losing a digit. */
export interface Scale {
  /** A number that is never greater for a lesser value; undefined for what is no such value. Equal keys need `compare`. */
  key(text: string): number | undefined;
  /** The exact order of two values with equal keys. */
  compare(left: string, right: string): number;
}

export type TypeKind = 'number' | 'instant' | 'time' | 'duration' | 'boolean' | 'json' | 'array' | 'bytes' | 'text';

const kinds: readonly (readonly [type: RegExp, kind: TypeKind])[] = [
  [/\[\]$/, 'array'],
  [/^(?:smallint|integer|bigint|numeric|real|double precision|oid)(?:\([\d,]+\))?$/, 'number'],
  [/^(?:date|timestamp)/, 'instant'],
  [/^time/, 'time'],
  [/^interval/, 'duration'],
  [/^boolean$/, 'boolean'],
  [/^jsonb?$/, 'json'],
  [/^bytea$/, 'bytes'],
];

/** What a type, as `format_type` names it, is to a grid. */
export const kindOf = (type: string): TypeKind => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'text';

/** The scale of a kind of type; undefined for those that are ordered as text. */
export const scaleOf = (kind: TypeKind): Scale | undefined => scales[kind];

const number: Scale = {
  key(text) {
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
    // NaN is the greatest, as the server has it; `compare` tells it from Infinity.
    return /^NaN$/i.test(text) ? Infinity : infinity(text);
  },
  compare(left, right) {
    const [a, b] = [decimalOf(left), decimalOf(right)];
    if (a.sign !== b.sign) return a.sign - b.sign;
    return a.sign * (a.magnitude - b.magnitude || (a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0)) || 0;
  },
};

interface Decimal {
  readonly sign: number;
  /** Where the point stands, counted from the first digit that is not 0. */
  readonly magnitude: number;
  readonly digits: string;
}

const beyond = Number.MAX_VALUE;

function decimalOf(text: string): Decimal {
  const [, minus, whole = '', fraction = '', exponent = '0'] = /^\s*(?:(-)|\+)?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole + fraction === '') return { sign: text.startsWith('-') ? -1 : 1, magnitude: beyond, digits: /nan/i.test(text) ? '1' : '' };
  const leading = /^0*/.exec(whole + fraction)?.[0].length ?? 0;
  const digits = (whole + fraction).slice(leading).replace(/0+$/, '');
  return digits === '' ? { sign: 0, magnitude: 0, digits } : { sign: minus ? -1 : 1, magnitude: whole.length - leading + Number(exponent), digits };
}

const infinity = (text: string): number | undefined => (/^\+?infinity$/i.test(text) ? Infinity : /^-infinity$/i.test(text) ? -Infinity : undefined);

/** A moment: whole seconds since 1970 (UTC where the text has an offset, else its own clock), and millionths. */
export interface Instant {
  readonly seconds: number;
  readonly micros: number;
  readonly hasOffset: boolean;
}

const written = /^(\d{4,7})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)? ?(?:Z|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?( BC)?$/;

/** Reads a date or timestamp in PostgreSQL's ISO style; undefined for infinity and for what is none. */
export function instantOf(text: string): Instant | undefined {
  const parts = written.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', sign, offsetHour = 0, offsetMinute = 0, offsetSecond = 0, beforeChrist] = parts;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  const days = daysSince1970(beforeChrist ? 1 - Number(year) : Number(year), Number(month), Number(day));
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 3600 + Number(offsetMinute) * 60 + Number(offsetSecond));
  return { seconds: days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset, micros: Number(fraction.padEnd(6, '0')), hasOffset: sign !== undefined || /Z/.test(text) };
}

/** By the proleptic Gregorian calendar; JavaScript's ends in the year 275760, PostgreSQL's in 294276. */
function daysSince1970(year: number, month: number, day: number): number {
  const counted = month > 2 ? year : year - 1;
  const era = Math.floor(counted / 400);
  const yearOfEra = counted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

const instant: Scale = {
  key(text) {
    const read = instantOf(text);
    return read ? read.seconds * 1e6 + read.micros : infinity(text);
  },
  compare(left, right) {
    const [a, b] = [instantOf(left), instantOf(right)];
    return a && b ? a.seconds - b.seconds || a.micros - b.micros : 0;
  },
};

const same = (): number => 0;

const time: Scale = {
  key(text) {
    const parts = /^(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:([+-])(\d\d)(?::?(\d\d))?)?$/.exec(text);
    if (!parts) return undefined;
    const [, hour, minute, second = 0, sign, offsetHour = 0, offsetMinute = 0] = parts;
    return Number(hour) * 3600 + Number(minute) * 60 + Number(second) - (sign === '-' ? -1 : 1) * (Number(offsetHour) * 3600 + Number(offsetMinute) * 60);
  },
  compare: same,
};

const secondsOf: Readonly<Record<string, number>> = { year: 360 * 86_400, mon: 30 * 86_400, day: 86_400 };

/** As the server compares intervals: a month is 30 days, a day 24 hours. */
const duration: Scale = {
  key(text) {
    const parts = /^((?:[+-]?\d+ (?:year|mon|day)s? ?)*)(?:([+-])?(\d+):(\d\d):(\d\d(?:\.\d+)?))?$/.exec(text);
    if (!parts || text === '') return undefined;
    const [, units = '', sign, hours = 0, minutes = 0, seconds = 0] = parts;
    const clock = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return Array.from(units.matchAll(/([+-]?\d+) (year|mon|day)/g)).reduce((total, [, count, unit = '']) => total + Number(count) * (secondsOf[unit] ?? 0), sign === '-' ? -clock : clock);
  },
  compare: same,
};

const scales: Partial<Record<TypeKind, Scale>> = { number, instant, time, duration };
