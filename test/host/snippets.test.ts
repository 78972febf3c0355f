import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands, ConfigurationTarget, extensions, window, workspace } from 'vscode';
import type { CasebookApi, SnippetInfo } from '../../src/features/api';
import { until } from './notebooks';

describe('the snippet library', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-snippets-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const setFolders = async (folders: readonly string[] | undefined): Promise<void> => workspace.getConfiguration('casebook').update('snippetFolders', folders, ConfigurationTarget.Global);
  const all = async (): Promise<SnippetInfo[]> => {
    const api = await extensions.getExtension<CasebookApi>('casebook.casebook')?.activate();
    assert.ok(api);
    return api.snippets();
  };
  const bySlug = async (slug: string): Promise<SnippetInfo | undefined> => (await all()).find((snippet) => snippet.slug === slug);

  after(async () => {
    await setFolders(undefined);
    rmSync(folder, { recursive: true });
  });

  it('lists what is built in, by title, each with its words', async () => {
    const snippets = await all();
    assert.ok(snippets.length >= 20);
    assert.deepEqual(snippets.filter(({ library }) => library !== 'builtin'), []);
    assert.deepEqual(snippets.map(({ title }) => title), snippets.map(({ title }) => title).toSorted((a, b) => a.localeCompare(b)));
    const won = snippets.find(({ slug }) => slug === 'won-without-reinstatement');
    assert.equal(won?.theme, 'reconciliation');
    assert.equal(won.title, 'Won without reinstatement');
    assert.deepEqual(won.tags, ['money', 'partner', 'won']);
  });

  it('takes a named folder in, where a snippet of one’s own comes before the built-in one, and a broken file beside them harms nobody', async () => {
    write('reconciliation/won-without-reinstatement.sql', '-- @title Won, our way\n-- @about Ours.\nselect 1;\n');
    write('ours/mine.sql', '-- @title Mine\n-- @about Mine.\nselect 1;\n');
    write('ours/broken.sql', '-- @title Two\n-- @about Two.\nselect 1;\nselect 2;\n');
    write('ours/elsewhere.sql', '\xff\xfe');
    await setFolders([folder, path.join(folder, 'not there')]);
    await until('the folder is read', async () => bySlug('mine'));
    assert.deepEqual([(await bySlug('mine'))?.library, (await bySlug('mine'))?.theme], ['user', 'ours']);
    assert.equal((await bySlug('won-without-reinstatement'))?.title, 'Won, our way');
    assert.equal(await bySlug('broken'), undefined);
    assert.equal((await bySlug('double-withdrawal'))?.library, 'builtin');
  });

  it('sees a file that comes, and one that goes', async () => {
    await until('the new file is listed', async () => {
      // Again and again: VS Code may not be watching yet.
      write('ours/late.sql', '-- @title Late\n-- @about Late.\nselect 1;\n');
      return bySlug('late');
    });
    rmSync(path.join(folder, 'ours/late.sql'));
    await until('the file is gone', async () => ((await bySlug('late')) ? undefined : true));
  });

  it('opens a snippet as a new investigation', async () => {
    await commands.executeCommand('casebook.newInvestigation', { snippet: 'double-withdrawal' });
    const notebook = window.activeNotebookEditor?.notebook;
    assert.ok(notebook?.isUntitled);
    assert.ok(notebook.getCells().some(({ document }) => document.getText().includes("b.reporting_category = 'dispute_reversal'")));
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
