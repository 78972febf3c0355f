import { EventEmitter, Uri, type Disposable, type TextDocumentContentProvider } from 'vscode';
import type { Result } from '../../domain/failure';

export const scheme = 'casebook';
type View = 'card' | 'raw';

const extensions: Readonly<Record<View, string>> = { card: 'md', raw: 'json' };

const uriOf = (view: View, id: string): Uri => Uri.from({ scheme, path: `/${view}/${id}.${extensions[view]}` });

/** The view and the identifier that a document shows. */
function readUri({ path }: Uri): { readonly view: View; readonly id: string } | undefined {
  const [, view, id] = /^\/(card|raw)\/(.+)\.(?:md|json)$/.exec(path) ?? [];
  return id !== undefined && (view === 'card' || view === 'raw') ? { view, id } : undefined;
}

/** Read-only documents of the `casebook:` scheme. A document that VS Code restores after a reload is read anew. */
export class Documents implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly texts = new Map<string, string>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly read: (view: View, id: string) => Promise<Result<string>>) {}

  /** Reads the document before it is opened, so that a failure is told where it was asked for. */
  async prepare(view: View, id: string): Promise<Result<Uri>> {
    const text = await this.read(view, id);
    if (!text.ok) return text;
    const uri = uriOf(view, id);
    this.texts.set(uri.toString(), text.value);
    this.changed.fire(uri);
    return { ok: true, value: uri };
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const prepared = this.texts.get(uri.toString());
    this.texts.delete(uri.toString());
    if (prepared !== undefined) return prepared;
    const asked = readUri(uri);
    if (!asked) return '';
    const text = await this.read(asked.view, asked.id);
    return text.ok ? text.value : text.failure.message;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
