import * as l10n from '@vscode/l10n';
import { arrayLiteral, type Cell, type Column } from '../data/database';
import type { Treatment } from '../data/masking/treatment';
import { fail, succeed, type Result } from '../domain/failure';
import type { Binding } from './compile';
import type { Investigation } from './investigation';
import { readInvestigation } from './reading';
import type { Reference } from './references';

/** What a named cell's last statement yielded, unmasked, for `:cell.column`. */
export interface ChainedResult {
  readonly columns: readonly Column[];
  /** True when the limit cut it. */
  readonly more: boolean;
  /** How each column is treated before it is shown. */
  readonly treatments: readonly Treatment[];
  /** Every fetched value of the column with this index. */
  values(column: number): readonly Cell[] | Promise<readonly Cell[]>;
}

/**
 * The cells to run for this one, in order, itself last: those that its `:cell.column` name and theirs do, where
 * `has(name)` is false. A cycle fails, and is named.
 */
export function runOrder(investigation: Investigation, cell: number, has: (name: string) => boolean): Result<readonly number[]> {
  const { cells, names } = readInvestigation(investigation);
  const chained = (index: number): number[] => (cells[index]?.references ?? []).flatMap((reference) => (reference.kind === 'chain' ? (names.get(reference.cell) ?? []) : []));
  const nameOf = (index: number): string => investigation.cells[index]?.name ?? '';

  const cycle = findCycle(cell, chained);
  if (cycle) return fail('parameter', l10n.t('These cells wait for one another: {0}. Take one of the references out.', cycle.map(nameOf).join(' → ')));
  const order = new Set<number>();
  const visit = (index: number): void => {
    for (const next of chained(index)) if (!order.has(next) && !has(nameOf(next))) visit(next);
    order.add(index);
  };
  visit(cell);
  return succeed([...order]);
}

function findCycle(start: number, next: (index: number) => readonly number[]): readonly number[] | undefined {
  const done = new Set<number>();
  const visit = (index: number, path: readonly number[]): readonly number[] | undefined => {
    if (path.includes(index)) return [...path.slice(path.indexOf(index)), index];
    if (done.has(index)) return undefined;
    done.add(index);
    for (const each of next(index)) {
      const cycle = visit(each, [...path, index]);
      if (cycle) return cycle;
    }
    return undefined;
  };
  return visit(start, []);
}

/** As the type of an array's elements these two names mean a length of one. */
const unbounded: Readonly<Record<string, string>> = { character: 'bpchar', bit: 'varbit' };

/** The values of a chained column, as an array; what would be incomplete or ambiguous is refused, with how to mend it. */
export async function bindColumn({ cell, column }: Extract<Reference, { kind: 'chain' }>, result: ChainedResult | undefined): Promise<Result<Binding>> {
  if (!result) return fail('parameter', l10n.t('The cell {0} has no result yet. Run it first.', cell));
  const { columns, more, treatments } = result;
  const found = columns.flatMap(({ name }, index) => (name === column ? [index] : []));
  const [index] = found;
  const type = index === undefined ? undefined : columns[index]?.type;
  if (index === undefined || type === undefined) {
    return fail('parameter', l10n.t('The result of {0} has no column {1}. It has {2}.', cell, column, columns.map(({ name }) => name).join(', ')));
  }
  if (found.length > 1) return fail('parameter', l10n.t('The result of {0} has {1} columns named {2}. Give each a name of its own by "as".', cell, found.length, column));
  if (type.endsWith('[]')) return fail('parameter', l10n.t('The column {1} of {0} holds arrays already. Take them apart by unnest({1}) in {0}.', cell, column));
  if (more) return fail('parameter', l10n.t('The result of {0} was cut by its limit, so its values are not complete. Raise the limit there by a line "-- @limit 100000", or narrow the query.', cell));
  const treatment = treatments[index];
  return succeed({ value: arrayLiteral(await result.values(index)), type: `${unbounded[type] ?? type}[]`, ...(treatment && { treatment }) });
}
