import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { Uri, window, workspace, type Disposable, type NotebookCell, type NotebookDocument } from 'vscode';
import { openAtomicFile } from '../../data/node/atomicFile';
import { cancelled, fail, succeed, type Result } from '../../domain/failure';
import { registerCommand } from '../../host/commands';
import { withProgress } from '../../host/progress';
import type { Exported, ExportOptions } from '../../investigation/export';
import { exportFormats, type ExportFormat } from '../../investigation/export/formats';
import type { RunContext } from '../../investigation/run';
import type { Commands } from '../../manifest';
import { formatCount, rowsInWords } from '../../shared/words';
import { activeCell, isInvestigation, noInvestigation } from './document';
import { askRequired } from './parameterForm';
import type { ParameterValues } from './parameters';

export interface ExportNeeds {
  readonly values: ParameterValues;
  readonly contextFor: (notebook: NotebookDocument) => RunContext;
}

type Given = NonNullable<Commands['casebook.exportResult'][0]>;

/** `casebook.exportResult`: the statement runs again, and its whole result goes from the server to a file, row by row. */
export const registerExport = (needs: ExportNeeds): Disposable =>
  registerCommand('casebook.exportResult', async (given = {}) => {
    const cell = cellOf(given);
    if (!cell) return noInvestigation();
    const target = await targetOf(given, cell);
    if (!target.ok) return target;
    await askRequired(cell.notebook, [cell.index], needs.values);
    const { uri, format } = target.value;
    const file = await openAtomicFile(uri.fsPath);
    if (!file.ok) return file;
    const { exportStatement } = await import('../../investigation/export');
    const request = { context: needs.contextFor(cell.notebook), cell: cell.index, statement: given.statement ?? 0, format, options: readOptions(cell.notebook) };
    const done = await withProgress(l10n.t('Exporting to {0}', path.basename(uri.fsPath)), (signal, report) =>
      exportStatement(request, file.value, atMostEvery(250, (rowCount) => report(l10n.t('{0} rows so far', formatCount(rowCount)))), signal),
    );
    if (done.ok && given.uri === undefined) void offer(uri, done.value);
    return done;
  });

function cellOf({ notebook, cell }: Given): NotebookCell | undefined {
  if (cell === undefined) return activeCell();
  const of = notebook === undefined ? window.activeNotebookEditor?.notebook : workspace.notebookDocuments.find(({ uri }) => uri.toString() === String(notebook));
  return of && isInvestigation(of) && cell < of.cellCount ? of.cellAt(cell) : undefined;
}

interface Target {
  readonly uri: Uri;
  readonly format: ExportFormat;
}

async function targetOf({ format: wanted, uri: place }: Given, cell: NotebookCell): Promise<Result<Target>> {
  const format = wanted === undefined ? await pickFormat() : exportFormats.find((each) => each === wanted);
  if (format === undefined) return wanted === undefined ? cancelled() : fail('parameter', l10n.t('{0} is no format. Use one of {1}.', wanted, exportFormats.join(', ')));
  const uri = place === undefined ? await window.showSaveDialog({ defaultUri: suggested(cell, format), filters: { [format.toUpperCase()]: [format] } }) : Uri.parse(String(place));
  if (!uri) return cancelled();
  return uri.scheme === 'file' ? succeed({ uri, format }) : fail('unsupported', l10n.t('Casebook exports to files of the machine that it runs on, not to {0}.', uri.scheme));
}

const descriptions: Readonly<Record<ExportFormat, () => string>> = {
  csv: () => l10n.t('comma-separated, for any tool'),
  tsv: () => l10n.t('tab-separated'),
  json: () => l10n.t('one array of objects'),
  jsonl: () => l10n.t('an object a line'),
  md: () => l10n.t('a Markdown table'),
  xlsx: () => l10n.t('an Excel workbook'),
};

async function pickFormat(): Promise<ExportFormat | undefined> {
  const items = exportFormats.map((format) => ({ label: format, description: descriptions[format]() }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Export the whole result as'), placeHolder: l10n.t('The statement runs again, without a row limit') });
  return chosen?.label;
}

function suggested({ notebook, index }: NotebookCell, format: ExportFormat): Uri {
  const folder = notebook.isUntitled ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(notebook.uri, '..');
  const name = `${path.basename(notebook.uri.path).replace(/(?:\.casebook)?\.sql$/, '')}-${index + 1}.${format}`;
  return folder ? Uri.joinPath(folder, name) : Uri.file(name);
}

/** Says a number on, and leaves out those that come too soon after another. */
function atMostEvery(milliseconds: number, say: (count: number) => void): (count: number) => void {
  let saidAt = 0;
  return (count) => {
    if (performance.now() - saidAt < milliseconds) return;
    saidAt = performance.now();
    say(count);
  };
}

function readOptions({ uri }: NotebookDocument): ExportOptions {
  const settings = workspace.getConfiguration('casebook.export', uri);
  return { nullText: settings.get('nullText', ''), byteOrderMark: settings.get('byteOrderMark', false) };
}

async function offer(uri: Uri, { rowCount, masked }: Exported): Promise<void> {
  const open = l10n.t('Open');
  const words = l10n.t('{0} exported to {1}.', rowsInWords(rowCount), path.basename(uri.fsPath));
  const chosen = await window.showInformationMessage(masked.length === 0 ? words : `${words} ${l10n.t('Masked: {0}.', masked.join(', '))}`, open);
  if (chosen === open) await (uri.path.endsWith('.xlsx') ? window.showInformationMessage(uri.fsPath) : window.showTextDocument(uri));
}
