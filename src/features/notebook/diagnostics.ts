import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, workspace, type NotebookCell, type NotebookDocument, type TextDocument } from 'vscode';
import { explain } from '../../domain/failure';
import type { Diagnostic as Found } from '../../investigation/directives';
import { inHeader, readInvestigation } from '../../investigation/reading';
import type { CellFailure, Range as Offsets } from '../../investigation/run';
import { changesInvestigation, investigationOf, isInvestigation, positionIn } from './document';

/** What is wrong with cells, at the very token: found while they are written, and found by running them. */
export class CellDiagnostics implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('casebook');
  /** By cell: what its last run said. An edit makes it void. */
  private readonly failures = new Map<TextDocument, Diagnostic>();
  private readonly listener: Disposable;

  constructor() {
    this.listener = Disposable.from(
      workspace.onDidOpenNotebookDocument((notebook) => this.refresh(notebook)),
      workspace.onDidChangeNotebookDocument((change) => {
        const { notebook, contentChanges, cellChanges } = change;
        for (const { cell, document } of cellChanges) if (document) this.failures.delete(cell.document);
        for (const { document } of contentChanges.flatMap(({ removedCells }) => removedCells)) this.forget(document);
        if (changesInvestigation(change)) this.refresh(notebook);
      }),
      workspace.onDidCloseNotebookDocument((notebook) => {
        for (const { document } of notebook.getCells()) this.forget(document);
      }),
    );
    for (const notebook of workspace.notebookDocuments) this.refresh(notebook);
  }

  /** Says where a run failed, or that it did not. */
  report({ notebook, document, index }: NotebookCell, outcome?: CellFailure): void {
    if (outcome?.range) this.failures.set(document, at(investigationOf(notebook).cells[index]?.value ?? '', outcome.range, explain(outcome.failure).text, 'error'));
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
    const investigation = investigationOf(notebook);
    const { header, cells } = investigation;
    const reading = readInvestigation(investigation);
    // The header is in no cell: what is found in it is said at the first that it is in force for.
    const first = cells.findIndex(({ kind }) => kind === 'code');
    for (const { index, document } of notebook.getCells()) {
      const ofHeader = index === first ? reading.headerDiagnostics.map((each) => at('', { start: 0, end: 0 }, inHeader(header, each), each.severity)) : [];
      const ofCell = (reading.cells[index]?.diagnostics ?? []).map((each) => at(cells[index]?.value ?? '', each, each.message, each.severity));
      const found = [...ofHeader, ...ofCell];
      const failure = this.failures.get(document);
      // The run refuses what is found in the text with the same words.
      this.collection.set(document.uri, failure && !found.some(({ range }) => range.isEqual(failure.range)) ? [...found, failure] : found);
    }
  }
}

function at(value: string, { start, end }: Offsets, message: string, severity: Found['severity']): Diagnostic {
  const diagnostic = new Diagnostic(new Range(positionIn(value, start), positionIn(value, end)), message, severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);
  diagnostic.source = 'Casebook';
  return diagnostic;
}
