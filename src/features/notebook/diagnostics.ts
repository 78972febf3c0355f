import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, workspace, type NotebookCell, type NotebookDocument, type TextDocument } from 'vscode';
import { explain } from '../../domain/failure';
import { readInvestigation } from '../../investigation/reading';
import type { CellFailure } from '../../investigation/run';
import { investigationOf, isInvestigation } from './document';

/** What is wrong with cells, at the very token: found while they are written, and found by running them. */
export class CellDiagnostics implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('casebook');
  /** By cell: what its last run said. An edit makes it void. */
  private readonly failures = new Map<TextDocument, Diagnostic>();
  private readonly listener: Disposable;

  constructor() {
    this.listener = Disposable.from(
      workspace.onDidOpenNotebookDocument((notebook) => this.refresh(notebook)),
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        for (const { cell, document } of cellChanges) if (document) this.failures.delete(cell.document);
        for (const { document } of contentChanges.flatMap(({ removedCells }) => removedCells)) this.forget(document);
        if (contentChanges.length > 0 || cellChanges.some(({ document, metadata }) => document ?? metadata)) this.refresh(notebook);
      }),
      workspace.onDidCloseNotebookDocument((notebook) => {
        for (const { document } of notebook.getCells()) this.forget(document);
      }),
    );
    for (const notebook of workspace.notebookDocuments) this.refresh(notebook);
  }

  /** Says where a run failed, or that it did not. */
  report({ notebook, document }: NotebookCell, outcome?: CellFailure): void {
    if (outcome?.range) this.failures.set(document, at(document, outcome.range, explain(outcome.failure).text, DiagnosticSeverity.Error));
    else this.failures.delete(document);
    this.refresh(notebook);
  }

  dispose(): void {
    this.listener.dispose();
    this.collection.dispose();
  }

  private forget(document: TextDocument): void {
    this.failures.delete(document);
    this.collection.delete(document.uri);
  }

  private refresh(notebook: NotebookDocument): void {
    if (!isInvestigation(notebook)) return;
    const { cells } = readInvestigation(investigationOf(notebook));
    for (const { index, document } of notebook.getCells()) {
      const found = (cells[index]?.diagnostics ?? []).map((each) => at(document, each, each.message, each.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning));
      const failure = this.failures.get(document);
      // The run refuses what is found in the text with the same words.
      this.collection.set(document.uri, failure && !found.some(({ range }) => range.isEqual(failure.range)) ? [...found, failure] : found);
    }
  }
}

function at(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }, message: string, severity: DiagnosticSeverity): Diagnostic {
  const diagnostic = new Diagnostic(new Range(document.positionAt(start), document.positionAt(end)), message, severity);
  diagnostic.source = 'Casebook';
  return diagnostic;
}
