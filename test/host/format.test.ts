import assert from 'node:assert/strict';
import { commands, workspace, WorkspaceEdit, type TextDocument, type TextEdit } from 'vscode';
import { openNotebook } from './notebooks';

/** The document's text once it is formatted; VS Code makes the least edits of what the formatter gives. */
async function formatted(document: TextDocument): Promise<string> {
  const edits = (await commands.executeCommand<TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', document.uri, { tabSize: 2, insertSpaces: true })) ?? [];
  const edit = new WorkspaceEdit();
  edit.set(document.uri, edits);
  // An edit of nothing is refused.
  if (edits.length > 0) assert.ok(await workspace.applyEdit(edit));
  return document.getText();
}

describe('formatting', () => {
  it('lays out the statements of any SQL document, and leaves comments and parameters', async () => {
    assert.equal(await formatted(await workspace.openTextDocument({ language: 'sql', content: '-- @param  since date = today\nselect 1 where now()>:since;\n' })), '-- @param  since date = today\nselect\n  1\nwhere\n  now() > :since;\n');
  });

  it('lays out a cell by itself', async () => {
    const notebook = await openNotebook('-- %% a\nselect 1\n-- %% b\nselect  2');
    assert.equal(await formatted(notebook.cellAt(1).document), 'select\n  2');
    assert.equal(notebook.cellAt(0).document.getText(), 'select 1');
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('changes nothing of a text that does not parse', async () => {
    assert.equal(await formatted(await workspace.openTextDocument({ language: 'sql', content: 'select  from  where' })), 'select  from  where');
  });
});
