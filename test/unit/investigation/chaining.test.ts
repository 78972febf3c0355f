import assert from 'node:assert/strict';
import type { Column } from '../../../src/data/database';
import { bindColumn, runOrder, type ChainedResult } from '../../../src/investigation/chaining';
import { parseInvestigation } from '../../../src/investigation/investigation';

/** Cells a, b, c …, each naming others. */
const investigation = (...cells: readonly string[]) => parseInvestigation(cells.map((sql, index) => `-- %% ${String.fromCharCode(97 + index)}\n${sql}\n`).join('\n'));

describe('the order of a run', () => {
  for (const [what, cells, cell, has, expected] of [
    ['is the cell alone where it names none', ['select 1', 'select 2'], 1, '', [1]],
    ['begins with what the cell names, and what that names', ['select 1', 'select :a.x', 'select :b.x, :a.x'], 2, '', [0, 1, 2]],
    ['leaves out what has run', ['select 1', 'select :a.x', 'select :b.x'], 2, 'b', [2]],
    ['takes in what has not run, beneath what has', ['select 1', 'select :a.x', 'select :b.x, :a.x'], 2, 'b', [0, 2]],
    ['runs the cell itself, whether it has run or not', ['select 1'], 0, 'a', [0]],
    ['takes a cell further down', ['select :b.x', 'select 1'], 0, '', [1, 0]],
    ['runs a cell that two need once', ['select 1', 'select :a.x', 'select :a.x', 'select :b.x, :c.x'], 3, '', [0, 1, 2, 3]],
  ] as const) {
    it(what, () => {
      assert.deepEqual(runOrder(investigation(...cells), cell, (name) => has.includes(name)), { ok: true, value: expected });
    });
  }

  for (const [what, cells, message] of [
    ['itself', ['select :a.x'], 'These cells wait for one another: a → a. Take one of the references out.'],
    ['a ring', ['select :b.x', 'select :c.x', 'select :a.x'], 'These cells wait for one another: a → b → c → a. Take one of the references out.'],
    ['a ring further down', ['select :b.x', 'select :c.x', 'select :b.x'], 'These cells wait for one another: b → c → b. Take one of the references out.'],
  ] as const) {
    it(`fails where a cell waits for ${what}, and names the cycle`, () => {
      const order = runOrder(investigation(...cells), 0, () => true);
      assert.equal(order.ok ? '' : order.failure.message, message);
    });
  }

  it('is found at once where many cells name one another', () => {
    const cells = Array.from({ length: 26 }, (_, index) => `select ${Array.from({ length: index }, (__, each) => `:${String.fromCharCode(97 + each)}.x`).join(', ') || '1'}`);
    assert.deepEqual(runOrder(investigation(...cells), 25, () => false), { ok: true, value: cells.map((_, index) => index) });
  });
});

describe('a chained column', () => {
  const column = (name: string, type = 'text'): Column => ({ name, type, tableId: 0, columnNumber: 0 });
  const result = (columns: readonly Column[], more = false): ChainedResult => ({ columns, more, treatments: ['scan', 'whole'], values: (index) => (index === 1 ? ['a"', null, ''] : []) });
  const bind = (name: string, of: ChainedResult | undefined) => bindColumn({ kind: 'chain', start: 0, end: 0, text: `:won.${name}`, cell: 'won', column: name }, of);

  it('is bound as an array of its type', async () => {
    assert.deepEqual(await bind('id', result([column('n', 'bigint'), column('id', 'timestamp with time zone')])), { ok: true, value: { value: '{"a\\"",NULL,""}', type: 'timestamp with time zone[]', treatment: 'whole' } });
    assert.deepEqual(await bind('n', result([column('n', 'bigint')])), { ok: true, value: { value: '{}', type: 'bigint[]', treatment: 'scan' } });
  });

  for (const [what, name, of, message] of [
    ['a cell that has not run', 'id', undefined, 'The cell won has no result yet. Run it first.'],
    ['no such column', 'di', result([column('id'), column('n')]), 'The result of won has no column di. It has id, n.'],
    ['two columns of the name', 'id', result([column('id'), column('id')]), 'The result of won has 2 columns named id. Give each a name of its own by "as".'],
    ['an array', 'ids', result([column('ids', 'text[]')]), 'The column ids of won holds arrays already. Take them apart by unnest(ids) in won.'],
    ['a result cut by its limit', 'id', result([column('id')], true), 'The result of won was cut by its limit, so its values are not complete. Raise the limit there by a line "-- @limit 100000", or narrow the query.'],
  ] as const) {
    it(`is refused for ${what}`, async () => {
      const bound = await bind(name, of);
      assert.equal(bound.ok ? '' : bound.failure.message, message);
    });
  }
});
