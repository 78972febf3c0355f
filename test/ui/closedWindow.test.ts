import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withPostgres } from '../data/servers';
import { until, Workbench } from './workbench';

withPostgres('A window that ends in the middle of a run', '', (server) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-closed-'));
  writeFileSync(path.join(folder, 'long.casebook.sql'), '-- @timeout 10min\n\n-- %%\nselect pg_sleep(500)\n');
  after(() => rmSync(folder, { recursive: true }));

  const runs = async (): Promise<boolean> => (await server.admin.query("select from pg_stat_activity where usename = 'reader' and datname = current_database() and state = 'active' and query like '%pg_sleep%'")).rowCount !== 0;

  for (const [how, end] of [
    ['it is closed', async ({ page }: Workbench) => {
      // A statement that runs makes VS Code ask.
      page.on('dialog', (dialog) => void dialog.accept());
      await page.goto('about:blank');
    }],
    ['its extension host is killed', (workbench: Workbench) => workbench.close()],
  ] as const) {
    it(`leaves nothing on the server after 5 s where ${how}`, async () => {
      const connection = { name: 'long', ...server.address, ssl: 'disable', passwordCommand: `echo '${server.password}'` };
      const workbench = await Workbench.open({ folder, settings: { 'casebook.connections': [connection], 'casebook.defaultConnection': 'long' } });
      try {
        await workbench.quickOpen('long.casebook.sql');
        await workbench.runCell(0);
        await until('the statement runs', async () => ((await runs()) ? true : undefined));
        const ended = performance.now();
        await end(workbench);
        await until('the statement is gone', async () => ((await runs()) ? undefined : true));
        const took = performance.now() - ended;
        assert.ok(took < 5000, `It ran on for ${Math.round(took)} ms`);
      } finally {
        await workbench.close();
      }
    });
  }
});
