import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lex } from '../../../src/investigation/lexer';
import { findReferences } from '../../../src/investigation/references';

/** What of a text takes a value, where `a`, `ids` and the cell `won` are known. */
const found = (sql: string): string[] => findReferences(sql, lex(sql), (name) => ['a', 'ids', 'won'].includes(name)).map(({ text }) => text);

describe('a place that takes a value', () => {
  for (const [sql, expected] of [
    ['select :a, (:a), -:a, x=:a, x<:a,:a', [':a', ':a', ':a', ':a', ':a', ':a']],
    ['select :a::text, x::a, y :: a, f(z := :a), f(z:=:a)', [':a', ':a', ':a']],
    ['select :a::date::text', [':a']],
    ['select :unknown', [':unknown']],
    ["select ':a', E'\\':a', E'it''s :a\\\\', 'x\\' , :a", [':a']],
    ["select E'a'\n  ':a\\' :a' , :a", [':a']],
    ["select U&':a', B':a', x':a', N':a', \":a\", U&\":a\"\"\", :a", [':a']],
    ['select $$ :a $$, $x$ :a $$ :a $x$, $é$:a$é$, :a', [':a']],
    ['select a$b$ :a, c$b$', [':a']],
    ['select 1 -- :a\n, :a', [':a']],
    ['select 1 -- :a\r, :a', [':a']],
    ['select /* :a /* :a */ :a */ :a', [':a']],
    ['select 1:a, x:a, x_:a, é:a, $1:a, (x):a, x[1]:a, ::a, :::a', []],
    ['select x[1:a], x[1 :a], x[:a], x[:ids]', [':a', ':a', ':ids']],
    ['select x[1:n], x[:n], x[1 :n], x[lower(:n) :n], :n', [':n']],
    ['select x[y[:n] :n], :n', [':n']],
    ['select array[:a, :a] || :ids', [':a', ':a', ':ids']],
    ['select any(:won.id), :won."Id ""x""", :won.ID', [':won.id', ':won."Id ""x"""', ':won.ID']],
    ['select x[:other.id], x[:won.id]', [':won.id']],
    ['select :a.5, :1, : a, :', [':a']],
    ["select ':a", []],
    ['select $$:a', []],
    ['select /* :a', []],
    ["select :'a', :\"a\"", []],
  ] as const) {
    it(`is found: ${sql}`, () => {
      assert.deepEqual(found(sql), expected);
    });
  }

  it('of a chain names the cell, and the column as SQL folds it', () => {
    const sql = ':won.ID :won."ID" :won.Äb';
    assert.deepEqual(findReferences(sql, lex(sql), () => true).map((reference) => (reference.kind === 'chain' ? [reference.cell, reference.column] : [])), [['won', 'id'], ['won', 'ID'], ['won', 'Äb']]);
  });

  it('is never found in what is quoted or commented, whatever stands there', () => {
    const inside = fc.array(fc.constantFrom(':a', ' ', ';', '[', '-- ', 'x', '\\', '"', '$')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(inside, (text) => {
        for (const quoted of [`'${text}'`, `"${text.replaceAll('"', '""')}"`, `$q$${text}$q$`, `/*${text}*/`, `--${text}\n`, `E'${text.replaceAll('\\', '\\\\')}'`]) assert.deepEqual(found(`select ${quoted} , :ids`), [':ids'], quoted);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the lexer', () => {
  it('covers a text in order and leaves out white space alone', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("'", '"', '$$', '$a$', "E'", '\\', '/*', '*/', '--', '\n', ' ', ':', ':a', '::', 'é', '💶', '[', ']', '1.5e3', 'select')).map((parts) => parts.join('')), (sql) => {
        let end = 0;
        for (const token of lex(sql)) {
          assert.match(sql.slice(end, token.start), /^[\s\uFEFF]*$/);
          assert.ok(token.end > token.start);
          end = token.end;
        }
        assert.match(sql.slice(end), /^[\s\uFEFF]*$/);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads a string of a million doubled quotes', () => {
    const sql = `'${"''".repeat(1_000_000)}'`;
    assert.deepEqual(lex(sql), [{ kind: 'string', start: 0, end: sql.length }]);
  });
});
