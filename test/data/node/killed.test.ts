import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { withPostgres } from '../servers';
import { until } from './collect';

withPostgres('A process that was killed in the middle of a run', '', (server) => {
  // Under the project's folder, where it finds the packages.
  const folder = mkdtempSync(path.resolve('out/killed-'));
  const program = path.join(folder, 'program.js');
  after(() => rmSync(folder, { recursive: true }));

  before(async () => {
    const contents = `
      import { openPostgres } from './src/data/node/postgres';
      const { address, password, sql } = JSON.parse(process.argv[2] ?? '');
      const database = openPostgres({ name: 'killed', ...address, password: async () => ({ ok: true, value: password }), ssl: 'disable', history: { append: () => undefined } });
      const receiver = { columns: () => undefined, rows: () => undefined };
      void database.run({ sql, parameters: [], origin: 'cell', limit: 1e9, timeout: 600_000 }, receiver, new AbortController().signal);`;
    await build({ stdin: { contents, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, platform: 'node', format: 'cjs', packages: 'external', loader: { '.sql': 'text' }, outfile: program, logLevel: 'error' });
  });

  const runs = async (marker: string): Promise<boolean> => {
    const { rowCount } = await server.admin.query("select from pg_stat_activity where pid <> pg_backend_pid() and state <> 'idle' and query like $1", [`%${marker}%`]);
    return rowCount !== 0;
  };

  for (const [what, sql] of [
    ['sleeps', 'select pg_sleep(600)'],
    ['computes', 'select count(*) from generate_series(1, 100000000000) n where n % 7 = 8'],
    ['sorts', 'select n from generate_series(1, 100000000) n order by md5(n::text)'],
    ['sends rows', 'select generate_series(1, 1000000000)'],
  ] as const) {
    it(`leaves nothing on the server after 5 s that ${what}`, async function () {
      this.timeout(60_000);
      const marker = randomUUID();
      const child: ChildProcess = spawn(process.execPath, [program, JSON.stringify({ address: server.address, password: server.password, sql: `${sql} /* ${marker} */` })], { stdio: 'inherit' });
      try {
        await until(() => runs(marker), 'the statement runs');
      } finally {
        child.kill('SIGKILL');
      }
      const killed = performance.now();
      await until(async () => !(await runs(marker)), 'the statement is gone');
      const took = performance.now() - killed;
      assert.ok(took < 5000, `It ran on for ${Math.round(took)} ms`);
    });
  }
});
