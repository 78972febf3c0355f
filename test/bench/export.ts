import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openAtomicFile } from '../../src/data/node/atomicFile';
import { succeed } from '../../src/domain/failure';
import { exportStatement } from '../../src/investigation/export';
import { parseInvestigation } from '../../src/investigation/investigation';
import { valueOf } from '../data/node/collect';
import type { Bench } from './bench';
import { alternate, median, timed } from './measure';
import { hasPsql, tenColumns } from './rows';
import { goals, type Line } from './table';

/** Ten columns of every dispute, masked and into a csv file, beside psql's `\copy … csv`. */
export async function measureExport(bench: Bench): Promise<readonly Line[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-bench-export-'));
  const growths: number[] = [];
  const psql = await hasPsql();
  try {
    const times = await alternate(
      bench.rounds.slow,
      () =>
        timed(async () => {
          growths.push(await exportAll(bench, path.join(folder, 'casebook.csv')));
        }),
      () => (psql ? timed(() => copyByPsql(bench, path.join(folder, 'psql.csv'))) : Promise.resolve(NaN)),
    );
    return [
      { what: 'export of the whole result to csv', casebook: median(times.casebook), ...(psql && { reference: median(times.reference) }), unit: 'ms', goal: goals.asFastAs },
      { what: '… memory beyond the start', casebook: Math.max(...growths), unit: 'MB', goal: goals.atMost(100) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Megabytes by which the process grew meanwhile. */
async function exportAll({ database, layout }: Bench, place: string): Promise<number> {
  const source = { name: 'bench', database, layout };
  const context = {
    investigation: parseInvestigation(tenColumns),
    values: {},
    defaults: { limit: 10_000, timeout: 600_000 },
    maskAddresses: true,
    source: () => Promise.resolve(succeed(source)),
    result: () => undefined,
  };
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  let seen = 0;
  const watch = (rowCount: number): void => {
    if (rowCount - seen < 20_000) return;
    seen = rowCount;
    most = Math.max(most, process.memoryUsage.rss());
  };
  valueOf(await exportStatement({ context, cell: 0, statement: 0, format: 'csv', options: { nullText: '', byteOrderMark: false } }, valueOf(await openAtomicFile(place)), watch, new AbortController().signal));
  return (most - before) / 2 ** 20;
}

async function copyByPsql({ address, password }: Bench, place: string): Promise<void> {
  const { host, port, database, user } = address;
  await promisify(execFile)('psql', ['-X', '-h', host, '-p', String(port), '-U', user, '-d', database, '-c', `\\copy (${tenColumns}) to '${place}' csv header`], { env: { ...process.env, PGPASSWORD: password } });
}
