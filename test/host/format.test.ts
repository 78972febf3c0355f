import assert from 'node:assert/strict';
import { commands, workspace, type TextDocument, type TextEdit } from 'vscode';
import { openNotebook } from './notebooks';

const format = async ({ uri }: TextDocument): Promise<[line: number, text: string][]> =>
  ((await commands.executeCommand<TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', uri, { tabSize: 2, insertSpaces: true })) ?? []).map(({ range, newText }) => [range.start.line, newText]);

describe('formatting', () => {
  it('lays out the statements of any SQL document, and leaves comments and parameters', async () => {
    assert.deepEqual(await format(await workspace.openTextDocument({ language: 'sql', content: '-- @param since date = today\nselect 1 where now()>:since;\n' })), [[1, 'select\n  1\nwhere\n  now() > :since']]);
  });

  it('lays out a cell by itself', async () => {
    const notebook = await openNotebook('-- %% a\nselect 1\n-- %% b\nselect  2');
    assert.deepEqual(await format(notebook.cellAt(1).document), [[0, 'select\n  2']]);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('changes nothing of a text that does not parse', async () => {
    assert.deepEqual(await format(await workspace.openTextDocument({ language: 'sql', content: 'select  from  where' })), []);
  });
});
