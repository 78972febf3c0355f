import assert from 'node:assert/strict';
import { readDirectives } from '../../../src/investigation/directives';
import { parseInvestigation } from '../../../src/investigation/investigation';
import { readInvestigation } from '../../../src/investigation/reading';

const read = (text: string) => readDirectives(text).directives;
const problems = (text: string) => readDirectives(text).diagnostics.map(({ severity, message, start, end }) => [severity, text.slice(start, end), message]);

describe('directives', () => {
  for (const [line, expected] of [
    ['-- @title Won, not back', { title: 'Won, not back' }],
    ['-- @about One line.', { about: 'One line.' }],
    ['-- @tags money, won ,late', { tags: ['money', 'won', 'late'] }],
    ['-- @connection my replica', { connection: 'my replica' }],
    ['-- @using disputes, charges disputes', { using: ['disputes', 'charges'] }],
    ['-- @using', { using: [] }],
    ['-- @limit 5000', { limit: 5000 }],
    ['-- @timeout 30', { timeout: 30_000 }],
    ['-- @timeout 1.5 s', { timeout: 1500 }],
    ['-- @timeout 250ms', { timeout: 250 }],
    ['-- @timeout 2min', { timeout: 120_000 }],
    ["-- @set work_mem = '64MB'", { settings: { work_mem: '64MB' } }],
    ['-- @chart bar x=currency y=total', { chart: { kind: 'bar', x: 'currency', y: 'total' } }],
    ['-- @chart line x="the day" y=n series=s', { chart: { kind: 'line', x: 'the day', y: 'n', series: 's' } }],
    ['-- @rule breakage "Won {days} days ago"', { rule: { severity: 'breakage', text: 'Won {days} days ago' } }],
    ['  --@limit 7', { limit: 7 }],
    ['-- @limit 5\r\n-- @limit 6\r\n', { limit: 6 }],
    ["select 1; -- @limit 5\nselect '\n-- @limit 6\n' /*\n-- @limit 7\n*/", {}],
    ['-- mail me @ example', {}],
  ] as const) {
    it(`reads ${JSON.stringify(line)}`, () => {
      assert.deepEqual(read(line), { parameters: [], settings: {}, ...expected });
      assert.deepEqual(problems(line), []);
    });
  }

  for (const [line, severity, message] of [
    ['-- @limit many', 'error', 'Write @limit 5000.'],
    ['-- @limit 0', 'error', 'Write @limit 5000.'],
    ['-- @timeout soon', 'error', 'Write @timeout 30, @timeout 500ms, @timeout 5min.'],
    ['-- @using disputs', 'error', 'There is no canonical relation disputs. Use disputes, charges, refunds, balance_transactions, events, early_fraud_warnings, customers, accounts, payouts, transfers.'],
    ['-- @connection', 'error', 'Write @connection name.'],
    ['-- @set work_mem', 'error', 'Write @set name = value.'],
    ['-- @set role = postgres', 'error', 'The setting role is refused: it could change more than how this statement is run or shown.'],
    ['-- @chart pie x=a', 'error', 'Write @chart bar x=column y=column series=column, or line, histogram, scatter.'],
    ['-- @rule urgent "x"', 'error', 'Write @rule breakage "text with {column}", or risk, lead.'],
    ['-- @param n', 'error', 'Write @param name type = default "description".'],
    ['-- @author Ann', 'warning', 'Casebook has no directive @author: it is kept, and has no effect.'],
    ['-- @toString x', 'warning', 'Casebook has no directive @toString: it is kept, and has no effect.'],
  ] as const) {
    it(`says what is wrong in ${line}`, () => {
      assert.deepEqual(problems(`select 1;\n${line}\n`), [[severity, line.slice(3), message]]);
    });
  }
});

const reading = (text: string) => readInvestigation(parseInvestigation(text));
const found = (text: string) => {
  const investigation = parseInvestigation(text);
  return readInvestigation(investigation).cells.flatMap(({ diagnostics }, cell) => diagnostics.map(({ severity, message, start, end }) => [cell, severity, investigation.cells[cell]?.value.slice(start, end), message]));
};

