import type { Random } from './random';

export const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Epoch seconds of the time field's zero. */
export const timeZero = 1_342_389_380;

/** Five base62 characters of an instant in epoch seconds. */
export function timeField(at: number): string {
  let left = at - timeZero;
  let field = '';
  for (let place = 0; place < 5; place++) {
    field = alphabet.charAt(left % 62) + field;
    left = Math.floor(left / 62);
  }
  return field;
}

/** Makes identifiers of the processor's form: `[digit][time][account][random]` after the prefix. Instants are epoch seconds. */
export class Mint {
  constructor(private readonly random: Random) {}

  account(at: number): string {
    return `acct_1${timeField(at)}${this.random.text(10, alphabet)}`;
  }

  /** 14 characters, one of them a digit or upper-case. */
  short(prefix: string): string {
    return `${prefix}_${this.random.text(1, alphabet.slice(0, 36))}${this.random.text(13, alphabet)}`;
  }

  object(prefix: string, at: number, accountId: string): string {
    return `${prefix}_1${timeField(at)}${accountId.slice(-10)}${this.tail()}`;
  }

  /** Of one payment: all share the first 16 characters and carry the payment's time. */
  family(at: number, accountId: string): (prefix: string) => string {
    const stem = `3${timeField(at)}${accountId.slice(-10)}`;
    return (prefix) => `${prefix}_${stem}${this.tail()}`;
  }

  /** 23 digits: indicator, acquirer, Julian date YDDD, sequence, check digit. */
  arn(at: number): string {
    const date = new Date(at * 1000);
    const day = Math.floor((at - Date.UTC(date.getUTCFullYear(), 0, 1) / 1000) / 86_400) + 1;
    return `7455001${date.getUTCFullYear() % 10}${String(day).padStart(3, '0')}${this.random.digits(12)}`;
  }

  private tail(): string {
    return this.random.text(8, alphabet);
  }
}
