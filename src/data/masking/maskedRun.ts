import type { Result } from '../../domain/failure';
import type { Database, RowReceiver, Run, RunSummary } from '../database';
import { maskFailure } from './maskText';
import { createMasker, type Masker } from './masker';
import { prepareMasking, type MaskingOptions } from './plan';
import type { Treatment } from './treatment';

export interface MaskedRunSummary extends RunSummary {
  /** Names of the columns in which a value was masked, in order. */
  readonly masked: readonly string[];
  /** What was done to each column: whoever binds its values to a later statement says so by `MaskingOptions.parameters`. */
  readonly treatments: readonly Treatment[];
}

export interface RunReceivers {
  readonly masked: RowReceiver;
  /** Gets the values as they are: for chaining alone, never for the eye. */
  readonly unmasked?: RowReceiver;
}

/** `database.run` with the rows masked on their way, and so is the text of a failure. */
export async function maskedRun(database: Database, run: Run, receivers: RunReceivers, signal: AbortSignal, options: MaskingOptions): Promise<Result<MaskedRunSummary>> {
  const plan = await prepareMasking(database, run, options, signal);
  let masker: Masker | undefined;
  const done = await database.run(
    run,
    {
      columns(columns) {
        masker = createMasker(columns, plan.treatmentsOf(columns), options.addresses);
        receivers.masked.columns(columns);
        receivers.unmasked?.columns(columns);
      },
      rows(batch) {
        if (!masker) throw new Error('Rows before their columns.');
        const taken = [receivers.unmasked?.rows(batch), receivers.masked.rows(masker.mask(batch))].filter((slow) => slow !== undefined);
        return taken.length === 0 ? undefined : Promise.all(taken).then(() => undefined);
      },
    },
    signal,
  );
  if (!done.ok) return { ok: false, failure: maskFailure(done.failure, plan.readsPersonal) };
  return { ok: true, value: { ...done.value, masked: masker?.masked ?? [], treatments: masker?.treatments ?? [] } };
}
