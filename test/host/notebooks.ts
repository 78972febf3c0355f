/** Notebooks in the extension host, driven as a user's commands drive them. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commands, languages, NotebookEdit, NotebookRange, Range, Uri, window, workspace, WorkspaceEdit, type Diagnostic, type NotebookCell, type NotebookCellOutput, type NotebookDocument } from 'vscode';
import { isResultPayload, resultMime, type ResultPayload } from '../../src/shared/result';

const folder = mkdtempSync(path.join(tmpdir(), 'casebook-notebooks-'));
let files = 0;

/** A file of its own for a test. */
export function writeNotebook(content: string | Uint8Array, suffix = '.casebook.sql'): Uri {
  const file = path.join(folder, `${++files}${suffix}`);
  writeFileSync(file, content);
  return Uri.file(file);
}

export const bytesOf = (uri: Uri): Buffer => readFileSync(uri.fsPath);

/** Opens a file as an investigation and shows it. */
export async function openNotebook(content: string | Uint8Array, suffix?: string, type = 'casebook'): Promise<NotebookDocument> {
  const uri = writeNotebook(content, suffix);
  await commands.executeCommand('vscode.openWith', uri, type);
  return until(`${uri.path} is open`, () => window.visibleNotebookEditors.find(({ notebook }) => notebook.uri.toString() === uri.toString())?.notebook);
}

export async function editCell(cell: NotebookCell, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(cell.document.uri, cell.document.validateRange(new Range(0, 0, 1e6, 0)), text);
  assert.ok(await workspace.applyEdit(edit));
}

export async function deleteCell(cell: NotebookCell): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.set(cell.notebook.uri, [NotebookEdit.deleteCells(new NotebookRange(cell.index, cell.index + 1))]);
  assert.ok(await workspace.applyEdit(edit));
}

/** Starts a cell's run; settles when it has ended. */
export async function startCell(cell: NotebookCell): Promise<void> {
  await commands.executeCommand('notebook.cell.execute', { ranges: [{ start: cell.index, end: cell.index + 1 }], document: cell.notebook.uri });
}

/** What the Stop button of a cell does. */
export async function stopCell(cell: NotebookCell): Promise<void> {
  await commands.executeCommand('notebook.cell.cancelExecution', { ranges: [{ start: cell.index, end: cell.index + 1 }], document: cell.notebook.uri });
}

/** Runs a cell to its end. */
export async function runCell(cell: NotebookCell): Promise<'success' | 'failure'> {
  const before = cell.executionSummary?.executionOrder ?? 0;
  await startCell(cell);
  return ended(cell, before);
}

export async function runAll(notebook: NotebookDocument): Promise<void> {
  await commands.executeCommand('notebook.execute', notebook.uri);
}

/** How a cell's run ended that began after the one of that order. */
export async function ended(cell: NotebookCell, before = 0): Promise<'success' | 'failure'> {
  const success = await until(`cell ${cell.index} has run`, () => {
    const { executionOrder = 0, success } = cell.executionSummary ?? {};
    return executionOrder > before ? success : undefined;
  });
  return success ? 'success' : 'failure';
}

const decoder = new TextDecoder();
const itemOf = (output: NotebookCellOutput | undefined, mime: string): string | undefined => {
  const item = output?.items.find((each) => each.mime === mime);
  return item && decoder.decode(item.data);
};

/** The results that a cell shows, in order. */
export function results(cell: NotebookCell): ResultPayload[] {
  return cell.outputs.map((output) => {
    const payload: unknown = JSON.parse(itemOf(output, resultMime) ?? 'null');
    assert.ok(isResultPayload(payload), `cell ${cell.index} shows another output: ${itemOf(output, errorMime) ?? ''}`);
    return payload;
  });
}

export const plainText = (cell: NotebookCell): string | undefined => itemOf(cell.outputs[0], 'text/plain');

export const errorMime = 'application/vnd.code.notebook.error';

/** What the last output says went wrong. */
export function failureOf(cell: NotebookCell): Readonly<Record<string, unknown>> {
  const error: unknown = JSON.parse(itemOf(cell.outputs.at(-1), errorMime) ?? 'null');
  assert.ok(typeof error === 'object' && error !== null, `cell ${cell.index} shows no error`);
  return { ...error };
}

/** What is marked in a cell, as `text: message`. */
export const marked = ({ document }: NotebookCell): string[] => languages.getDiagnostics(document.uri).map(({ range, message }: Diagnostic) => `${document.getText(range)}: ${message}`);

/** Asks again until there is an answer, for at most 20 s. */
export async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(10);
  }
  throw new Error(`Waited 20 s until ${what}`);
}
