import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { withPostgres } from '../data/servers';
import { editCell, ended, failureOf, openNotebook, results, runAll, runCell } from './notebooks';

withPostgres('cells that rest on others', '', (server) => {
  const connect = async (name: string, database = server.address.database): Promise<unknown> => commands.executeCommand('casebook.addConnection', { name, ...server.address, database, password: server.password, ssl: 'disable' });
  before(async () => {
    await connect('chain tests');
    await commands.executeCommand('casebook.selectConnection', 'chain tests');
  });
  after(async () => {
    await commands.executeCommand('casebook.removeConnection', 'chain tests');
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const orders = (cells: readonly { readonly executionSummary: { readonly executionOrder?: number } | undefined }[]): (number | undefined)[] => cells.map(({ executionSummary }) => executionSummary?.executionOrder);

  it('run on the connection that each names, and bind across them', async () => {
    const other = `${server.address.database}_other`;
    await server.admin.query(`create database ${other}`);
    await connect('the other', other);
    await commands.executeCommand('casebook.selectConnection', 'chain tests');
    const notebook = await openNotebook('-- %% here\nselect current_database() as name\n\n-- %% there\n-- @connection the other\nselect current_database() as name, :here.name as bound\n\n-- %%\nselect :there.name as bound\n');
    await runAll(notebook);
    const [here, there, back] = notebook.getCells();
    assert.ok(here && there && back);
    assert.equal(await ended(back), 'success');
    assert.deepEqual([here, there, back].map((cell) => [results(cell)[0]?.connection, results(cell)[0]?.rows]), [
      ['chain tests', [[server.address.database]]],
      ['the other', [[other, `{${server.address.database}}`]]],
      ['chain tests', [[`{${other}}`]]],
    ]);
    await commands.executeCommand('casebook.removeConnection', 'the other');
    await commands.executeCommand('casebook.selectConnection', 'chain tests');
  });

  it('run before it, each once, however often all are run', async () => {
    const notebook = await openNotebook('-- %%\nselect :wanted.x\n\n-- %% wanted\nselect clock_timestamp()::text as x\n');
    const [cell, wanted] = notebook.getCells();
    assert.ok(cell && wanted);
    await runAll(notebook);
    await ended(cell);
    await runAll(notebook);
    await ended(cell, 2);
    assert.deepEqual(orders([cell, wanted]), [4, 3]);
    assert.deepEqual(results(cell)[0]?.rows[0]?.[0], `{"${String(results(wanted)[0]?.rows[0]?.[0])}"}`);
  });

  it('run again with Run with Dependencies, and no others', async () => {
    const notebook = await openNotebook('-- %% a\nselect 1 as x\n\n-- %% other\nselect 2 as x\n\n-- %% b\nselect :a.x[1] + 1 as x\n\n-- %%\nselect :b.x[1] + :a.x[1] as x\n');
    const [a, other, b, last] = notebook.getCells();
    assert.ok(a && other && b && last);
    assert.equal(await runCell(last), 'success');
    assert.deepEqual(orders([a, other, b, last]), [1, undefined, 2, 3]);
    await editCell(a, 'select 10 as x');
    await commands.executeCommand('casebook.runWithDependencies', last);
    assert.equal(await ended(last, 3), 'success');
    assert.deepEqual(orders([a, other, b, last]), [4, undefined, 5, 6]);
    assert.deepEqual(results(last)[0]?.rows, [['21']]);
  });

  it('are refused where they wait for one another, with the cycle named', async () => {
    const notebook = await openNotebook('-- %% a\nselect :b.x as x\n\n-- %% b\nselect :a.x as x\n');
    const [a, b] = notebook.getCells();
    assert.ok(a && b);
    assert.equal(await runCell(a), 'failure');
    assert.match(String(failureOf(a)['message']), /^These cells wait for one another: a → b → a\./);
    assert.equal(await runCell(b), 'failure');
    assert.match(String(failureOf(b)['message']), /: b → a → b\./);
  });

  it('run above and below the selected one', async () => {
    const notebook = await openNotebook('-- %%\nselect 1\n\n-- %%\nselect 2\n\n-- %%\nselect 3\n');
    const [first, second, third] = notebook.getCells();
    assert.ok(first && second && third);
    await commands.executeCommand('notebook.focusTop');
    await commands.executeCommand('list.focusDown');
    await commands.executeCommand('notebook.cell.executeCellsAbove', { start: 1, end: 2, document: notebook.uri });
    await ended(first);
    assert.deepEqual(orders([first, second, third]), [1, undefined, undefined]);
    await commands.executeCommand('notebook.cell.executeCellAndBelow', { start: 1, end: 2, document: notebook.uri });
    await ended(third);
    assert.deepEqual(orders([first, second, third]), [1, 2, 3]);
  });

  it('say which statements were not run, and how many rows had come', async () => {
    const notebook = await openNotebook('-- %%\nselect 1; select 2; select 1/0; select 4; select 5\n\n-- %%\nselect 1/0; select 2\n\n-- %%\n-- @limit 2000000\nselect 1 / (n - 900000) from generate_series(1, 1000000) n\n');
    const [third, first, late] = notebook.getCells();
    assert.ok(third && first && late);
    for (const cell of [third, first, late]) assert.equal(await runCell(cell), 'failure');
    assert.deepEqual([third, first, late].map(({ outputs }) => outputs.length), [3, 1, 1]);
    assert.deepEqual([third, first, late].map((cell) => failureOf(cell)['message']), [
      'division by zero\nStatements 4 to 5 of this cell were not run.',
      'division by zero\nStatement 2 of this cell was not run.',
      'division by zero\n899,999 rows had come. They are not kept, since the result would not be whole.',
    ]);
  });

  it('show a result without columns, and one with a name twice', async () => {
    const notebook = await openNotebook('-- %% twice\nselect 1 as a, 2 as a;\n\n-- %%\nselect from (values (1), (2)) t\n\n-- %%\nselect :twice.a\n');
    const [twice, none, binding] = notebook.getCells();
    assert.ok(twice && none && binding);
    assert.equal(await runCell(twice), 'success');
    assert.deepEqual([results(twice)[0]?.columns.map(({ name }) => name), results(twice)[0]?.rows], [['a', 'a'], [['1', '2']]]);
    assert.equal(await runCell(none), 'success');
    assert.deepEqual([results(none)[0]?.columns, results(none)[0]?.rowCount], [[], 2]);
    assert.equal(await runCell(binding), 'failure');
    assert.match(String(failureOf(binding)['message']), /^The result of twice has 2 columns named a\. Give each a name of its own by "as"\./);
  });
});
