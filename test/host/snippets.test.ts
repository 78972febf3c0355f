import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands, ConfigurationTarget, Disposable, EventEmitter, extensions, FileSystemError, FileType, Uri, window, workspace, type FileChangeEvent } from 'vscode';
import type { CasebookApi, SnippetInfo } from '../../src/features/api';
import { Library } from '../../src/features/snippets/library';
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

  it('names what is wrong with the setting, by its place', async () => {
    const setting = workspace.getConfiguration('casebook');
    for (const [value, problem] of [
      ['a text', /^casebook\.snippetFolders: .*expected array, received string/],
      [['nowhere', null], /^casebook\.snippetFolders: .*expected string, received null\s.*at \[1\]/],
    ] as const) {
      await setting.update('snippetFolders', value, ConfigurationTarget.Global);
      const library = new Library(Uri.file(folder), Uri.file(path.join(folder, 'not there')));
      const { snippets, problems } = await library.read();
      library.dispose();
      assert.ok(snippets.some(({ slug }) => slug === 'mine'));
      assert.match(problems[0]?.message ?? '', problem);
    }
    await setFolders(undefined);
  });

  it('loses neither the folder nor the library to a file and a folder that cannot be read', async () => {
    const refused = (uri: Uri): never => {
      throw FileSystemError.NoPermissions(uri);
    };
    const isFile = ({ path: name }: Uri): boolean => name.endsWith('.sql');
    const entries: Readonly<Record<string, [string, FileType][]>> = { '/': [['theirs', FileType.Directory], ['shut', FileType.Directory]], '/theirs': [['locked.sql', FileType.File], ['open.sql', FileType.File]] };
    const registered = workspace.registerFileSystemProvider('shelf', {
      onDidChangeFile: new EventEmitter<FileChangeEvent[]>().event,
      watch: () => new Disposable(() => undefined),
      stat: (uri) => ({ type: isFile(uri) ? FileType.File : FileType.Directory, ctime: 0, mtime: 0, size: 0 }),
      readDirectory: (uri) => entries[uri.path] ?? refused(uri),
      readFile: (uri) => (uri.path === '/theirs/open.sql' ? new TextEncoder().encode('-- @title Open\n-- @about Open.\nselect 1;\n') : refused(uri)),
      writeFile: refused,
      createDirectory: refused,
      delete: refused,
      rename: refused,
    });
    const library = new Library(Uri.parse('shelf:/'), Uri.file(path.join(folder, 'not there')));
    const { snippets, problems } = await library.read();
    library.dispose();
    registered.dispose();
    assert.deepEqual(snippets.map(({ slug }) => slug), ['open']);
    assert.deepEqual(problems.map(({ uri }) => uri), ['shelf:/theirs/locked.sql', undefined]);
    assert.match(problems[0]?.message ?? '', /^theirs\/locked\.sql: /);
    assert.match(problems[1]?.message ?? '', /^The snippet folder .*shut.* cannot be read: /);
  });
});
