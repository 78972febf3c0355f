import * as l10n from '@vscode/l10n';
import type { Investigation } from './investigation';
import { valueOf } from './parameters';
import { readInvestigation } from './reading';

/** What a cell's result follows from, but for the connection. */
export interface Stamp {
  /** The cell's text, and the directives in force for it. */
  readonly cell: string;
  /** By the references' text: the values of parameters, and the ids of the results whose columns were bound. */
  readonly bound: Readonly<Record<string, string>>;
}

/** An investigation as it stands, and what the last runs of its cells left. */
export interface Standing {
  readonly investigation: Investigation;
  readonly values: Readonly<Record<string, string>>;
  readonly activeConnection: string | undefined;
  /** The result that the cell with this index keeps, the connection that it is from, and the stamp that its run began with. */
  readonly kept: (cell: number) => { readonly resultId: string; readonly connection: string; readonly stamp: Stamp } | undefined;
}

export function stampOf({ investigation, values, kept }: Standing, cell: number): Stamp {
  const { cells, names, parameters } = readInvestigation(investigation);
  const { directives, references = [] } = cells[cell] ?? {};
  const bound = references.map((reference): readonly [string, string] => {
    if (reference.kind === 'chain') return [reference.text, kept(names.get(reference.cell) ?? -1)?.resultId ?? ''];
    const parameter = parameters.get(reference.name);
    return [reference.text, parameter ? JSON.stringify([parameter.type, valueOf(parameter, values)]) : ''];
  });
  return { cell: JSON.stringify([investigation.cells[cell]?.value, directives]), bound: Object.fromEntries(bound) };
}

/**
 * What has changed since the run that left a cell's result, for people: the cell itself, the connection that it would run on, what it binds by
 * name. None where the result is current; undefined where no result is kept.
 */
export function changesSince(standing: Standing, cell: number, known = new Map<number, readonly string[] | undefined>()): readonly string[] | undefined {
  if (known.has(cell)) return known.get(cell);
  const { cells, names } = readInvestigation(standing.investigation);
  const { directives, references = [] } = cells[cell] ?? {};
  const kept = standing.kept(cell);
  if (!kept) return undefined;
  // By their stamps what they bound is older than they are, and a cell that has come to wait for itself has changed: this ends.
  known.set(cell, [l10n.t('this cell')]);
  const now = stampOf(standing, cell);
  const bound = references.filter((reference) => {
    if (kept.stamp.bound[reference.text] !== now.bound[reference.text]) return true;
    return reference.kind === 'chain' && changesSince(standing, names.get(reference.cell) ?? -1, known)?.length !== 0;
  });
  const changes = [
    ...(kept.stamp.cell === now.cell ? [] : [l10n.t('this cell')]),
    ...(kept.connection === (directives?.connection ?? standing.activeConnection) ? [] : [l10n.t('the connection')]),
    ...new Set(bound.map((reference) => (reference.kind === 'chain' ? reference.cell : reference.name))),
  ];
  known.set(cell, changes);
  return changes;
}

/** Whether a cell keeps a result that follows from what it says today, on the connection that it would run on, and so do those that it binds. */
export const isCurrent = (standing: Standing, cell: number): boolean => changesSince(standing, cell)?.length === 0;
