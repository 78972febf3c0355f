import assert from 'node:assert/strict';
import { createMasker } from '../../../../src/data/masking/masker';

/** Deterministic (mulberry32): the same million values in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const next = numbers(7);
const digits = (count: number): string => Array.from({ length: count }, () => next(10)).join('');
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const code = (count: number): string => Array.from({ length: count }, () => letters[next(62)]).join('');
const hexadecimal = (count: number): string => Array.from({ length: count }, () => next(16).toString(16)).join('');

/** 100,000 of each. */
const ordinary: Readonly<Record<string, { readonly value: () => string; readonly masked: number }>> = {
  identifiers: { value: () => `dp_${code(24)}`, masked: 0 },
  amounts: { value: () => String(next(100_000_000)), masked: 0 },
  'epoch milliseconds': { value: () => String(1_600_000_000_000 + next(200_000_000) * 1000 + next(1000)), masked: 0 },
  'acquirer references of 23 digits': { value: () => `7${digits(22)}`, masked: 0 },
  'telephone-like numbers': { value: () => `+49 ${digits(3)} ${digits(4)} ${digits(3)}`, masked: 0 },
  'tracking numbers': { value: () => `1Z${digits(3)}${code(3)}${digits(10)}`, masked: 11 },
  UUIDs: { value: () => [8, 4, 4, 4, 12].map(hexadecimal).join('-'), masked: 0 },
  'timestamps with a word': { value: () => `2026-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')} 12:${digits(2)}:${digits(2)}.${digits(6)}+00 paid`, masked: 0 },
  // One in ten passes the check of an issuer's own prefix: nobody can tell these from a card's.
  'order numbers of 16 digits that start with 4': { value: () => `4${digits(15)}`, masked: 9995 },
  'order numbers of 16 digits': { value: () => digits(16), masked: 2736 },
};

describe('what is masked by mistake, of 100,000 values each', () => {
  for (const [what, { value, masked }] of Object.entries(ordinary)) {
    it(`${what}: ${masked}`, () => {
      const rows = Array.from({ length: 100_000 }, () => [value()]);
      const shown = createMasker([{ name: 'value', type: 'text', tableId: 0, columnNumber: 0 }], ['scan'], true).mask(rows);
      assert.equal(shown.filter((row, index) => row !== rows[index]).length, masked);
    }).timeout(20_000);
  }
});
