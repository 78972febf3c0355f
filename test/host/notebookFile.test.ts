import assert from 'node:assert/strict';
import { commands, Uri, window, NotebookCellData, NotebookCellKind, NotebookEdit, NotebookRange, Range, workspace, WorkspaceEdit, type NotebookDocument } from 'vscode';
import { writeFileSync } from 'node:fs';
import { bytesOf, editCell, marked, openNotebook, runCell, until, writeNotebook } from './notebooks';

const example = [
  '-- @title Won without reinstatement',
  '-- @param since timestamptz = 2026-10-01 "Disputes created since"',
  '',
  '-- %% [markdown]',
  '-- # What we look for',
  '-- Every dispute won.',
  '',
  '-- %% won',
  'select 1;   ',
  '',
  '',
  '-- %%',
  '\tselect 2',
].join('\n');

describe('an investigation file', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('opens as cells, its header apart', async () => {
    const notebook = await openNotebook(example);
    assert.deepEqual(
      notebook.getCells().map(({ kind, document }) => [kind === NotebookCellKind.Code, document.languageId, document.getText()]),
      [
        [false, 'markdown', '# What we look for\nEvery dispute won.'],
        [true, 'sql', 'select 1;   '],
        [true, 'sql', '\tselect 2'],
      ],
    );
  });

  for (const [what, text] of Object.entries({ 'as it is': example, 'with Windows line ends': example.replaceAll('\n', '\r\n'), 'with a byte order mark': `\uFEFF${example}`, 'with no marker': 'select 1\n\n-- done', empty: '' })) {
    it(`${what}, keeps every byte when it is saved`, async () => {
      const notebook = await openNotebook(text);
      await editThereAndBack(notebook);
      assert.ok(await notebook.save());
      assert.equal(bytesOf(notebook.uri).toString(), text);
    });
  }

  it('changes in the edited cell alone', async () => {
    const text = example.replaceAll('\n', '\r\n');
    const notebook = await openNotebook(text);
    await editCell(notebook.cellAt(1), 'select 3;\nselect 4;');
    assert.ok(await notebook.save());
    assert.equal(bytesOf(notebook.uri).toString(), text.replace('select 1;   ', 'select 3;\r\nselect 4;'));
  });

  it('keeps a moved cell as it was written', async () => {
    const notebook = await openNotebook('-- %% a\nselect  1\n\n-- %% b\nselect\t2\n');
    const [first] = notebook.getCells();
    assert.ok(first);
    const copy = new NotebookCellData(first.kind, first.document.getText(), 'sql');
    copy.metadata = first.metadata;
    const edit = new WorkspaceEdit();
    edit.set(notebook.uri, [NotebookEdit.insertCells(2, [copy]), NotebookEdit.deleteCells(new NotebookRange(0, 1))]);
    assert.ok(await workspace.applyEdit(edit));
    assert.ok(await notebook.save());
    assert.equal(bytesOf(notebook.uri).toString(), '-- %% b\nselect\t2\n-- %% a\nselect  1\n\n');
  });

  it('shows what another program wrote meanwhile', async () => {
    // VS Code watches the workspace; of files beyond it, those in text editors alone.
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = Uri.joinPath(folder.uri, 'changed.casebook.sql');
    writeFileSync(uri.fsPath, '-- %% a\nselect 1\n');
    await commands.executeCommand('vscode.openWith', uri, 'casebook');
    const notebook = await until('it is open', () => window.visibleNotebookEditors.find((editor) => editor.notebook.uri.toString() === uri.toString())?.notebook);
    writeFileSync(uri.fsPath, '-- %% a\nselect 2\n\n-- %% b\nselect 3\n');
    await until('the cells are the new ones', () => (notebook.cellCount === 2 && notebook.cellAt(0).document.getText() === 'select 2') || undefined);
    assert.equal(notebook.isDirty, false);
  });

  it('that another program changed is not written over by an edit of the old text', async () => {
    const notebook = await openNotebook('-- %% a\nselect 1\n');
    await editCell(notebook.cellAt(0), 'select 11');
    const theirs = '-- %% a\nselect 2, and longer than before\n';
    writeFileSync(notebook.uri.fsPath, theirs);
    // VS Code asks which to keep; nobody answers here.
    assert.equal(await notebook.save().then((saved) => saved, () => false), false);
    assert.equal(bytesOf(notebook.uri).toString(), theirs);
    assert.equal(notebook.cellAt(0).document.getText(), 'select 11');
  });

  it('with an unresolved merge opens whole, says so at the marks, and keeps every byte', async () => {
    const text = '-- %% won\n<<<<<<< HEAD\nselect 1\n=======\nselect 2\n>>>>>>> theirs\n';
    const notebook = await openNotebook(text);
    await until('the marks are named', () => (marked(notebook.cellAt(0)).length === 3 && marked(notebook.cellAt(0)).every((words) => words.includes('A merge is not resolved here'))) || undefined);
    assert.equal(await runCell(notebook.cellAt(0)), 'failure');
    await editThereAndBack(notebook);
    assert.ok(await notebook.save());
    assert.equal(bytesOf(notebook.uri).toString(), text);
  });

  for (const [what, commandId, expected] of [
    ['copied', 'notebook.cell.copyDown', '-- %% a\nselect 1;\nselect 2\n\n-- %%\nselect 1;\nselect 2\n\n-- %% b\nselect 3\n'],
    ['joined with the next', 'notebook.cell.joinBelow', '-- %% a\nselect 1;\nselect 2\nselect 3\n\n'],
  ] as const) {
    it(`with a cell ${what} is saved as cells of their own`, async () => {
      const notebook = await openNotebook('-- %% a\nselect 1;\nselect 2\n\n-- %% b\nselect 3\n');
      await commands.executeCommand('notebook.focusTop');
      await commands.executeCommand(commandId);
      assert.ok(await notebook.save());
      assert.equal(bytesOf(notebook.uri).toString(), expected);
    });
  }

  it('has an undone edit of a directive back as it was, byte for byte', async () => {
    const text = '-- @title  Spaced   out\r\n\r\n-- %% a\r\n--  @limit   5\r\nselect 1\r\n';
    const notebook = await openNotebook(text);
    await editCell(notebook.cellAt(0), '-- @limit 6\nselect 1');
    await commands.executeCommand('notebook.focusTop');
    await commands.executeCommand('notebook.cell.edit');
    await commands.executeCommand('undo');
    await until('the directive is back', () => notebook.cellAt(0).document.getText().includes('--  @limit   5') || undefined);
    assert.ok(await notebook.save());
    assert.equal(bytesOf(notebook.uri).toString(), text);
  });

  it('of 10 MB opens, changes in one cell and is saved', async () => {
    const cells = Array.from({ length: 2000 }, (_, index) => `-- %% c${index}\nselect '${'x'.repeat(5000)}';\n`);
    const notebook = await openNotebook(cells.join('\n'));
    assert.equal(notebook.cellCount, 2000);
    await editCell(notebook.cellAt(1000), 'select 1');
    assert.ok(await notebook.save());
    assert.equal(bytesOf(notebook.uri).toString(), cells.map((cell, index) => (index === 1000 ? '-- %% c1000\nselect 1\n' : cell)).join('\n'));
  }).timeout(60_000);

  it('in another encoding is refused with words, and is left as it is', async () => {
    const bytes = Buffer.from('\uFEFFselect 1', 'utf16le');
    const uri = writeNotebook(bytes);
    await assert.rejects(async () => workspace.openNotebookDocument(uri), /encoded in UTF-16\. Save it as UTF-8/);
    assert.deepEqual(bytesOf(uri), bytes);
  });

  it('of plain SQL opens by the second type', async () => {
    const notebook = await openNotebook('select 1;\n', '.sql', 'casebook-sql');
    assert.equal(notebook.notebookType, 'casebook-sql');
    assert.equal(notebook.cellAt(0).document.getText(), 'select 1;');
  });
});

/** Makes a notebook dirty and puts it back as it was. */
async function editThereAndBack(notebook: NotebookDocument): Promise<void> {
  const [cell] = notebook.getCells();
  if (!cell) return;
  const insertion = new WorkspaceEdit();
  insertion.insert(cell.document.uri, cell.document.positionAt(0), 'x');
  assert.ok(await workspace.applyEdit(insertion));
  assert.ok(notebook.isDirty);
  const removal = new WorkspaceEdit();
  removal.delete(cell.document.uri, new Range(0, 0, 0, 1));
  assert.ok(await workspace.applyEdit(removal));
}
