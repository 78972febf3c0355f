import { Disposable, Uri, window, workspace, type Event } from 'vscode';
import type { Rule } from '../../data/store/rule';
import { Library, type LibrarySnippet } from './library';
import { investigationFiles, SnippetsTree } from './view';

export type { LibrarySnippet } from './library';

/** The saved snippets in reach: built in, the user's, the workspace's. */
export interface Snippets extends Disposable {
  readonly onDidChange: Event<void>;
  all(): Promise<readonly LibrarySnippet[]>;
  find(slug: string): Promise<LibrarySnippet | undefined>;
  /** The same array until a library changes. */
  rules(): Promise<readonly Rule[]>;
}

/** The Investigations view and the library behind it. No file is read before somebody asks. */
export function registerSnippets(extension: Uri, globalStorage: Uri): Snippets {
  const library = new Library(Uri.joinPath(extension, 'snippets'), Uri.joinPath(globalStorage, 'snippets'));
  const tree = new SnippetsTree(library);
  const files = workspace.createFileSystemWatcher(investigationFiles, false, true, false);
  const refresh = (): void => tree.refresh();
  const disposable = Disposable.from(library, files, library.onDidChange(refresh), files.onDidCreate(refresh), files.onDidDelete(refresh), window.createTreeView('casebook.investigations', { treeDataProvider: tree, showCollapseAll: true }));
  return Object.assign(disposable, {
    onDidChange: library.onDidChange,
    all: async () => (await library.read()).snippets,
    find: async (slug: string) => (await library.read()).snippets.find((snippet) => snippet.slug === slug),
    rules: async () => (await library.read()).rules,
  });
}
