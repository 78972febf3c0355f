import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { Disposable, EventEmitter, FileChangeType, FileSystemError, FileType, Uri, window, workspace, WorkspaceEdit, type FileChangeEvent, type FileSystemProvider, type NotebookDocument } from 'vscode';
import { decodeText } from '../../investigation/encoding';
import { checkHeader } from '../../investigation/edits';
import { headerEdit, investigationOf, isInvestigation } from './document';

const scheme = 'casebook-header';

/** Opens an investigation's header as a text beside it; saving it puts it into the investigation. */
export async function editHeader(notebook: NotebookDocument): Promise<void> {
  const name = l10n.t('Header of {0}', path.basename(notebook.uri.path).replace(/(?:\.casebook)?\.sql$/, ''));
  const document = await workspace.openTextDocument(Uri.from({ scheme, path: `/${name}.sql`, query: notebook.uri.toString() }));
  await window.showTextDocument(document, { preview: false });
}

/** The headers of open investigations, as files of a scheme of their own. */
export function registerHeaders(): Disposable {
  const changed = new EventEmitter<FileChangeEvent[]>();
  const versions = new WeakMap<NotebookDocument, number>();
  const versionOf = (notebook: NotebookDocument): number => versions.get(notebook) ?? 1;
  const headers: FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => undefined),
    stat(uri) {
      const notebook = notebookOf(uri);
      return { type: FileType.File, ctime: 0, mtime: versionOf(notebook), size: bytesOf(notebook).length };
    },
    readFile: (uri) => bytesOf(notebookOf(uri)),
    async writeFile(uri, content) {
      const notebook = notebookOf(uri);
      const text = decodeText(content);
      const header = text.ok ? checkHeader(text.value) : text;
      if (!header.ok) throw FileSystemError.NoPermissions(header.failure.message);
      const change = new WorkspaceEdit();
      change.set(notebook.uri, [headerEdit(notebook, header.value)]);
      await workspace.applyEdit(change);
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  return Disposable.from(
    changed,
    workspace.registerFileSystemProvider(scheme, headers, { isCaseSensitive: true }),
    workspace.onDidChangeNotebookDocument(({ notebook, metadata }) => {
      if (metadata === undefined || !isInvestigation(notebook)) return;
      versions.set(notebook, versionOf(notebook) + 1);
      const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme && uri.query === notebook.uri.toString());
      changed.fire(open.map(({ uri }) => ({ type: FileChangeType.Changed, uri })));
    }),
  );
}

function notebookOf(uri: Uri): NotebookDocument {
  const notebook = workspace.notebookDocuments.find((each) => isInvestigation(each) && each.uri.toString() === uri.query);
  if (!notebook) throw FileSystemError.FileNotFound(l10n.t('The investigation of this header is not open.'));
  return notebook;
}

const bytesOf = (notebook: NotebookDocument): Uint8Array => new TextEncoder().encode(investigationOf(notebook).header);

function refuse(): never {
  throw FileSystemError.NoPermissions(l10n.t('A header is a part of its investigation.'));
}
