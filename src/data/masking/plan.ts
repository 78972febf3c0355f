import type { Node } from 'libpg-query';
import type { Column, Database, Run } from '../database';
import { catalogueOf, emptyCatalogue, parsed, type Catalogue } from './catalogue';
import { treatmentOfType } from './columns';
import { lineageOf } from './lineage';
import { everythingIn, under, unknownShape, type Shape } from './shape';
import type { Treatment } from './treatment';

export interface MaskingOptions {
  /** Whether e-mail, IP and street addresses are masked wherever they stand in a text (setting `casebook.masking.addresses`). */
  readonly addresses: boolean;
  /** What the bound parameters hold, in order, where that is known: values chained from another result. */
  readonly parameters?: readonly Treatment[];
}

/** What is known of a statement before it runs. */
export interface MaskingPlan {
  readonly treatmentsOf: (columns: readonly Column[]) => readonly Treatment[];
  /** Whether the statement reads personal data at all: then an error's text may quote it. */
  readonly readsPersonal: boolean;
  /** Whether the catalogue told what the statement reads; where it did not, more is masked than need be. */
  readonly isInformed: boolean;
}

export async function prepareMasking(database: Database, run: Run, { parameters = [] }: MaskingOptions, signal?: AbortSignal): Promise<MaskingPlan> {
  const statement = await parsed(run.sql);
  const names = statement ? relationNamesIn(statement) : [];
  const catalogue = names.length === 0 ? emptyCatalogue : await catalogueOf(database, names, run, signal);
  const lineage = statement ? lineageOf(statement, { relation: catalogue.relation, parameters }) : unknownShape;
  return {
    treatmentsOf: (columns) => planMasking(columns, lineage, catalogue),
    readsPersonal: (names.length > 0 && catalogue.isPersonal) || parameters.some((treatment) => treatment !== 'clear' && treatment !== 'scan'),
    isInformed: catalogue !== emptyCatalogue,
  };
}

/**
 * How each column of a result is treated. The server says where a plain column comes from; of an expression the parse tree says what it
 * reads; and where neither is known, anything that the statement reads may be in it.
 */
export function planMasking(columns: readonly Column[], lineage: Shape, catalogue: Pick<Catalogue, 'column'>): Treatment[] {
  const isAligned = lineage.rest === undefined && lineage.fields.length === columns.length;
  return columns.map(({ name, type, tableId, columnNumber }, index) => {
    const ofType = treatmentOfType(type);
    if (type === 'boolean') return 'clear';
    const origin = tableId === 0 ? undefined : catalogue.column(tableId, columnNumber);
    const traced = origin ?? (isAligned ? lineage.fields[index]?.treatment : undefined) ?? under(name, everythingIn(lineage));
    return traced === 'whole' || ofType === 'scan' ? traced : ofType === 'json' && traced !== 'clear' ? 'json' : 'clear';
  });
}

function relationNamesIn(statement: Node): string[] {
  const names = new Set<string>();
  const open: unknown[] = [statement];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if ('RangeVar' in node && typeof node.RangeVar === 'object' && node.RangeVar !== null && 'relname' in node.RangeVar) names.add(String(node.RangeVar.relname));
    for (const child of Object.values(node)) open.push(child);
  }
  return [...names].sort();
}
