import * as l10n from '@vscode/l10n';
import { CodeLens, Disposable, EventEmitter, languages, OverviewRulerLane, Range, ThemeColor, Uri, ViewColumn, window, workspace, type NotebookCell, type TextEditor } from 'vscode';
import { costlyMark } from '../../investigation/plan';
import type { CommandId } from '../../manifest';

const scheme = 'casebook-plan';
const explainCommand: CommandId = 'casebook.explainCell';

interface Plan {
  readonly cell: NotebookCell;
  readonly text: string;
  readonly isAnalyzed: boolean;
}

/** Plans of cells, as texts beside them: the costly lines stand out, and a plan offers to be made of a real run. */
export class Plans implements Disposable {
  private readonly plans = new Map<string, Plan>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly replaced = new EventEmitter<void>();
  private readonly costly = window.createTextEditorDecorationType({ isWholeLine: true, backgroundColor: new ThemeColor('inputValidation.warningBackground'), overviewRulerColor: new ThemeColor('editorOverviewRuler.warningForeground'), overviewRulerLane: OverviewRulerLane.Full });
  private readonly disposable: Disposable;

  constructor() {
    this.disposable = Disposable.from(
      this.changed,
      this.replaced,
      this.costly,
      workspace.registerTextDocumentContentProvider(scheme, { onDidChange: this.changed.event, provideTextDocumentContent: (uri) => this.plans.get(uri.toString())?.text ?? l10n.t('This plan is of an earlier session. Explain its cell again.') }),
      languages.registerCodeLensProvider({ scheme }, { onDidChangeCodeLenses: this.replaced.event, provideCodeLenses: ({ uri }) => this.lenses(uri) }),
      window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.mark(editor))),
      workspace.onDidChangeTextDocument(({ document }) => window.visibleTextEditors.filter((editor) => editor.document === document).forEach((editor) => this.mark(editor))),
      workspace.onDidCloseTextDocument(({ uri }) => this.plans.delete(uri.toString())),
    );
  }

  /** A cell's plan takes the place of the one that it had. */
  async show(cell: NotebookCell, text: string, isAnalyzed: boolean): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${l10n.t('Plan of cell {0}', cell.index + 1)}`, query: cell.document.uri.toString() });
    this.plans.set(uri.toString(), { cell, text, isAnalyzed });
    this.changed.fire(uri);
    this.replaced.fire();
    await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preview: true });
  }

  dispose(): void {
    this.disposable.dispose();
  }

  private lenses(uri: Uri): CodeLens[] {
    const plan = this.plans.get(uri.toString());
    if (!plan || plan.isAnalyzed) return [];
    return [new CodeLens(new Range(0, 0, 0, 0), { command: explainCommand, title: l10n.t('Run It and Measure'), arguments: [plan.cell, { analyze: true }] })];
  }

  private mark(editor: TextEditor): void {
    const { document } = editor;
    if (document.uri.scheme !== scheme) return;
    const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line));
    // The line that says what the mark means holds it too.
    editor.setDecorations(this.costly, lines.filter(({ text }) => text.startsWith(`${costlyMark} `) && /^\S +\d+ %/.test(text)).map(({ range }) => range));
  }
}
