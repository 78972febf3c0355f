import assert from 'node:assert/strict';
import { commands, ConfigurationTarget, EndOfLine, env, languages, TextEdit, window, workspace, WorkspaceEdit, type NotebookCell } from 'vscode';
import { withPostgres } from '../data/servers';
import { deleteCell, editCell, ended, failureOf, marked, openNotebook, plainText, results, runAll, runCell, startCell, stopCell, until } from './notebooks';

const dispute = 'dp_1PqLmN2eZvKYlo2CabcdEFGH';
const script = `
  create table disputes (id text, charge_id text, payment_intent_id text, amount bigint, note text);
  insert into disputes values ('${dispute}', 'ch_1PqLmN2eZvKYlo2CabcdEFGH', null, 9007199254740993, ''), ('dp_1PqLmN2eZvKYlo2CabcdEFGJ', null, null, -1, null);
`;

withPostgres('running cells', script, (server) => {
  before(async () => {
    await commands.executeCommand('casebook.addConnection', { name: 'run tests', ...server.address, password: server.password, ssl: 'disable' });
    await commands.executeCommand('casebook.selectConnection', 'run tests');
  });
  after(async () => {
    await commands.executeCommand('casebook.removeConnection', 'run tests');
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const cellOf = async (text: string) => (await openNotebook(text)).cellAt(0);
  /** How many of the sleeping statements run on the server at this moment. */
  const running = async (): Promise<number> => (await server.admin.query<{ count: string }>("select count(*) from pg_stat_activity where usename = 'reader' and state = 'active' and query like '%pg_sleep%'")).rows.map(({ count }) => Number(count))[0] ?? 0;

  const begun = async (cell: NotebookCell): Promise<void> => {
    while ((await running()) === 0) assert.equal(cell.executionSummary?.success, undefined, 'the cell ended before it was seen to run');
  };

  it('shows a result as JSON for the grid and as text, values exact, NULL apart from an empty string', async () => {
    const cell = await cellOf('select id, amount, note from disputes order by id');
    assert.equal(await runCell(cell), 'success');
    const [result] = results(cell);
    assert.ok(result);
    const { elapsedMs, firstRowMs, resultId, ...rest } = result;
    assert.deepEqual(rest, {
      version: 1,
      columns: [
        { name: 'id', type: 'text' },
        { name: 'amount', type: 'bigint' },
        { name: 'note', type: 'text' },
      ],
      rows: [
        [dispute, '9007199254740993', ''],
        ['dp_1PqLmN2eZvKYlo2CabcdEFGJ', '-1', null],
      ],
      rowCount: 2,
      more: false,
      truncated: [],
      statement: 0,
      connection: 'run tests',
      masked: [],
    });
    assert.ok(elapsedMs > 0 && firstRowMs > 0 && resultId !== '');
    assert.deepEqual(plainText(cell)?.split('\n'), [
      'id                          │           amount │ note',
      '────────────────────────────┼──────────────────┼─────',
      `${dispute} │ 9007199254740993 │`,
      'dp_1PqLmN2eZvKYlo2CabcdEFGJ │               -1 │ ∅',
      '2 rows',
    ]);
    assert.equal(cell.executionSummary?.executionOrder, 1);
  });

  it('gives one output a statement, in order', async () => {
    const cell = await cellOf("select 1 as a;\nselect 'two' as b where false;\nshow server_version_num");
    assert.equal(await runCell(cell), 'success');
    assert.deepEqual(
      results(cell).map(({ statement, columns, rowCount }) => [statement, columns.map(({ name }) => name), rowCount]),
      [
        [0, ['a'], 1],
        [1, ['b'], 0],
        [2, ['server_version_num'], 1],
      ],
    );
  });

  it('fetches no more than the limit, and says that more exist', async () => {
    const cell = await cellOf('-- @limit 1000\n\n-- %%\nselect n from generate_series(1, 5000) n');
    assert.equal(await runCell(cell), 'success');
    const [result] = results(cell);
    assert.deepEqual([result?.rowCount, result?.more, result?.rows.length], [1000, true, 200]);
  });

  it('says what failed by its state, and marks the very token until the cell is edited', async () => {
    const cell = await cellOf('select id,\n  amonut\nfrom disputes');
    assert.equal(await runCell(cell), 'failure');
    const { name, message, stack } = failureOf(cell);
    assert.equal(name, '42703');
    assert.match(String(message), /^column "amonut" does not exist\nHINT: Perhaps you meant to reference the column "disputes\.amount"\.$/);
    assert.ok(!stack);
    assert.deepEqual(marked(cell), [`amonut: ${String(message)}`]);
    await editCell(cell, 'select id, amount from disputes');
    await until('the mark is gone', () => (languages.getDiagnostics(cell.document.uri).length === 0 ? true : undefined));
    assert.equal(await runCell(cell), 'success');
    assert.equal(cell.outputs.length, 1);
  });

  it('shows the statements before the one that failed', async () => {
    const cell = await cellOf('select 1;\nselect 1 / 0;\nselect 3');
    assert.equal(await runCell(cell), 'failure');
    assert.equal(cell.outputs.length, 2);
    assert.equal(failureOf(cell)['name'], '22012');
  });

  it('refuses a write with words, and nothing is written', async () => {
    const cell = await cellOf("with gone as (delete from disputes returning *) select * from gone");
    assert.equal(await runCell(cell), 'failure');
    assert.equal(failureOf(cell)['name'], 'refused');
    assert.equal((await server.admin.query('select 1 from disputes')).rowCount, 2);
  });

  it('stops at the server, and runs on afterwards', async () => {
    const cell = await cellOf('select pg_sleep(60)');
    const end = startCell(cell);
    await begun(cell);
    await commands.executeCommand('notebook.cancelExecution', cell.notebook.uri);
    await end;
    assert.equal(cell.executionSummary?.success, false);
    assert.equal(await running(), 0);
    assert.match(String(failureOf(cell)['name']), /^57014$|^cancelled$/);
    await editCell(cell, 'select 1');
    assert.equal(await runCell(cell), 'success');
  });

  it('stops at the server when its notebook is closed', async () => {
    const cell = await cellOf('select pg_sleep(60)');
    const end = startCell(cell);
    await begun(cell);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await end;
    while ((await running()) > 0);
  });

  it('runs no other cell in the place of a queued one that was deleted', async () => {
    const notebook = await openNotebook('-- %%\nselect 1\n-- %%\nselect pg_sleep(60)\n-- %%\nselect 3\n-- %%\nselect 4\n');
    const [first, sleeping, deleted, last] = notebook.getCells();
    assert.ok(first && sleeping && deleted && last);
    const end = startCell(sleeping);
    await begun(sleeping);
    const others = [startCell(deleted), startCell(last)];
    await deleteCell(deleted);
    await editCell(sleeping, 'select 2');
    await stopCell(sleeping);
    await Promise.all([end, ...others]);
    assert.equal(await ended(last), 'success');
    assert.equal(first.executionSummary?.executionOrder, undefined);
  });

  it('runs nothing for a queued cell that was stopped', async () => {
    const notebook = await openNotebook('-- %%\nselect pg_sleep(60)\n-- %% wanted\nselect 1 as x\n-- %%\nselect :wanted.x\n');
    const [sleeping, wanted, cell] = notebook.getCells();
    assert.ok(sleeping && wanted && cell);
    const end = startCell(sleeping);
    await begun(sleeping);
    const queued = startCell(cell);
    // Before it waits there is nothing to stop, and nothing says when it does.
    for (let asked = 0; asked < 20; asked++) await stopCell(cell);
    await stopCell(sleeping);
    await Promise.all([end, queued]);
    assert.deepEqual([wanted, cell].map(({ executionSummary }) => executionSummary?.executionOrder), [undefined, undefined]);
  });

  it('stops what runs for a cell with the cell', async () => {
    const notebook = await openNotebook('-- %% wanted\nselect pg_sleep(60) as x\n-- %%\nselect :wanted.x\n');
    const [wanted, cell] = notebook.getCells();
    assert.ok(wanted && cell);
    const end = startCell(cell);
    await begun(wanted);
    await stopCell(cell);
    await end;
    assert.equal(await running(), 0);
    assert.equal(cell.executionSummary?.executionOrder, undefined);
  });

  it('ends Run All at the first failure, unless the setting says otherwise', async () => {
    const notebook = await openNotebook('-- %%\nselect 1\n-- %%\nselect nothing\n-- %%\nselect 3\n');
    const [first, second, third] = notebook.getCells();
    assert.ok(first && second && third);
    await runAll(notebook);
    assert.equal(await ended(second), 'failure');
    assert.deepEqual([first, third].map(({ outputs }) => outputs.length), [1, 0]);
    assert.equal(third.executionSummary?.executionOrder, undefined);

    const settings = workspace.getConfiguration('casebook.notebook');
    await settings.update('stopOnError', false, ConfigurationTarget.Global);
    await runAll(notebook);
    assert.equal(await ended(third), 'success');
    await settings.update('stopOnError', undefined, ConfigurationTarget.Global);
  });

  it('runs the cell whose result another binds, and it alone', async () => {
    const notebook = await openNotebook('-- %% wanted\nselect id from disputes where amount < 0\n\n-- %%\nselect * from disputes where id = any(:wanted.id)\n\n-- %%\nselect 3\n');
    const [wanted, cell, other] = notebook.getCells();
    assert.ok(wanted && cell && other);
    assert.equal(await runCell(cell), 'success');
    assert.equal(results(cell)[0]?.rowCount, 1);
    assert.deepEqual([wanted, cell, other].map(({ executionSummary }) => executionSummary?.executionOrder), [1, 2, undefined]);
    assert.equal(await runCell(cell), 'success');
    assert.equal(wanted.executionSummary?.executionOrder, 1);
  });

  it('runs it again where its SQL or the active connection is another', async () => {
    const notebook = await openNotebook("-- %% wanted\nselect 'a' as x\n\n-- %%\nselect :wanted.x[1] as x, current_user as who\n");
    const [wanted, cell] = notebook.getCells();
    assert.ok(wanted && cell);
    assert.equal(await runCell(cell), 'success');
    await editCell(wanted, "select 'b' as x");
    assert.equal(await runCell(cell), 'success');
    assert.equal(results(cell)[0]?.rows[0]?.[0], 'b');
    await commands.executeCommand('casebook.addConnection', { name: 'run again', ...server.address, password: server.password, ssl: 'disable' });
    await commands.executeCommand('casebook.selectConnection', 'run again');
    assert.equal(await runCell(cell), 'success');
    assert.equal(results(wanted)[0]?.connection, 'run again');
    await commands.executeCommand('casebook.removeConnection', 'run again');
    await commands.executeCommand('casebook.selectConnection', 'run tests');
  });

  it('runs each of Run All once, even where one binds the result of a later one', async () => {
    const notebook = await openNotebook('-- %%\nselect * from disputes where id = any(:wanted.id)\n\n-- %% wanted\nselect id from disputes\n');
    const [cell, wanted] = notebook.getCells();
    assert.ok(cell && wanted);
    await runAll(notebook);
    assert.equal(await ended(cell), 'success');
    assert.deepEqual([cell, wanted].map(({ executionSummary }) => executionSummary?.executionOrder), [2, 1]);
  });

  it('binds parameters by their defaults, and marks one that is not declared', async () => {
    const notebook = await openNotebook('-- @param least bigint = 0\n\n-- %%\nselect id from disputes where amount >= :least\n\n-- %%\nselect :most\n');
    const [cell, undeclared] = notebook.getCells();
    assert.ok(cell && undeclared);
    assert.equal(await runCell(cell), 'success');
    assert.deepEqual(results(cell)[0]?.rows, [[dispute]]);
    assert.match(marked(undeclared).join(), /^:most: The parameter most is not declared\./);
    assert.equal(await runCell(undeclared), 'failure');
    assert.equal(marked(undeclared).length, 1);
  });

  it('marks the very token where lines end in CRLF', async () => {
    const cell = await cellOf('select 1,\n  2,\n  nothing');
    const edit = new WorkspaceEdit();
    edit.set(cell.document.uri, [TextEdit.setEndOfLine(EndOfLine.CRLF)]);
    assert.ok(await workspace.applyEdit(edit));
    assert.equal(cell.document.getText(), 'select 1,\r\n  2,\r\n  nothing');
    assert.equal(await runCell(cell), 'failure');
    assert.match(marked(cell).join(), /^nothing: /);
  });

  it('says at the first SQL cell what is wrong in the header, before any runs', async () => {
    const notebook = await openNotebook('-- @limit many\n\n-- %% [markdown]\n-- # Why\n\n-- %%\nselect 1\n\n-- %%\nselect 2\n');
    const [, first, second] = notebook.getCells();
    assert.ok(first && second);
    assert.deepEqual(await until('the header is marked', () => (marked(first).length > 0 ? marked(first) : undefined)), [': In the header, line 1: Write @limit 5000.']);
    assert.deepEqual(marked(second), []);
  });

  it('frees nothing that is shown, and leaves the file as it was', async () => {
    const notebook = await openNotebook('-- %%\nselect 1\n\n-- %%\nselect 2\n');
    const [first, second] = notebook.getCells();
    assert.ok(first && second);
    assert.equal(await runCell(first), 'success');
    assert.ok(!notebook.isDirty);
    await deleteCell(second);
    assert.equal(results(first)[0]?.rowCount, 1);
  });

  it('opens an investigation of a snippet, its parameters filled in', async () => {
    await commands.executeCommand('casebook.newInvestigation', { snippet: 'due-soon', parameters: { hours: '48' } });
    const notebook = window.activeNotebookEditor?.notebook;
    assert.ok(notebook?.isUntitled);
    assert.equal(notebook.notebookType, 'casebook');
    assert.match(String(notebook.metadata['header']), /-- @param hours integer = 48 /);
  });

  it('opens an investigation of an identifier, ready to run', async () => {
    await commands.executeCommand('casebook.newInvestigation', { id: dispute });
    const notebook = window.activeNotebookEditor?.notebook;
    assert.ok(notebook);
    assert.deepEqual(notebook.getCells().map(({ metadata }): unknown => metadata['name']), ['disputes', 'money', 'events']);
    assert.match(String(notebook.metadata['header']), new RegExp(`-- @param id text = ${dispute} `));
  });

  it('inserts a snippet behind the selected cell', async () => {
    const notebook = await openNotebook('-- %%\nselect 1\n\n-- %%\nselect 2\n');
    await commands.executeCommand('casebook.insertSnippet', 'due-soon');
    assert.equal(notebook.cellCount, 4);
    assert.match(notebook.cellAt(2).document.getText(), /^-- @using disputes\n-- @param hours integer = 24/);
  });

  it('copies the active cell as SQL for psql', async () => {
    await openNotebook("-- @param least bigint = 7\n\n-- %%\nselect id from disputes where amount >= :least\n");
    await commands.executeCommand('casebook.copyAsSql');
    assert.match(await env.clipboard.readText(), /^select id from disputes where amount >= .*7.*;\n$/);
  });

  it('copies the cell that the command came from', async () => {
    const notebook = await openNotebook('-- %%\nselect 1\n\n-- %%\nselect 2\n');
    assert.equal(await commands.executeCommand('casebook.copyAsSql', notebook.cellAt(1)), 'select 2;\n');
  });
});
