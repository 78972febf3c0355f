import type { Column, Database, Run } from '../database';
import type { Treatment } from './treatment';

export interface MaskingOptions {
  /** Whether e-mail and IP addresses are masked wherever they stand in a text (setting `casebook.masking.addresses`). */
  readonly addresses: boolean;
  /** What the bound parameters hold, in order, where that is known to be personal: values chained from another result. */
  readonly parameters?: readonly Treatment[];
}

/** What is known of a statement before it runs. */
export interface MaskingPlan {
  readonly treatmentsOf: (columns: readonly Column[]) => readonly Treatment[];
  /** Whether the statement reads personal columns at all: then an error's text may quote them. */
  readonly readsPersonal: boolean;
}

export async function prepareMasking(database: Database, run: Run, options: MaskingOptions, signal?: AbortSignal): Promise<MaskingPlan> {
  throw new Error('not yet');
}
