/** What the ID alone tells. Undocumented by the processor: always shown as "inferred". */
export interface Inference {
  /** ISO 8601, UTC. Of the object, or of its payment where `paymentFamily` is there. */
  readonly createdAt: string;
  /** The last 10 characters of the account's ID. */
  readonly accountSuffix: string;
  /** What the IDs of one payment (intent, charge, refund, transaction) have in common after their prefix. */
  readonly paymentFamily?: string;
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Epoch seconds of the time field's zero: held within 2 s for 86 of 86 public sample IDs. */
const zero = 1_342_389_380;

/** Reads time and account out of an ID with a 24-character suffix; undefined for any other, and for a time still to come. */
export function infer(id: string, now: number): Inference | undefined {
  const suffix = /^[a-z]+_([0-9][A-Za-z0-9]{23})$/.exec(id)?.[1];
  if (suffix === undefined) return undefined;
  const seconds = Array.from(suffix.slice(1, 6)).reduce((sum, character) => sum * alphabet.length + alphabet.indexOf(character), 0);
  const created = (zero + seconds) * 1000;
  if (created > now + 86_400_000) return undefined;
  return {
    createdAt: new Date(created).toISOString(),
    accountSuffix: suffix.slice(6, 16),
    ...(suffix.startsWith('3') && { paymentFamily: suffix.slice(0, 16) }),
  };
}
