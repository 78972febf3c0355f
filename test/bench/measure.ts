/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The times of two ways to do a thing, in alternation: what the machine does meanwhile slows both. */
export async function alternate(rounds: number, casebook: (round: number) => Promise<number>, reference: (round: number) => Promise<number>): Promise<{ readonly casebook: readonly number[]; readonly reference: readonly number[] }> {
  const times = { casebook: [] as number[], reference: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.casebook.push(await casebook(round));
    times.reference.push(await reference(round));
  }
  return times;
}

/** The value below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);
