import * as l10n from '@vscode/l10n';
import { commands, Disposable, window, type NotebookCell, type NotebookDocument } from 'vscode';
import { cancelled, fail, succeed, type Result } from '../../domain/failure';
import { registerCommand } from '../../host/commands';
import { withProgress } from '../../host/progress';
import { runOrder } from '../../investigation/chaining';
import { refusalOfName, renameReferences } from '../../investigation/edits';
import { explainCell } from '../../investigation/explain';
import type { RunContext } from '../../investigation/run';
import { activeCell, edit, investigationOf, noInvestigation, openCell } from './document';
import { askRequired } from './parameterForm';
import type { ParameterValues } from './parameters';
import { Plans } from './plans';

export interface CellCommandNeeds {
  readonly values: ParameterValues;
  readonly contextFor: (notebook: NotebookDocument) => RunContext;
}

/** What is done with one cell, the active one unless another is given. */
export function registerCellCommands({ values, contextFor }: CellCommandNeeds): Disposable {
  const plans = new Plans();
  return Disposable.from(
    plans,
    registerCommand('casebook.renameCell', async (given, name) => {
      const cell = openCell(given) ?? activeCell();
      if (!cell) return noInvestigation();
      const chosen = name ?? (await askName(cell));
      return chosen === undefined ? cancelled() : rename(cell, chosen);
    }),
    registerCommand('casebook.explainCell', async (given, how) => {
      const cell = openCell(given) ?? activeCell();
      if (!cell) return noInvestigation();
      await askRequired(cell.notebook, [cell.index], values);
      const isAnalyzed = how?.analyze === true;
      const plan = await withProgress(isAnalyzed ? l10n.t('Running and measuring') : l10n.t('Asking for the plan'), (signal) => explainCell(contextFor(cell.notebook), cell.index, isAnalyzed, signal));
      if (!plan.ok) return { ok: false, failure: plan.failure.failure };
      await plans.show(cell, plan.value, isAnalyzed);
      return succeed(plan.value);
    }),
    registerCommand('casebook.runWithDependencies', async (given) => {
      const cell = openCell(given) ?? activeCell();
      if (!cell) return noInvestigation();
      const order = runOrder(investigationOf(cell.notebook), cell.index, () => false);
      if (!order.ok) return order;
      const ranges = order.value.map((index) => ({ start: index, end: index + 1 }));
      await commands.executeCommand('notebook.cell.execute', { ranges, document: cell.notebook.uri });
      return succeed(true);
    }),
  );
}

async function askName(cell: NotebookCell): Promise<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Name of Cell {0}', cell.index + 1),
    prompt: l10n.t('Other cells bind its values by :name.column, and follow it.'),
    value: investigationOf(cell.notebook).cells[cell.index]?.name ?? '',
    validateInput: (name) => refusalOfName(investigationOf(cell.notebook), cell.index, name),
  });
}

async function rename(cell: NotebookCell, name: string): Promise<Result<boolean>> {
  const investigation = investigationOf(cell.notebook);
  const refusal = refusalOfName(investigation, cell.index, name);
  if (refusal !== undefined) return fail('parameter', refusal);
  const before = investigation.cells[cell.index]?.name;
  const references = before === undefined ? [] : renameReferences(investigation, before, name);
  return succeed(await edit(cell.notebook, references, { cell, name }));
}
