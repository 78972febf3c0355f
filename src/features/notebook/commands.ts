import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { Disposable, env, NotebookEdit, window, workspace, WorkspaceEdit, type NotebookDocument } from 'vscode';
import { cancelled, fail, succeed, type Result } from '../../domain/failure';
import { registerCommand } from '../../host/commands';
import { withProgress } from '../../host/progress';
import { parseInvestigation } from '../../investigation/investigation';
import { readInvestigation } from '../../investigation/reading';
import { copyAsSql, type RunContext } from '../../investigation/run';
import { snippetAsInvestigation, type Snippet } from '../../investigation/snippet';
import type { Commands } from '../../manifest';
import { activeCell, activeInvestigation, investigationOf, noInvestigation, openCell, toCellData, toNotebookData } from './document';
import { editHeader } from './headers';
import identifierInvestigation from './identifier.casebook.sql';
import { giveParameters, showParameters } from './parameterForm';
import type { ParameterValues } from './parameters';

export interface CommandNeeds {
  readonly snippets: { all(): Promise<readonly Snippet[]>; find(slug: string): Promise<Snippet | undefined> };
  readonly values: ParameterValues;
  readonly contextFor: (notebook: NotebookDocument) => RunContext;
}

export const registerInvestigationCommands = ({ snippets, values, contextFor }: CommandNeeds): Disposable => {
  const snippetOf = async (slug: string | undefined, title: string): Promise<Result<Snippet>> => {
    if (slug === undefined) return pickSnippet(await snippets.all(), title);
    const found = await snippets.find(slug);
    return found ? succeed(found) : fail('notFound', l10n.t('There is no snippet {0}.', slug));
  };

  return Disposable.from(
    registerCommand('casebook.newInvestigation', async (from = {}) => {
      const text = await textOf(from, snippetOf);
      return text.ok ? succeed(await openUntitled(text.value)) : text;
    }),
    registerCommand('casebook.insertSnippet', async (given) => {
      const snippet = await snippetOf(typeof given === 'object' ? given.snippet : given, l10n.t('Insert which snippet?'));
      if (!snippet.ok) return snippet;
      const investigation = snippetAsInvestigation(snippet.value);
      if (!investigation.ok) return investigation;
      const notebook = activeInvestigation();
      return succeed(notebook ? await insert(notebook, investigation.value) : await openUntitled(investigation.value));
    }),
    registerCommand('casebook.setParameters', async (given, of) => {
      const cell = openCell(of) ?? activeCell();
      const notebook = cell?.notebook ?? activeInvestigation();
      if (!notebook) return noInvestigation();
      // The toolbar's button passes things of its own.
      const named = givenValues.safeParse(given);
      if (named.success) return giveParameters(notebook, named.data, values);
      await showParameters(notebook, cell, values);
      return succeed(true);
    }),
    registerCommand('casebook.editHeader', async () => {
      const notebook = activeInvestigation();
      if (!notebook) return noInvestigation();
      await editHeader(notebook);
      return succeed(true);
    }),
    registerCommand('casebook.copyAsSql', async (given) => {
      const cell = openCell(given) ?? activeCell();
      if (!cell) return noInvestigation();
      const sql = await withProgress(l10n.t('Copying as SQL'), (signal) => copyAsSql(contextFor(cell.notebook), cell.index, signal));
      if (!sql.ok) return { ok: false, failure: sql.failure.failure };
      await env.clipboard.writeText(sql.value);
      return succeed(sql.value);
    }),
  );
};

const givenValues = z.record(z.string(), z.string());

type Origin = NonNullable<Commands['casebook.newInvestigation'][0]>;

async function textOf(from: Origin, snippetOf: (slug: string, title: string) => Promise<Result<Snippet>>): Promise<Result<string>> {
  if ('id' in from) return /^[\w-]+$/.test(from.id) ? succeed(identifierInvestigation.replaceAll('{id}', from.id)) : fail('parameter', l10n.t('{0} is not an identifier.', from.id));
  if (from.snippet === undefined) return succeed('');
  const snippet = await snippetOf(from.snippet, '');
  return snippet.ok ? snippetAsInvestigation(snippet.value, from.parameters) : snippet;
}

async function pickSnippet(snippets: readonly Snippet[], title: string): Promise<Result<Snippet>> {
  const items = snippets.map((snippet) => ({ label: snippet.title, description: snippet.theme, detail: snippet.about, snippet }));
  const chosen = await window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  return chosen ? succeed(chosen.snippet) : cancelled();
}

async function openUntitled(text: string): Promise<string> {
  const notebook = await workspace.openNotebookDocument('casebook', toNotebookData(parseInvestigation(text)));
  await window.showNotebookDocument(notebook);
  return notebook.uri.toString();
}

/** Puts the cells of an investigation behind the selected one; what its header says goes with its SQL. */
async function insert(notebook: NotebookDocument, text: string): Promise<string> {
  const { header, cells } = parseInvestigation(text);
  const taken = readInvestigation(investigationOf(notebook)).names;
  const directives = header.replace(/^-- @title .*\n/, '');
  const data = cells.map(({ kind, name, value }) => toCellData(kind === 'markdown' ? { kind, value } : { kind, value: directives + value, ...(name !== undefined && { name: unusedName(name, taken) }) }));
  const edit = new WorkspaceEdit();
  edit.set(notebook.uri, [NotebookEdit.insertCells(window.activeNotebookEditor?.selection.end ?? notebook.cellCount, data)]);
  await workspace.applyEdit(edit);
  return notebook.uri.toString();
}

function unusedName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let unused = name;
  for (let count = 2; taken.has(unused); count++) unused = `${name}_${count}`;
  return unused;
}
