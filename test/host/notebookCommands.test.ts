import assert from 'node:assert/strict';
import { commands, Range, window, workspace } from 'vscode';
import { withPostgres } from '../data/servers';
import { bytesOf, failureOf, marked, openNotebook, results, runCell, until } from './notebooks';

withPostgres('commands of an investigation', 'create table disputes (id text primary key, amount bigint);', (server) => {
  before(async () => {
    await commands.executeCommand('casebook.addConnection', { name: 'command tests', ...server.address, password: server.password, ssl: 'disable' });
    await commands.executeCommand('casebook.selectConnection', 'command tests');
  });
  after(async () => {
    await commands.executeCommand('casebook.removeConnection', 'command tests');
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('give parameters values that the next run takes, and the file does not get', async () => {
    const notebook = await openNotebook('-- @param least integer = 1\n-- @param note text\n\n-- %%\nselect :least as least, :note as note\n');
    const cell = notebook.cellAt(0);
    assert.equal(await commands.executeCommand('casebook.setParameters', { least: '7', note: 'why not' }), true);
    assert.equal(await runCell(cell), 'success');
    assert.deepEqual(results(cell)[0]?.rows, [['7', 'why not']]);
    assert.ok(!notebook.isDirty);
  });

  it('give none where one does not fit, or is not declared', async () => {
    const notebook = await openNotebook('-- @param least integer = 1\n-- @param note text = x\n\n-- %%\nselect :least as least, :note as note\n');
    const cell = notebook.cellAt(0);
    assert.equal(await commands.executeCommand('casebook.setParameters', { note: 'y', least: 'seven' }), undefined);
    assert.equal(await commands.executeCommand('casebook.setParameters', { note: 'y', most: '7' }), undefined);
    assert.equal(await runCell(cell), 'success');
    assert.deepEqual(results(cell)[0]?.rows, [['1', 'x']]);
  });

  it('say at the parameter what the server makes of its value', async () => {
    const notebook = await openNotebook('-- @param since timestamptz = someday\n\n-- %%\nselect :since as since\n');
    assert.equal(await runCell(notebook.cellAt(0)), 'failure');
    assert.match(String(failureOf(notebook.cellAt(0))['message']), /^invalid input syntax for type timestamp with time zone: "someday"/);
  });

  it('open the header as a text, and put it back when that is saved', async () => {
    const text = '-- @title Old\r\n-- @limit 5\r\n\r\n-- %%\r\nselect  1\r\n';
    const notebook = await openNotebook(text);
    await commands.executeCommand('casebook.editHeader');
    const editor = await until('the header is shown', () => (window.activeTextEditor?.document.uri.scheme === 'casebook-header' ? window.activeTextEditor : undefined));
    assert.equal(editor.document.getText(), '-- @title Old\r\n-- @limit 5\r\n\r\n');
    await editor.edit((edit) => edit.replace(new Range(0, 10, 0, 13), 'New'));
    assert.ok(await editor.document.save());
    assert.equal(notebook.metadata['header'], '-- @title New\r\n-- @limit 5\r\n\r\n');
    assert.ok(await notebook.save());
    assert.equal(bytesOf(notebook.uri).toString(), text.replace('Old', 'New'));

    await editor.edit((edit) => edit.insert(editor.document.lineAt(2).range.start, 'select 2'));
    assert.ok(!(await editor.document.save()));
    assert.equal(notebook.metadata['header'], '-- @title New\r\n-- @limit 5\r\n\r\n');
  });

  it('rename a cell, and with it what binds its values', async () => {
    const text = '-- %%  old   -- why\nselect 1 as x\n\n-- %%\nselect :old.x,  :old."x" -- of old\n';
    const notebook = await openNotebook(text);
    const [cell, other] = notebook.getCells();
    assert.ok(cell && other);
    assert.equal(await commands.executeCommand('casebook.renameCell', cell, 'two words'), undefined);
    assert.equal(await commands.executeCommand('casebook.renameCell', cell, 'renamed'), true);
    assert.equal(other.document.getText(), 'select :renamed.x,  :renamed."x" -- of old');
    assert.equal(await runCell(other), 'success');
    assert.ok(await notebook.save());
    assert.equal(bytesOf(notebook.uri).toString(), text.replace('old ', 'renamed ').replaceAll(':old', ':renamed'));
    await until('nothing is marked', () => (marked(other).length === 0 ? true : undefined));
  });

  it('show the plan of a cell beside it, and run nothing', async () => {
    const notebook = await openNotebook('-- @param least bigint = 7\n\n-- %%\nselect pg_sleep(60) from disputes where amount > :least\n');
    assert.match(String(await commands.executeCommand('casebook.explainCell', notebook.cellAt(0))), /▲.*Seq Scan on disputes\n│ +Filter: \(amount > '7'::bigint\)/);
    const shown = await until('the plan is shown', () => window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'casebook-plan'));
    assert.match(shown.document.getText(), /^Nothing was run/);
    assert.equal(notebook.cellAt(0).outputs.length, 0);
    await commands.executeCommand('casebook.explainCell', notebook.cellAt(0), { analyze: true });
    await until('the plan of a run takes its place', () => (shown.document.getText().startsWith('The statements were run') ? true : undefined));
  });

  it('need an investigation, and say so', async () => {
    for (const command of ['casebook.renameCell', 'casebook.explainCell', 'casebook.runWithDependencies', 'casebook.editHeader', 'casebook.setParameters']) assert.equal(await commands.executeCommand(command), undefined);
    assert.equal(workspace.notebookDocuments.length, 0);
  });
});
