import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { NotebookCellData, NotebookCellKind, NotebookData, NotebookEdit, Position, Range, window, workspace, WorkspaceEdit, type NotebookCell, type NotebookDocument, type NotebookDocumentChangeEvent } from 'vscode';
import { fail, type Result } from '../../domain/failure';
import { notebookTypes } from '../../manifest';
import type { Edit } from '../../investigation/edits';
import type { Investigation, InvestigationCell } from '../../investigation/investigation';

/** What a cell's metadata holds. VS Code drops it when a cell is copied or split: the cell is then a new one. */
const cellMetadata = z.object({
  name: z.optional(z.string()),
  written: z.optional(z.object({ marker: z.string(), before: z.string(), body: z.string(), after: z.string() })),
});
const documentMetadata = z.object({ header: z.string() });

export const isInvestigation = ({ notebookType }: NotebookDocument): boolean => notebookTypes.some((type) => type === notebookType);

/** The investigation that the user looks at. */
export function activeInvestigation(): NotebookDocument | undefined {
  const notebook = window.activeNotebookEditor?.notebook;
  return notebook && isInvestigation(notebook) ? notebook : undefined;
}

/** The SQL cell that the user looks at. */
export function activeCell(): NotebookCell | undefined {
  const notebook = activeInvestigation();
  const index = window.activeNotebookEditor?.selection.start ?? 0;
  const cell = notebook && index < notebook.cellCount ? notebook.cellAt(index) : undefined;
  return cell?.kind === NotebookCellKind.Code ? cell : undefined;
}

/** A cell that VS Code passes to a command of ours, in its menu or its status bar. */
export const openCell = (given: unknown): NotebookCell | undefined => workspace.notebookDocuments.filter(isInvestigation).flatMap((notebook) => notebook.getCells()).find((cell) => cell === given && cell.kind === NotebookCellKind.Code);

export const noInvestigation = (): Result<never> => fail('notFound', l10n.t('Open an investigation and select one of its SQL cells first.'));

const investigations = new WeakMap<NotebookDocument, Investigation>();

/** The notebook as it stands: the same object as long as nothing in it changes, and in it the same cells. */
export function investigationOf(notebook: NotebookDocument): Investigation {
  const header = headerOf(notebook.metadata);
  const cells = notebook.getCells().map(cellOf);
  const known = investigations.get(notebook);
  if (known?.header === header && known.cells.length === cells.length && cells.every((cell, index) => cell === known.cells[index])) return known;
  const investigation = { header, cells };
  investigations.set(notebook, investigation);
  return investigation;
}

const cellsRead = new WeakMap<NotebookCell, { readonly version: number; readonly metadata: unknown; readonly read: InvestigationCell }>();

function cellOf(cell: NotebookCell): InvestigationCell {
  const { kind, document, metadata } = cell;
  const before = cellsRead.get(cell);
  if (before?.version === document.version && before.metadata === metadata) return before.read;
  const read = toCell(kind, document.getText(), metadata);
  cellsRead.set(cell, { version: document.version, metadata, read });
  return read;
}

/** Whether a change is one of what the investigation says, as against outputs and how a run stands. */
export const changesInvestigation = ({ metadata, contentChanges, cellChanges }: NotebookDocumentChangeEvent): boolean => metadata !== undefined || contentChanges.length > 0 || cellChanges.some((change) => (change.document ?? change.metadata) !== undefined);

/** Changes texts of an investigation, and with them the name of a cell; all of it is undone at once. */
export async function edit(notebook: NotebookDocument, edits: readonly Edit[], renamed?: { readonly cell: NotebookCell; readonly name: string }): Promise<boolean> {
  const { header, cells } = investigationOf(notebook);
  const change = new WorkspaceEdit();
  for (const { cell, start, end, text } of edits) {
    const value = cells[cell ?? -1]?.value;
    if (cell === undefined || value === undefined) change.set(notebook.uri, [headerEdit(notebook, header.slice(0, start) + text + header.slice(end))]);
    else change.replace(notebook.cellAt(cell).document.uri, new Range(positionIn(value, start), positionIn(value, end)), text);
  }
  if (renamed) {
    const { written } = cellMetadata.parse(renamed.cell.metadata);
    change.set(notebook.uri, [NotebookEdit.updateCellMetadata(renamed.cell.index, { ...(renamed.name !== '' && { name: renamed.name }), ...(written && { written }) })]);
  }
  return workspace.applyEdit(change);
}

export const headerEdit = (notebook: NotebookDocument, header: string): NotebookEdit => NotebookEdit.updateNotebookMetadata({ ...notebook.metadata, header });

/** By the value's own lines: the document's offsets are others where its lines end in CRLF. */
export function positionIn(value: string, offset: number): Position {
  const before = value.slice(0, offset);
  return new Position(before.split('\n').length - 1, offset - before.lastIndexOf('\n') - 1);
}

export const fromNotebookData = ({ metadata, cells }: NotebookData): Investigation => ({
  header: headerOf(metadata),
  cells: cells.map(({ kind, value, metadata: ofCell }) => toCell(kind, value, ofCell)),
});

export function toNotebookData({ header, cells }: Investigation): NotebookData {
  const data = new NotebookData(cells.map(toCellData));
  data.metadata = { header };
  return data;
}

export function toCellData({ kind, value, name, written }: InvestigationCell): NotebookCellData {
  const data = kind === 'code' ? new NotebookCellData(NotebookCellKind.Code, value, 'sql') : new NotebookCellData(NotebookCellKind.Markup, value, 'markdown');
  data.metadata = { ...(name !== undefined && { name }), ...(written && { written }) };
  return data;
}

function headerOf(metadata: unknown): string {
  const read = documentMetadata.safeParse(metadata);
  return read.success ? read.data.header : '';
}

function toCell(kind: NotebookCellKind, text: string, metadata: unknown): InvestigationCell {
  const read = cellMetadata.safeParse(metadata);
  const { name, written } = read.success ? read.data : {};
  return {
    kind: kind === NotebookCellKind.Code ? 'code' : 'markdown',
    value: text.replace(/\r\n?/g, '\n'),
    ...(name !== undefined && { name }),
    ...(written && { written }),
  };
}
