import type { Bench } from './bench';
import { alternate, median } from './measure';
import { fetchAll, tenColumns } from './rows';
import { goals, type Line } from './table';

const fetches: readonly (readonly [what: string, sql: string])[] = [
  ['masking: ten plain columns', tenColumns],
  ['masking: personal columns and free text', 'select c.id, u.name, u.email, c.description, c.statement_descriptor, c.metadata from charges c join customers u on u.id = c.customer_id'],
];

/** The same fetch with and without the masks. */
export async function measureMasking(bench: Bench): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const [what, sql] of fetches) {
    const fetch = async (masked: boolean): Promise<number> => (await fetchAll(bench, sql, masked)).elapsed;
    const times = await alternate(bench.rounds.slow, () => fetch(true), () => fetch(false));
    lines.push({ what, casebook: median(times.casebook), reference: median(times.reference), unit: 'ms', goal: goals.times(1.1) });
  }
  return lines;
}
