import * as l10n from '@vscode/l10n';
import { NotebookCellKind, NotebookCellStatusBarAlignment, NotebookCellStatusBarItem, type NotebookCellStatusBarItemProvider } from 'vscode';
import { readInvestigation } from '../../investigation/reading';
import { formatDuration, rowsInWords } from '../../shared/words';
import { investigationOf } from './document';
import type { CellState, Executor } from './execution';
import type { ParameterValues } from './parameters';

export interface StatusBarNeeds {
  readonly executor: Executor;
  readonly values: ParameterValues;
  readonly activeConnection: () => string | undefined;
}

/** Below each SQL cell: its name, how its last run ended, the connection that it reads from, and its parameters. */
export const cellStatusBar = ({ executor, values, activeConnection }: StatusBarNeeds): Pick<NotebookCellStatusBarItemProvider, 'provideCellStatusBarItems'> => ({
  provideCellStatusBarItems(cell) {
    if (cell.kind !== NotebookCellKind.Code) return [];
    const investigation = investigationOf(cell.notebook);
    const { cells, parameters } = readInvestigation(investigation);
    const reading = cells[cell.index];
    const state = inWords(executor.stateOf(cell), cell.outputs.length > 0);
    const connection = reading?.directives.connection ?? activeConnection();
    const names = new Set((reading?.references ?? []).flatMap((reference) => (reference.kind === 'parameter' ? [reference.name] : [])));
    const given = values.of(cell.notebook);
    const name = investigation.cells[cell.index]?.name;
    const items = [
      ...(name === undefined ? [] : [nameItem(name)]),
      ...(state ? [item(state)] : []),
      item(`$(database) ${connection ?? l10n.t('no connection')}`, 'casebook.selectConnection', l10n.t('Casebook reads from {0}. Click to select another connection.', connection ?? l10n.t('no connection'))),
    ];
    if (names.size > 0) {
      const shown = [...names].map((name) => `${name} = ${given[name] ?? parameters.get(name)?.default ?? '?'}`).join(', ');
      items.push(item(`$(symbol-parameter) ${shown}`, 'casebook.setParameters', l10n.t('Set the parameters of this investigation')));
    }
    return items;
  },
});

function inWords(state: CellState | undefined, hasOutputs: boolean): string {
  if (state?.kind === 'notRun') return `$(debug-step-over) ${l10n.t('not run: cell {0} failed', state.failed.index + 1)}`;
  if (!state || !hasOutputs) return '';
  return state.statements.map(({ summary: { rowCount, more, elapsedMs } }) => `${more ? l10n.t('first {0}', rowsInWords(rowCount)) : rowsInWords(rowCount)} · ${formatDuration(elapsedMs)}`).join(', ');
}

function nameItem(name: string): NotebookCellStatusBarItem {
  const made = new NotebookCellStatusBarItem(`$(tag) ${name}`, NotebookCellStatusBarAlignment.Left);
  made.tooltip = l10n.t('The name of this cell: others bind its values by :{0}.column', name);
  return made;
}

function item(text: string, command?: string, tooltip?: string): NotebookCellStatusBarItem {
  const made = new NotebookCellStatusBarItem(text, NotebookCellStatusBarAlignment.Right);
  if (command) made.command = command;
  if (tooltip) made.tooltip = tooltip;
  return made;
}
