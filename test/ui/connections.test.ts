import assert from 'node:assert/strict';
import { Client } from 'pg';
import { freePort, password, startServer, type OwnServer } from '../data/ownServer';
import { until, Workbench } from './workbench';

const script = `
  create table disputes (id text primary key, charge_id text, amount bigint, currency text, status text, reason text, network text, created_at timestamptz, due_by timestamptz);
  create table charges (id text primary key, payment_intent_id text, amount bigint, currency text, created_at timestamptz);
  create schema stripe;
  create table stripe.dispute (id text primary key, _fivetran_synced timestamptz, charge_id text, created timestamptz);
`;

for (const theme of ['light', 'dark'] as const) {
  describe(`The Connections view in a ${theme} window`, function () {
    this.timeout(120_000);
    let server: OwnServer;
    let workbench: Workbench;

    before('four connections', async () => {
      server = await startServer();
      const { port } = server;
      const admin = new Client({ host: '127.0.0.1', port, database: 'postgres', user: 'postgres', password: 'postgres' });
      await admin.connect();
      await admin.query(script);
      await admin.end();
      workbench = await Workbench.open({
        theme,
        settings: {
          'casebook.connections': [
            { name: 'ledger', url: `postgres://postgres@127.0.0.1:${port}/postgres`, passwordCommand: 'echo postgres', production: true },
            { name: 'replica', url: `postgres://reader@127.0.0.1:${port}/postgres`, passwordCommand: `echo not ${password}` },
            { name: 'warehouse', url: `postgres://reader@127.0.0.1:${await freePort()}/payments`, passwordCommand: 'echo none' },
            { name: 'typo', url: 'postgress://reader@db.example/payments' },
          ],
        },
      });
    });
    afterEach('picture a failure', async function () {
      if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed ${this.currentTest.fullTitle()}`.replace(/\W+/g, '-'));
    });
    after(async () => {
      await workbench.close();
      await server.stop();
    });

    const row = (text: string | RegExp) => workbench.treeItem(text);
    const test = async (name: string): Promise<void> => {
      await workbench.runCommand('Casebook: Test Connection');
      await workbench.pick(name, name);
    };

    it('says what each is, and what is wrong with one in the settings', async () => {
      const { page } = workbench;
      await page.setViewportSize({ width: 1100, height: 900 });
      await workbench.openView('Casebook');
      await workbench.runCommand('Casebook: Open Sample');
      // It opens them when it is ready, and would take the focus from whatever comes first.
      await page.locator('.tab.active[data-resource-name="webhooks.jsonl"]').waitFor();
      const { y = 0 } = (await page.locator('.monaco-sash.vertical').first().boundingBox()) ?? {};
      await page.mouse.move(349, y + 300);
      await page.mouse.down();
      await page.mouse.move(560, y + 300, { steps: 5 });
      await page.mouse.up();
      for (const view of ['Disputes', 'Investigations']) await page.locator('.part.sidebar .pane-header', { hasText: new RegExp(`^${view}`, 'i') }).click();
      await row(/^replica\s*not connected · reader@127\.0\.0\.1/).waitFor();
      await row(/^casebook\.connections\[3\] in user settings: url: It begins with "postgress:\/\/", and a PostgreSQL URL with "postgres:\/\/"\./).waitFor();
    });

    it('says why one is not reached and why one is refused, with the ways on beneath', async () => {
      for (const [name, state, why] of [
        ['warehouse', /^warehouse\s*not reached · /, 'No server listens at this host and port.'],
        ['replica', /^replica\s*refused · /, 'The server did not accept this user and password.'],
      ] as const) {
        await test(name);
        await row(state).waitFor();
        await row(why).waitFor();
        await workbench.page.locator('.notification-toast', { hasText: new RegExp(`${name} \\(reader@127\\.0\\.0\\.1:\\d+/\\w+\\): ${why}`) }).waitFor();
      }
      assert.equal(await row('Try Again').count(), 2);
      assert.equal(await row('Edit…').count(), 2);
    });

    it('tells of a role that could do more than read, of the layouts, and of what is in use', async () => {
      await workbench.runCommand('Casebook: Select Connection');
      await workbench.pick('ledger', 'ledger');
      await test('ledger');
      await row(/^ledger\s*active · production · PostgreSQL 18\.4$/).click();
      await row(/^PostgreSQL 18\.4\s*primary, database postgres, as postgres/).waitFor();
      await row(/^canonical in schema public\s*used$/).waitFor();
      await row(/^Fivetran in schema stripe\s*not used/).waitFor();
      await row(/^This layout has\s*no refunds, /).waitFor();
      await row(/^Used read-only\s*the role could do more \(superuser\)$/).waitFor();
      await row(/^Works here\s*lookups, the explorer, cells once you accept the rights$/).waitFor();
      await workbench.runCommand('Notifications: Clear All Notifications');
      await workbench.screenshot(`connections-${theme}`);
    });

    it('uses another layout when told to', async () => {
      await row(/^Fivetran in schema stripe\s*not used/).hover();
      await row(/^Fivetran in schema stripe/).getByLabel('Use Layout').click();
      await workbench.page.locator('.statusbar-item', { hasText: 'ledger · Fivetran in schema stripe' }).waitFor();
    });

    it('accepts the rights of a role by name', async () => {
      const { page } = workbench;
      await row(/^Used read-only/).hover();
      await row(/^Used read-only/).getByLabel('Accept Rights of the Role...').click();
      const dialog = page.locator('.monaco-dialog-box', { hasText: 'Run cells on "ledger" as "postgres"?' });
      await dialog.getByText(/could do more than read: superuser\./).waitFor();
      await workbench.screenshot(`connections-rights-${theme}`);
      await dialog.getByText('Accept for "ledger"').click();
      await until('cells are said to run', async () => ((await row(/^Used read-only\s*the role could do more \(superuser\), as you accepted/).count()) > 0 ? true : undefined));
    });
  });
}
