import type { Bench } from './bench';
import { alternate, p95 } from './measure';
import { goals, type Line } from './table';

const ways: readonly { readonly what: string; readonly sql: string; readonly goal: number; readonly begun: 'running' | 'rows' }[] = [
  { what: 'cancel a sleep (p95)', sql: 'select pg_sleep(60)', goal: 20, begun: 'running' },
  { what: 'cancel a sort (p95)', sql: 'select max(word) from (select md5(d.id || e.id) as word from disputes d, events e order by 1 offset 10) sorted', goal: 20, begun: 'running' },
  { what: 'cancel while streaming (p95)', sql: 'select d.id, d.status, e.id, e.type from disputes d, events e', goal: 100, begun: 'rows' },
];

/** From Stop to a session that is proven idle; beside pg_cancel_backend from a session that is open already. */
export async function measureCancel(bench: Bench): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { what, sql, goal, begun } of ways) {
    const times = await alternate(bench.rounds.quick, () => stopRun(bench, sql, begun), () => stopQuery(bench, sql));
    lines.push({ what, casebook: p95(times.casebook), reference: p95(times.reference), unit: 'ms', goal: goals.atMost(goal) });
  }
  // The reference's own session has settled.
  await bench.plain.query('select 1');
  const { rows } = await bench.admin.query<{ running: string }>("select count(*) as running from pg_stat_activity where usename = $1 and state <> 'idle'", [bench.address.user]);
  return [...lines, { what: 'statements still running after', casebook: Number(rows[0]?.running), unit: '', goal: goals.atMost(0) }];
}

async function stopRun(bench: Bench, sql: string, begun: 'running' | 'rows'): Promise<number> {
  const stopping = new AbortController();
  let rowsCame = (): void => undefined;
  const rows = new Promise<void>((resolve) => (rowsCame = resolve));
  const run = bench.database.run({ sql, parameters: [], origin: 'cell', limit: Number.MAX_SAFE_INTEGER, timeout: 120_000 }, { columns: () => undefined, rows: () => rowsCame() }, stopping.signal);
  await (begun === 'rows' ? rows : running(bench, sql));
  const started = performance.now();
  stopping.abort();
  const ended = await run;
  const elapsed = performance.now() - started;
  if (ended.ok || ended.failure.kind !== 'cancelled') throw new Error(`It was not cancelled: ${JSON.stringify(ended)}`);
  return elapsed;
}

async function stopQuery({ plain, admin, ...bench }: Bench, sql: string): Promise<number> {
  const { rows } = await plain.query<{ pid: number }>('select pg_backend_pid() as pid');
  const query = plain.query(`select count(*) from (${sql}) counted`).then(() => undefined, () => performance.now());
  await running({ ...bench, plain, admin }, sql);
  const started = performance.now();
  await admin.query('select pg_cancel_backend($1)', [rows[0]?.pid]);
  return ((await query) ?? NaN) - started;
}

/** Resolves once a statement runs that has got past its plan. */
async function running({ admin, address }: Bench, sql: string): Promise<void> {
  for (;;) {
    const { rowCount } = await admin.query("select from pg_stat_activity where usename = $1 and backend_type = 'client backend' and state = 'active' and strpos(query, $2) > 0 and clock_timestamp() > query_start + interval '20 ms'", [address.user, sql]);
    if (rowCount) return;
  }
}
