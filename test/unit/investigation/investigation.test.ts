import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseInvestigation, printInvestigation, type Investigation, type InvestigationCell } from '../../../src/investigation/investigation';

const example = `-- @title Won without reinstatement
-- @connection replica
-- @param since timestamptz = 2026-10-01 "Disputes created since"

-- %% [markdown]
-- # What we look for
--
-- Every dispute won at least five days ago.

-- %% won
-- @limit 5000
select id from disputes;

-- %%

select 1
`;

const values = (text: string) => parseInvestigation(text).cells.map(({ kind, name, value }) => [kind, name, value]);

describe('an investigation’s text', () => {
  it('is a header and three cells', () => {
    const { header } = parseInvestigation(example);
    assert.equal(header, '-- @title Won without reinstatement\n-- @connection replica\n-- @param since timestamptz = 2026-10-01 "Disputes created since"\n\n');
    assert.deepEqual(values(example), [
      ['markdown', undefined, '# What we look for\n\nEvery dispute won at least five days ago.'],
      ['code', 'won', '-- @limit 5000\nselect id from disputes;'],
      ['code', undefined, 'select 1'],
    ]);
  });

  for (const [what, text, cells, header] of [
    ['nothing', '', [['code', undefined, '']], ''],
    ['a byte order mark alone', '\uFEFF', [['code', undefined, '']], '\uFEFF'],
    ['plain SQL', '\n\nselect 1;\n', [['code', undefined, 'select 1;']], ''],
    ['a header and SQL', '-- @limit 5\nselect 1', [['code', undefined, 'select 1']], '-- @limit 5\n'],
    ['a header alone', '-- @limit 5', [['code', undefined, '']], '-- @limit 5'],
    ['a comment that is no directive', '-- by Ann\nselect 1', [['code', undefined, '-- by Ann\nselect 1']], ''],
    ['a comment after the last directive', '-- by Ann\n-- @limit 5\n-- note\n-- %%\nselect 1', [['code', undefined, '-- note'], ['code', undefined, 'select 1']], '-- by Ann\n-- @limit 5\n'],
    ['a directive after SQL', 'select 1;\n-- @limit 5\n', [['code', undefined, 'select 1;\n-- @limit 5']], ''],
    ['a marker after a byte order mark', '\uFEFF-- %% a\nselect 1', [['code', 'a', 'select 1']], '\uFEFF'],
    ['CRLF', '-- %% a\r\n\r\nselect\r\n1\r\n', [['code', 'a', 'select\n1']], ''],
    ['CR alone', '-- %%\rselect\r1', [['code', undefined, 'select\n1']], ''],
    ['a marker in a string', "select '\n-- %% x\n'", [['code', undefined, "select '"], ['code', 'x', "'"]], ''],
    ['what only looks like a marker', ' -- %%\n--%%\nx -- %%', [['code', undefined, ' -- %%\n--%%\nx -- %%']], ''],
    ['odd markers', '-- %%won\n-- %%[markdown]note\n-- %% [markdown]\t_x1 more\n-- %% 1x\n-- %% é\n', [['code', 'won', ''], ['markdown', 'note', ''], ['markdown', '_x1', ''], ['code', undefined, ''], ['code', undefined, '']], ''],
    ['line separators within a line', '-- %% [markdown]\n-- a\u2028-- b', [['markdown', undefined, 'a\u2028-- b']], ''],
    ['Markdown with and without its dashes', '-- %% [markdown]\n-- a\n--b\nc\n--\n', [['markdown', undefined, 'a\nb\nc\n']], ''],
  ] as const) {
    it(`reads ${what}`, () => {
      assert.deepEqual(values(text), cells);
      assert.equal(parseInvestigation(text).header, header);
      assert.equal(printInvestigation(parseInvestigation(text)), text);
    });
  }
});

/** Pieces that meet in every order, so that the seams of the grammar do. */
const nasty = fc
  .array(fc.constantFrom('-- %%', '-- %% [markdown]', '-- %% won', '-- @limit 5', '-- @', '  -- @set a = b', '--', '-- ', 'select 1;', "'", '$$', '/*', ' ', '\t', '\f', '\n', '\n', '\r\n', '\r', '\uFEFF', '\u2028', '\0', 'é', '💶', 'x'), { maxLength: 40 })
  .map((parts) => parts.join(''));
const anyText = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 60 }));
const editedValue = fc.constantFrom('select 2', 'a\nb', '', '\n', '-- @limit 7\nselect 3', '%% x', ' x ');

const printed = (cells: readonly InvestigationCell[]): string => cells.map(({ written }) => (written ? written.marker + written.before + written.body + written.after : '')).join('');
const withCell = (investigation: Investigation, index: number, change: Partial<InvestigationCell>): Investigation => ({ ...investigation, cells: investigation.cells.map((cell, each) => (each === index ? { ...cell, ...change } : cell)) });

