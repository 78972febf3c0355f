import type { Question } from '../../src/data/database';
import { countGroups, estimateGroups, pageSize, readPage, type Cursor } from '../../src/data/store/explorer';
import { groups, type Group } from '../../src/data/store/groups';
import { listenTo } from '../data/listen';
import { valueOf } from '../data/node/collect';
import { lastOf, type Bench } from './bench';
import { alternate, median, timed } from './measure';
import { goals, type Line } from './table';

const depths: readonly (readonly [what: string, share: number])[] = [['first', 0], ['middle', 0.5], ['last', 1]];

/** Pages of every group at three depths, of which the slowest group counts, and the numbers of the groups. */
export async function measureExplorer(bench: Bench): Promise<readonly Line[]> {
  const { plain, rounds } = bench;
  const heard: Question[] = [];
  const database = listenTo(bench.database, heard);
  const from = { database, layout: bench.layout };
  const now = new Date().toISOString();
  const roundTrip = (): Promise<number> => timed(() => plain.query({ name: 'one', text: 'select 1' }));
  const lines: Line[] = [];
  for (const [depth, share] of depths) {
    const pages: Line[] = [];
    for (const group of groups) {
      const after = await cursorAt(bench, group, now, share);
      const read = async (): Promise<void> => void valueOf(await readPage(from, group, now, after));
      for (let execution = 0; execution < 6; execution++) await read();
      const times = await alternate(rounds.quick, () => timed(read), roundTrip);
      pages.push({ what: `explorer, ${depth} page of ${pageSize} (the slowest: ${group.id})`, casebook: median(times.casebook), reference: median(times.reference), unit: 'ms', goal: goals.plus(5) });
    }
    lines.push(...pages.toSorted((a, b) => b.casebook - a.casebook).slice(0, 1));
  }

  for (let execution = 0; execution < 6; execution++) await estimateGroups(from, now);
  const first = await alternate(rounds.quick, () => timed(async () => valueOf(await estimateGroups(from, now))), roundTrip);
  const exact = await alternate(
    rounds.slow,
    () => timed(async () => valueOf(await countGroups(from, now))),
    async () => {
      const { sql, parameters } = lastOf(heard);
      return timed(() => plain.query({ text: sql, values: [...parameters] }));
    },
  );
  return [
    ...lines,
    { what: 'explorer, first numbers of all groups', casebook: median(first.casebook), reference: median(first.reference), unit: 'ms', goal: goals.atMost(10) },
    { what: 'explorer, exact counts of all groups, beside their plain query', casebook: median(exact.casebook), reference: median(exact.reference), unit: 'ms', goal: goals.times(1.2) },
  ];
}

/** Where a page begins at that share of a group's depth; undefined at its top. */
async function cursorAt({ admin }: Bench, { condition, order }: Group, now: string, share: number): Promise<Cursor | undefined> {
  const [column, direction] = order === 'deadline' ? ['due_by', 'asc'] : ['created_at', 'desc'];
  const from = `from disputes d where $1::timestamptz is not null and ${condition}`;
  const { rows: counted } = await admin.query<{ count: string }>(`select count(*) ${from}`, [now]);
  const skipped = Math.floor(Math.max(0, Number(counted[0]?.count) - pageSize) * share);
  if (skipped === 0) return undefined;
  const { rows } = await admin.query<{ at: string | null; id: string }>(`select ${column}::text as at, id ${from} order by ${column} ${direction}, id ${direction} offset $2 limit 1`, [now, skipped - 1]);
  return rows[0];
}