describe('an investigation’s meaning', () => {
  it('takes the header’s defaults where a cell says nothing, and the cell’s word where it does', () => {
    const { cells } = reading('-- @connection replica\n-- @limit 5\n-- @timeout 9\n-- @using disputes\n-- @set jit = off\n-- @set work_mem = 1MB\n-- @chart bar x=a y=b\n-- %% [markdown]\n-- hi\n-- %%\nselect 1\n-- %%\n-- @connection primary\n-- @limit 7\n-- @using\n-- @set jit = on\nselect 2');
    assert.deepEqual(cells.slice(1).map(({ directives }) => directives), [
      { parameters: [], connection: 'replica', limit: 5, timeout: 9000, using: ['disputes'], settings: { jit: 'off', work_mem: '1MB' }, chart: { kind: 'bar', x: 'a', y: 'b' } },
      { parameters: [], connection: 'primary', limit: 7, timeout: 9000, using: [], settings: { jit: 'on', work_mem: '1MB' } },
    ]);
  });

  it('knows every parameter of the file, wherever it is declared', () => {
    assert.deepEqual(found('select :late\n-- %%\n-- @param late text\nselect 1'), []);
    assert.deepEqual([...reading('-- @param a text\n-- %%\nselect 1\n-- %%\nselect 2; -- x\n-- @param b date[]').parameters.keys()], ['a', 'b']);
  });

  it('does not read Markdown as SQL', () => {
    assert.deepEqual(found('-- %% [markdown] note\n-- @limit x :y\n-- %% note2\nselect 1'), []);
  });

  for (const [what, text, expected] of [
    ['a parameter that is not declared', 'select 1 where :x', [0, 'error', ':x', 'The parameter x is not declared. Declare it in a line such as "-- @param x text".']],
    ['a cell that does not exist', 'select :won.id', [0, 'error', ':won.id', 'No cell has the name won. Name one by a word after its marker: "-- %% won".']],
    ['a cell used as a parameter', '-- %% won\nselect 1\n-- %%\nselect :won', [1, 'error', ':won', 'won is a cell: write :won.column for the values of one of its columns.']],
    ['a quoted parameter', "select :'x'", [0, 'error', ":'x'", 'Write :x without quotes: a parameter is bound as a value, never put into the text.']],
    ['a name given twice', '-- %% a\nselect 1\n-- %% a\nselect 2', [1, 'error', 'select 2', 'Another cell has the name a. Rename one of them.']],
    ['a parameter declared twice', '-- @param a text\n-- %%\n-- @param a date\nselect :a', [0, 'warning', '-- @param a date', 'The parameter a is declared twice; the first declaration holds.']],
  ] as const) {
    it(`says where there is ${what}`, () => {
      assert.deepEqual(found(text), [expected]);
    });
  }

  it('says where a marker was typed into a cell', () => {
    const { cells } = readInvestigation({ header: '', cells: [{ kind: 'code', value: "select '\n-- %% x\n'" }] });
    assert.deepEqual(cells[0]?.diagnostics, [{ severity: 'warning', message: 'A line that begins with "-- %%" begins a cell: saved and opened again, this cell is two.', start: 9, end: 16 }]);
  });

  it('is read once as long as it stays as it is, and an edit has no other cell lexed again', () => {
    const large = { kind: 'code', value: `select ${'1, '.repeat(1_000_000)}1` } as const;
    const investigation = { header: '', cells: [large] };
    const timed = (work: () => unknown): number => {
      const start = performance.now();
      work();
      return performance.now() - start;
    };
    const first = timed(() => readInvestigation(investigation));
    assert.equal(readInvestigation(investigation), readInvestigation(investigation));
    const edited = timed(() => readInvestigation({ header: '', cells: [large, { kind: 'code', value: 'select 2' }] }));
    assert.ok(edited < first / 4, `${first} ms, then ${edited} ms`);
  });
});

describe('a file with an unresolved merge', () => {
  const text = '-- %% won\n<<<<<<< HEAD\nselect 1\n=======\nselect 2\n>>>>>>> theirs\n\n-- %% [markdown]\n-- Heading\n-- =======\n';

  it('has its marks named, in cells that do not run, and both sides', () => {
    const investigation = parseInvestigation(text);
    const [won, note] = readInvestigation(investigation).cells;
    assert.deepEqual(won?.diagnostics.map(({ severity, start, end }) => [severity, investigation.cells[0]?.value.slice(start, end)]), [['error', '<<<<<<< HEAD'], ['error', '======='], ['error', '>>>>>>> theirs']]);
    assert.deepEqual(note?.diagnostics, []);
  });
});
