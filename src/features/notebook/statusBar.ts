import * as l10n from '@vscode/l10n';
import { NotebookCellKind, NotebookCellStatusBarAlignment, NotebookCellStatusBarItem, type NotebookCell, type NotebookCellStatusBarItemProvider } from 'vscode';
import { readInvestigation } from '../../investigation/reading';
import type { CellFailure } from '../../investigation/run';
import type { CommandId } from '../../manifest';
import { formatDuration, rowsInWords } from '../../shared/words';
import type { CellStates } from './cellStates';
import { investigationOf } from './document';
import type { Ended, Progress } from './outputs';
import type { ParameterValues } from './parameters';

export interface StatusBarNeeds {
  readonly states: CellStates;
  readonly values: ParameterValues;
  readonly activeConnection: () => string | undefined;
}

interface Item {
  readonly text: string;
  readonly tooltip?: string;
  readonly command?: { readonly id: CommandId; readonly arguments?: readonly unknown[] };
  readonly left?: true;
}

/** Below each SQL cell: its name, how its run stands, whether its result is stale, the connection that it reads from, and its parameters. */
export const cellStatusBar = (needs: StatusBarNeeds): Pick<NotebookCellStatusBarItemProvider, 'provideCellStatusBarItems'> => ({
  provideCellStatusBarItems(cell) {
    if (cell.kind !== NotebookCellKind.Code) return [];
    return [nameItem(cell), stateItem(cell, needs), staleItem(cell, needs), connectionItem(cell, needs), parametersItem(cell, needs)].filter((item) => item !== undefined).map(toStatusBarItem);
  },
});

function toStatusBarItem({ text, tooltip, command, left }: Item): NotebookCellStatusBarItem {
  const made = new NotebookCellStatusBarItem(text, left ? NotebookCellStatusBarAlignment.Left : NotebookCellStatusBarAlignment.Right);
  if (tooltip !== undefined) made.tooltip = tooltip;
  if (command) made.command = { command: command.id, title: tooltip ?? text, arguments: [...(command.arguments ?? [])] };
  return made;
}

function nameItem(cell: NotebookCell): Item | undefined {
  const name = investigationOf(cell.notebook).cells[cell.index]?.name;
  return name === undefined ? undefined : { text: `$(tag) ${name}`, tooltip: l10n.t('The name of this cell: others bind its values by :{0}.column. Click to rename it.', name), command: { id: 'casebook.renameCell', arguments: [cell] }, left: true };
}

function stateItem(cell: NotebookCell, { states }: StatusBarNeeds): Item | undefined {
  const state = states.of(cell);
  switch (state?.kind) {
    case undefined:
      return undefined;
    case 'running': {
      const progress = state.progress();
      return progress && { text: progressInWords(progress) };
    }
    case 'notRun':
      return { text: `$(debug-step-over) ${l10n.t('not run: cell {0} failed', state.failed.index + 1)}` };
    case 'done':
    case 'failed': {
      if (cell.outputs.length === 0) return undefined;
      const text = [...state.statements.map(endedInWords), ...(state.kind === 'failed' ? failedInWords(state.failure) : [])].join(', ');
      return text === '' ? undefined : { text };
    }
  }
}

function progressInWords({ statement: { index, count }, rowCount, elapsedMs }: Progress): string {
  return [count > 1 && l10n.t('statement {0} of {1}', index + 1, count), rowCount > 0 ? l10n.t('{0} so far', rowsInWords(rowCount)) : l10n.t('no rows yet'), formatDuration(elapsedMs)].filter(Boolean).join(' · ');
}

const endedInWords = ({ summary: { rowCount, more, elapsedMs } }: Ended): string => `${more ? l10n.t('first {0}', rowsInWords(rowCount)) : rowsInWords(rowCount)} · ${formatDuration(elapsedMs)}`;

/** Of several statements, which it was. */
function failedInWords({ failure, statement }: CellFailure): string[] {
  if (!statement || statement.count === 1) return [];
  const [place, count] = [statement.index + 1, statement.count];
  return [failure.kind === 'cancelled' ? l10n.t('stopped at statement {0} of {1}', place, count) : l10n.t('statement {0} of {1} failed', place, count)];
}

function staleItem(cell: NotebookCell, { states }: StatusBarNeeds): Item | undefined {
  if (cell.outputs.length === 0) return undefined;
  const changes = states.changesIn(cell);
  if (changes.length === 0) return undefined;
  return {
    text: `$(warning) ${l10n.t('stale: {0} changed', changes.join(', '))}`,
    tooltip: l10n.t('This result is of before. Click to run the cell, and before it the cells whose values it binds.'),
    command: { id: 'casebook.runWithDependencies', arguments: [cell] },
  };
}

function connectionItem(cell: NotebookCell, { activeConnection }: StatusBarNeeds): Item {
  const pinned = readInvestigation(investigationOf(cell.notebook)).cells[cell.index]?.directives.connection;
  if (pinned !== undefined) return { text: `$(database) ${pinned}`, tooltip: l10n.t('This cell reads from {0}, as its line "-- @connection" says.', pinned) };
  const connection = activeConnection() ?? l10n.t('no connection');
  return { text: `$(database) ${connection}`, tooltip: l10n.t('Casebook reads from {0}. Click to select another connection.', connection), command: { id: 'casebook.selectConnection' } };
}

/** So many characters of a value are shown: a list of ids may be long. */
const longestShown = 40;

function parametersItem(cell: NotebookCell, { values }: StatusBarNeeds): Item | undefined {
  const { cells, parameters } = readInvestigation(investigationOf(cell.notebook));
  const names = new Set((cells[cell.index]?.references ?? []).flatMap((reference) => (reference.kind === 'parameter' ? [reference.name] : [])));
  if (names.size === 0) return undefined;
  const given = values.of(cell.notebook);
  const shown = [...names].map((name) => {
    const value = given[name] ?? parameters.get(name)?.default ?? '?';
    return `${name} = ${value.length > longestShown ? `${value.slice(0, longestShown - 1)}…` : value}`;
  });
  return { text: `$(symbol-parameter) ${shown.join(', ')}`, tooltip: l10n.t('Set the parameters of this investigation'), command: { id: 'casebook.setParameters', arguments: [undefined, cell] } };
}
