import * as l10n from '@vscode/l10n';
import { isAbsolute } from 'node:path';
import { EventEmitter, FileSystemError, FileType, RelativePattern, Uri, workspace, type Disposable, type Event } from 'vscode';
import * as z from 'zod/mini';
import type { Rule } from '../../data/store/rule';
import { fail, succeed, type Result } from '../../domain/failure';
import { decodeText } from '../../investigation/encoding';
import { parseSnippet, type Snippet } from '../../investigation/snippet';
import { ruleOf } from '../../investigation/rules';

export interface LibrarySnippet extends Snippet {
  readonly library: 'builtin' | 'user' | 'workspace';
  readonly uri: string;
}

/** A file of a library that is no snippet, and why: the message names file and line. Without a file it is about the setting. */
export interface Problem {
  readonly uri?: string;
  readonly message: string;
}

interface Contents {
  /** By title; of one slug the nearest: the workspace's before the user's before the built-in one. */
  readonly snippets: readonly LibrarySnippet[];
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

interface Folder {
  readonly library: LibrarySnippet['library'];
  readonly uri: Uri;
  /** Somebody said that it is there. */
  readonly named?: true;
}

/** Every saved snippet in reach, read when first asked for and again after a change. */
export class Library implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private contents: Promise<Contents> | undefined;
  private watchers: readonly Disposable[] = [];
  private readonly events: readonly Disposable[];
  readonly onDidChange: Event<void> = this.changed.event;

  /** `builtin` and `user` are the folders of those libraries; the user's need not be there. */
  constructor(
    private readonly builtin: Uri,
    private readonly user: Uri,
  ) {
    this.events = [
      workspace.onDidChangeWorkspaceFolders(() => this.changeFolders()),
      workspace.onDidGrantWorkspaceTrust(() => this.changeFolders()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('casebook.snippetFolders')) this.changeFolders();
      }),
    ];
  }

  async read(): Promise<Contents> {
    this.contents ??= this.load();
    return this.contents;
  }

  dispose(): void {
    for (const disposable of [...this.events, ...this.watchers, this.changed]) disposable.dispose();
  }

  private changeFolders(): void {
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = [];
    this.forget();
  }

  private forget(): void {
    this.contents = undefined;
    this.changed.fire();
  }

  private async load(): Promise<Contents> {
    const named = z.array(z.string()).safeParse(workspace.getConfiguration('casebook').get('snippetFolders', []));
    const folders = this.folders(named.data ?? []);
    // A watcher takes its time to start: those of the same folders stay.
    if (this.watchers.length === 0) this.watchers = folders.filter(({ library }) => library !== 'builtin').map(({ uri }) => this.watch(uri));
    const files = (await Promise.all(folders.map(async (folder) => readFolder(folder)))).flat();
    const nearest = new Map<string, Saved>();
    for (const { read } of files) if (read.ok && !nearest.has(read.value.snippet.slug)) nearest.set(read.value.snippet.slug, read.value);
    const saved = [...nearest.values()];
    return {
      snippets: saved.map(({ snippet }) => snippet).toSorted((a, b) => a.title.localeCompare(b.title)),
      rules: saved.flatMap(({ rule }) => rule ?? []),
      problems: [
        ...(named.error ? [{ message: `casebook.snippetFolders: ${z.prettifyError(named.error)}` }] : []),
        ...files.flatMap(({ uri, read }) => (read.ok ? [] : [{ ...(uri !== undefined && { uri }), message: read.failure.message }])),
      ],
    };
  }

  /** Nearest first. An untrusted workspace brings no SQL along. */
  private folders(named: readonly string[]): readonly Folder[] {
    const roots = workspace.isTrusted ? (workspace.workspaceFolders ?? []).map(({ uri }) => uri) : [];
    return [
      ...roots.map((root): Folder => ({ library: 'workspace', uri: Uri.joinPath(root, '.casebook', 'snippets') })),
      ...named.flatMap((path) => (isAbsolute(path) ? [Uri.file(path)] : roots.map((root) => Uri.joinPath(root, path)))).map((uri): Folder => ({ library: 'user', uri, named: true })),
      { library: 'user', uri: this.user },
      { library: 'builtin', uri: this.builtin },
    ];
  }

  private watch(folder: Uri): Disposable {
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '**/*.sql'));
    const forget = (): void => this.forget();
    watcher.onDidChange(forget);
    watcher.onDidCreate(forget);
    watcher.onDidDelete(forget);
    return watcher;
  }
}

interface Saved {
  readonly snippet: LibrarySnippet;
  readonly rule: Rule | undefined;
}

interface SnippetFile {
  /** Absent where the whole folder cannot be read. */
  readonly uri?: string;
  readonly read: Result<Saved>;
}

/** The files of a library, and those of its themes' folders. What cannot be read takes nothing along that can. */
async function readFolder({ library, uri, named }: Folder, isTheme = false): Promise<readonly SnippetFile[]> {
  const entries = await attempt(async () => workspace.fs.readDirectory(uri));
  if (entries instanceof FileSystemError) {
    // Only a folder that somebody named has to be there.
    return named || entries.code !== 'FileNotFound' ? [{ read: fail('notFound', l10n.t('The snippet folder {0} cannot be read: {1}', workspace.asRelativePath(uri), entries.message)) }] : [];
  }
  const themes = isTheme ? [] : entries.filter(([, type]) => type & FileType.Directory).map(async ([name]) => readFolder({ library, uri: Uri.joinPath(uri, name) }, true));
  const files = entries.filter(([name, type]) => type & FileType.File && name.endsWith('.sql') && !name.endsWith('.casebook.sql')).map(async ([name]): Promise<SnippetFile> => {
    const file = Uri.joinPath(uri, name);
    return { uri: file.toString(), read: await readSnippet(library, file) };
  });
  return [await Promise.all(files), ...(await Promise.all(themes))].flat();
}

/** What the file system gives, or why it does not. */
async function attempt<T>(read: () => Promise<T>): Promise<T | FileSystemError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FileSystemError) return error;
    throw error;
  }
}

async function readSnippet(library: LibrarySnippet['library'], uri: Uri): Promise<Result<Saved>> {
  // Theme and file say where, and leave room in the view for what is wrong.
  const path = uri.path.split('/').slice(-2).join('/');
  const bytes = await attempt(async () => workspace.fs.readFile(uri));
  if (bytes instanceof FileSystemError) return fail('notFound', l10n.t('{0}: {1}', path, bytes.message));
  const text = decodeText(bytes);
  if (!text.ok) return fail('malformed', l10n.t('{0}: {1}', path, text.failure.message));
  const snippet = await parseSnippet(path, text.value);
  if (!snippet.ok) return snippet;
  const rule = await ruleOf(snippet.value, library !== 'builtin');
  return rule.ok ? succeed({ snippet: { ...snippet.value, library, uri: uri.toString() }, rule: rule.value }) : fail('refused', l10n.t('{0}: {1}', path, rule.failure.message));
}
