import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands, Uri } from 'vscode';
import { openNotebook } from './notebooks';

describe('exporting a result', () => {
  let folder = '';
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'casebook-export-'));
    await commands.executeCommand('casebook.openSample');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('writes the whole of it, whatever was shown, without a prompt', async () => {
    const notebook = await openNotebook('-- @limit 10\nselect g from generate_series(1, 12000) g');
    const uri = Uri.file(path.join(folder, 'all.csv'));
    const exported = await commands.executeCommand<{ rowCount: number } | undefined>('casebook.exportResult', { notebook: notebook.uri, cell: 0, format: 'csv', uri });
    assert.equal(exported?.rowCount, 12_000);
    assert.deepEqual(readFileSync(uri.fsPath, 'utf8').split('\r\n').slice(-3), ['11999', '12000', '']);
  });

  it('masks, and writes a workbook too', async () => {
    const notebook = await openNotebook('-- @using customers\nselect * from customers limit 5');
    const uri = Uri.file(path.join(folder, 'customers.xlsx'));
    const exported = await commands.executeCommand<{ masked: string[] } | undefined>('casebook.exportResult', { notebook: notebook.uri.toString(), cell: 0, format: 'xlsx', uri: uri.toString() });
    assert.deepEqual(exported?.masked, ['email', 'name']);
    assert.equal(readFileSync(uri.fsPath).subarray(0, 2).toString(), 'PK');
  });

  it('leaves no file where the statement fails', async () => {
    const notebook = await openNotebook('select nowhere');
    const uri = Uri.file(path.join(folder, 'none.csv'));
    assert.equal(await commands.executeCommand('casebook.exportResult', { notebook: notebook.uri, cell: 0, format: 'csv', uri }), undefined);
    assert.equal(existsSync(uri.fsPath), false);
  });
});
