/** A prepared statement's name that is stable for its text, and another for another text: 64 bits of FNV-1a. */
export function nameOf(what: string, sql: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(sql)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return `${what}.${hash.toString(36)}`;
}
