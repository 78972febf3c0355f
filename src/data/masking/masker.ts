import type { Column, Row } from '../database';
import type { MaskingOptions } from './plan';
import type { Treatment } from './treatment';

export interface Masker {
  readonly treatments: readonly Treatment[];
  /** Names of the columns in which a value was masked so far. */
  readonly masked: readonly string[];
  /** The rows with masked values; a row with nothing to mask is the very same row. */
  mask(batch: readonly Row[]): readonly Row[];
}

export function createMasker(columns: readonly Column[], treatments: readonly Treatment[], options: MaskingOptions): Masker {
  throw new Error(`${columns.length} ${treatments.length} ${String(options.addresses)}`);
}
