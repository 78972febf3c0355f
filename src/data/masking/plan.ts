import type { Column, Database, Run } from '../database';
import { catalogueOf, emptyCatalogue, forgetCatalogues, parsed, type Catalogue } from './catalogue';
import { treatmentOfType } from './columns';
import { lineageOf } from './lineage';
import { namesIn } from './names';
import { everythingIn, under, unknownShape, type Shape } from './shape';
import { strictest, type Treatment } from './treatment';

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
  const names = namesIn(statement);
  const readsNothing = names.relations.length === 0 && names.routines.length === 0;
  const catalogue = readsNothing ? emptyCatalogue : await catalogueOf(database, names, run, signal);
  const lineage = statement ? lineageOf(statement, { ...catalogue, parameters }) : unknownShape;
  return {
    treatmentsOf(columns) {
      if (isOutdated(columns, lineage, catalogue)) forgetCatalogues(database);
      return planMasking(columns, lineage, catalogue);
    },
    readsPersonal: (!readsNothing && catalogue.isPersonal) || parameters.some((treatment) => treatment !== 'clear' && treatment !== 'scan'),
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
    const foreseen = isAligned ? lineage.fields[index] : undefined;
    // A plain column under a name that was not foreseen is newer than what is known.
    if (tableId !== 0 && foreseen && foreseen.name !== name) return 'whole';
    const traced = foreseen ? strictest([foreseen.treatment, origin ?? 'clear']) : (origin ?? under(name, everythingIn(lineage)));
    return traced === 'whole' || ofType === 'scan' ? traced : ofType === 'json' && traced !== 'clear' ? 'json' : 'clear';
  });
}

/** Whether a plain column is not what was foreseen: its relation has changed since. */
function isOutdated(columns: readonly Column[], { fields, rest }: Shape, catalogue: Pick<Catalogue, 'column'>): boolean {
  const isCounted = rest === undefined;
  return columns.some(({ name, tableId, columnNumber }, index) => {
    if (tableId === 0) return false;
    const origin = catalogue.column(tableId, columnNumber);
    const foreseen = fields[index];
    return origin === undefined || (isCounted && (fields.length !== columns.length || foreseen?.name !== name || foreseen.treatment !== origin));
  });
}