describe('print(parse(text))', () => {
  it('is the text, for every text', () => {
    fc.assert(fc.property(anyText, (text) => printInvestigation(parseInvestigation(text)) === text), { numRuns: 5000 });
  });

  it('survives JSON, as cell metadata is', () => {
    fc.assert(fc.property(nasty, (text) => printInvestigation(JSON.parse(JSON.stringify(parseInvestigation(text))) as Investigation) === text), { numRuns: 500 });
  });

  it('gives every cell a value with line feeds alone and no blank line around it', () => {
    const isBlank = (line = ''): boolean => /^[ \t\f\v\uFEFF]*$/.test(line);
    fc.assert(
      fc.property(nasty, (text) => {
        for (const { kind, value } of parseInvestigation(text).cells) {
          const lines = value.split('\n');
          assert.ok(!value.includes('\r'));
          assert.ok(kind === 'markdown' || value === '' || (!isBlank(lines[0]) && !isBlank(lines.at(-1))), JSON.stringify(value));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an edit of one cell', () => {
  it('leaves every other byte as it was', () => {
    fc.assert(
      fc.property(nasty, fc.nat(), editedValue, (text, at, value) => {
        const investigation = parseInvestigation(text);
        const index = at % investigation.cells.length;
        const after = printInvestigation(withCell(investigation, index, { value }));
        const before = investigation.header + printed(investigation.cells.slice(0, index));
        const rest = printed(investigation.cells.slice(index + 1));
        assert.ok(after.startsWith(before), 'what stands before');
        assert.ok(after.endsWith(rest), 'what stands after');
      }),
      { numRuns: 5000 },
    );
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(nasty, fc.nat(), fc.constantFrom('select 2', 'a\nb', '-- @limit 7\nselect 3', '%% x\n\n-- y'), (text, at, value) => {
        const investigation = parseInvestigation(text);
        const index = at % investigation.cells.length;
        const again = parseInvestigation(printInvestigation(withCell(investigation, index, { value })));
        assert.deepEqual(again.cells.map((cell) => [cell.kind, cell.name, cell.value]), investigation.cells.map((cell, each) => [cell.kind, cell.name, each === index ? value : cell.value]));
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps the line ends of its cell', () => {
    const investigation = parseInvestigation('-- %% a\nselect 1\n\n-- %% b\r\nselect 2\r\n');
    assert.equal(printInvestigation(withCell(investigation, 1, { value: 'select\n3' })), '-- %% a\nselect 1\n\n-- %% b\r\nselect\r\n3\r\n');
  });

  it('changes the name alone where the name changes', () => {
    const investigation = parseInvestigation('-- %%  a  -- why a\n\n  select 1\n');
    assert.equal(printInvestigation(withCell(investigation, 0, { name: 'b' })), '-- %%  b  -- why a\n\n  select 1\n');
    const unnamed = parseInvestigation('-- %% - so\nselect 1\n');
    assert.equal(printInvestigation(withCell(unnamed, 0, { name: 'b' })), '-- %% b\nselect 1\n');
  });

  it('never makes a marker of Markdown', () => {
    const investigation = parseInvestigation('-- %% [markdown]\n-- a\n');
    assert.equal(printInvestigation(withCell(investigation, 0, { value: '%% b\n\nc' })), '-- %% [markdown]\n--%% b\n--\n-- c\n');
  });

  it('gives an unmarked cell a marker where it would be read as the header', () => {
    const investigation = parseInvestigation('select 1');
    assert.equal(printInvestigation(withCell(investigation, 0, { value: '-- @limit 5' })), '-- %%\n-- @limit 5');
  });
});

describe('cells that were never in a file', () => {
  const code = (value: string, name?: string): InvestigationCell => ({ kind: 'code', value, ...(name !== undefined && { name }) });

  it('print canonically, a blank line between', () => {
    assert.equal(printInvestigation({ header: '', cells: [{ kind: 'markdown', value: '# A\n\nb' }, code('select 1', 'one'), code('')] }), '-- %% [markdown]\n-- # A\n--\n-- b\n\n-- %% one\nselect 1\n\n-- %%\n\n');
  });

  it('take the line ends of the file, and stand apart from what is there', () => {
    const { header, cells } = parseInvestigation('-- @limit 5\r\n\r\n-- %%\r\nselect 1');
    assert.equal(printInvestigation({ header, cells: [...cells, code('a\nb')] }), '-- @limit 5\r\n\r\n-- %%\r\nselect 1\r\n\r\n-- %%\r\na\r\nb\r\n');
  });

  it('push an unmarked cell behind them under a marker of its own', () => {
    const { header, cells } = parseInvestigation('select 1');
    assert.equal(printInvestigation({ header, cells: [code('select 0'), ...cells] }), '-- %%\nselect 0\n\n-- %%\nselect 1');
  });

  it('are read back as they were, whatever their order', () => {
    fc.assert(
      fc.property(nasty, fc.array(fc.constantFrom(code('a\nb'), code('c', 'n'), { kind: 'markdown', value: 'd\n\ne' } as const), { minLength: 1, maxLength: 3 }), fc.nat(), (text, added, at) => {
        const { header, cells } = parseInvestigation(text);
        const index = at % (cells.length + 1);
        const all = [...cells.slice(0, index), ...added, ...cells.slice(index)];
        const again = parseInvestigation(printInvestigation({ header, cells: all }));
        assert.deepEqual(again.cells.map(({ kind, name, value }) => [kind, name, value]), all.map(({ kind, name, value }) => [kind, name, value]));
      }),
      { numRuns: 3000 },
    );
  });
});
