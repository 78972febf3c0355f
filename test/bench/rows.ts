import { execFile } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { maskedRun } from '../../src/data/masking/maskedRun';
import { StoredRows } from '../../src/investigation/resultStore';
import { valueOf } from '../data/node/collect';
import type { Bench } from './bench';
import { alternate, median, timed } from './measure';
import { goals, type Line } from './table';

export const tenColumns = 'select id, charge_id, account_id, amount, currency, status, reason, network, created_at, due_by from disputes';

/** Ten columns of every dispute, masked and into the store of results, beside psql's `\copy`. */
export async function measureRows(bench: Bench): Promise<readonly Line[]> {
  const copy = (await hasPsql()) ? copyByPsql : copyBySocket;
  const runs: Fetched[] = [];
  const times = await alternate(
    bench.rounds.slow,
    async () => {
      const fetched = await fetchAll(bench, tenColumns);
      runs.push(fetched);
      return fetched.elapsed;
    },
    () => timed(() => copy(bench)),
  );
  const what = `rows to the result store, ${runs[0]?.rowCount.toLocaleString('en') ?? 0} × 10`;
  return [
    { what, casebook: median(times.casebook), reference: median(times.reference), unit: 'ms', goal: goals.asFastAs },
    { what: '… the first page', casebook: median(runs.map(({ firstRows }) => firstRows)), unit: 'ms', goal: goals.atMost(25) },
    { what: '… event-loop lag (p99)', casebook: median(runs.map(({ lag }) => lag)), unit: 'ms', goal: goals.atMost(20) },
    { what: '… heap beyond the rows kept', casebook: median(runs.map(({ growth }) => growth)), unit: 'MB', goal: goals.atMost(60) },
  ];
}

interface Fetched {
  readonly elapsed: number;
  readonly firstRows: number;
  readonly lag: number;
  readonly growth: number;
  readonly rowCount: number;
}

/** As a cell is run whose rows nobody chains. */
export async function fetchAll({ database }: Bench, sql: string, masked = true): Promise<Fetched> {
  const before = memory();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let rows = new StoredRows([]);
  let firstRows = NaN;
  const started = performance.now();
  const receiver = {
    columns: (columns: StoredRows['columns']) => void (rows = new StoredRows(columns)),
    rows(batch: Parameters<StoredRows['append']>[0]) {
      rows.append(batch);
      if (Number.isNaN(firstRows)) firstRows = performance.now() - started;
    },
  };
  const run = { sql, parameters: [], origin: 'cell', limit: Number.MAX_SAFE_INTEGER, timeout: 600_000 } as const;
  const { signal } = new AbortController();
  delay.enable();
  valueOf(await (masked ? maskedRun(database, run, { masked: receiver }, signal, { addresses: true }) : database.run(run, receiver, signal)));
  const elapsed = performance.now() - started;
  delay.disable();
  // The monitor's own beat is one millisecond.
  const lag = Math.max(0, delay.percentile(99) / 1e6 - 1);
  return { elapsed, firstRows, lag, growth: Math.max(0, memory() - before - rows.bytes / 2 ** 20), rowCount: rows.rowCount };
}

/** Megabytes that are in use, garbage not counted. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

export const hasPsql = (): Promise<boolean> => promisify(execFile)('psql', ['--version']).then(() => true, () => false);

async function copyByPsql({ address, password }: Bench): Promise<void> {
  const { host, port, database, user } = address;
  await promisify(execFile)('psql', ['-X', '-h', host, '-p', String(port), '-U', user, '-d', database, '-c', `\\copy (${tenColumns}) to '/dev/null'`], { env: { ...process.env, PGPASSWORD: password } });
}

/** The same bytes, drained by a client that looks at none of them. */
async function copyBySocket({ address, password }: Bench): Promise<void> {
  const client = new Client({ ...address, password });
  await client.connect();
  await client.query(`copy (${tenColumns}) to stdout`);
  await client.end();
}
