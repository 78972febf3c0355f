import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Column } from '../../../src/data/database';
import { asText, firstPage } from '../../../src/investigation/page';

const column = (name: string, type = 'text'): Column => ({ name, type, tableId: 0, columnNumber: 0 });

describe('the first page', () => {
  it('is at most 200 rows', () => {
    const page = firstPage([column('n', 'integer')], Array.from({ length: 500 }, (_, index) => [String(index)]));
    assert.equal(page.rows.length, 200);
    assert.deepEqual(page.columns, [{ name: 'n', type: 'integer' }]);
    assert.deepEqual(page.truncated, []);
  });

  it('cuts a long value, and lists it with its length', () => {
    const page = firstPage([column('a'), column('b')], [['x', null], ['', 'y'.repeat(12_345)]]);
    assert.deepEqual(page.rows.map((row) => row.map((value) => value?.length)), [[1, undefined], [0, 10_000]]);
    assert.deepEqual(page.truncated, [[1, 1, 12_345]]);
  });

  it('never cuts a character in two', () => {
    const page = firstPage([column('a')], [[`x${'💶'.repeat(6000)}`]]);
    assert.deepEqual(page.truncated, [[0, 0, 12_001]]);
    assert.equal(page.rows[0]?.[0], `x${'💶'.repeat(4999)}`);
  });

  it('is at most one mebibyte, and never empty where there are rows', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 100, 1600), fc.constantFrom('a', '"', '\u0001', '€', '💶'), fc.constantFrom(1, 700, 9000, 300_000), (columns, character, length) => {
        const row = Array.from({ length: columns }, () => character.repeat(Math.min(length, 20_000_000 / columns)));
        const page = firstPage(row.map((_, index) => column(String(index))), [row, row, row]);
        assert.ok(page.rows.length > 0);
        assert.ok(Buffer.byteLength(page.rows.map((each) => JSON.stringify(each)).join('')) <= 1024 * 1024);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the page as text', () => {
  const show = (columns: Column[], rows: (string | null)[][], rowCount = rows.length, more = false) => asText({ ...firstPage(columns, rows), rowCount, more }).split('\n');

  it('is an aligned table, numbers to the right, NULL apart from an empty text', () => {
    assert.deepEqual(show([column('id'), column('amount', 'bigint')], [['dp_1', '1200'], ['', null]]), ['id   │ amount', '─────┼───────', 'dp_1 │   1200', '     │      ∅', '2 rows']);
  });

  it('counts wide characters as two and marks as none', () => {
    assert.deepEqual(show([column('a'), column('b')], [['漢字', 'x'], ['💶e\u0301', 'x'], ['abcd', 'x']]), ['a    │ b', '─────┼──', '漢字 │ x', '💶e\u0301  │ x', 'abcd │ x', '3 rows']);
  });

  it('keeps each row on its line, and shows nothing that a terminal acts on', () => {
    assert.deepEqual(show([column('a\nb')], [['x\r\ny\u001b[31m\u202e\t']]), ['a↵b', '──────────', 'x↵y·[31m··', '1 row']);
  });

  it('shortens a long value', () => {
    assert.equal(show([column('a')], [['x'.repeat(500)]])[2], `${'x'.repeat(99)}…`);
  });

  it('says when there is more than is shown', () => {
    assert.equal(show([column('a')], [['1']], 10_000, true).at(-1), 'first 1 of 10000 rows fetched; more exist');
    assert.equal(show([column('a')], [['1']], 300).at(-1), 'first 1 of 300 rows');
    assert.deepEqual(show([], []), ['', '', '0 rows']);
  });
});
