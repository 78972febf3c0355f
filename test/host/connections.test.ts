import assert from 'node:assert/strict';
import { commands, ConfigurationTarget, env, EventEmitter, extensions, workspace, type Memento, type SecretStorage } from 'vscode';
import type { CasebookApi } from '../../src/features/api';
import { Connections } from '../../src/features/connections/connections';
import { connectionsTree } from '../../src/features/connections/view';
import { failureOf, until, valueOf } from '../data/node/collect';
import { withPostgres } from '../data/servers';

const dispute = 'dp_1PqLmN2eZvKYlo2CabcdEFGH';
const script = `
  create table disputes (id text primary key, charge_id text, amount bigint, currency text, status text, created_at timestamptz);
  insert into disputes values ('${dispute}', null, 12000, 'eur', 'won', now());
`;

withPostgres('a connection', script, (server) => {
  const add = async (more: object) => commands.executeCommand('casebook.addConnection', { name: 'added', ...server.address, password: server.password, ssl: 'disable', ...more });
  const api = async (): Promise<CasebookApi> => {
    const extension = extensions.getExtension<CasebookApi>('casebook.casebook');
    assert.ok(extension);
    return extension.activate();
  };
  const settings = () => workspace.getConfiguration('casebook').inspect<readonly { name: string }[]>('connections')?.globalValue ?? [];
  afterEach(async () => {
    if (settings().some(({ name }) => name === 'added')) await commands.executeCommand('casebook.removeConnection', 'added');
  });

  it('is tested, added and selected by one call, and its password is in no setting', async () => {
    await add({});
    assert.deepEqual(settings(), [{ name: 'added', ...server.address, ssl: 'disable' }]);
    const casebook = await api();
    const [found] = await casebook.lookup([dispute]);
    assert.ok(found?.found);
    assert.equal(found.connection, 'added');
    assert.deepEqual((await casebook.query('select amount from disputes')).rows, [['12000']]);
  });

  it('takes a URL with a password in it, and keeps that out of the settings', async () => {
    const { host, port, database, user } = server.address;
    await commands.executeCommand('casebook.addConnection', { name: 'added', url: `postgres://${user}:${encodeURIComponent(server.password)}@${host}:${port}/${database}?sslmode=disable` });
    assert.equal(JSON.stringify(settings()).includes(server.password), false);
    assert.deepEqual((await (await api()).query('select 1 as one', { connection: 'added' })).rows, [['1']]);
  });

  for (const [title, wrong] of [
    ['with a wrong password', { password: 'wrong' }],
    ['to a port where nobody listens', { port: 1 }],
    ['to a database that is not there', { database: 'nowhere' }],
    ['with a port that is no number', { port: 'x' }],
  ] as const) {
    it(`${title} is not added`, async () => {
      await add(wrong);
      assert.deepEqual(settings(), []);
    });
  }

  it('keeps its password when it is added again to the same server, and not for another', async () => {
    await add({});
    const unchanged = { name: 'added', ...server.address, ssl: 'disable' };
    await commands.executeCommand('casebook.addConnection', { ...unchanged, production: true });
    assert.deepEqual((await (await api()).query('select 3 as three', { connection: 'added' })).rows, [['3']]);
    await commands.executeCommand('casebook.addConnection', { ...unchanged, host: 'localhost' });
    assert.deepEqual(settings(), [{ ...unchanged, production: true }], 'another host was asked for a password, and there was none');
  });

  it('that is edited stays inactive where it was', async () => {
    await add({});
    await add({ name: 'active' });
    try {
      let edited = false;
      const editing = commands.executeCommand('casebook.editConnection', 'added').then(() => (edited = true));
      await until(async () => {
        await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return edited;
      }, 'every step of the edit accepted');
      await editing;
      assert.equal((await (await api()).query('select 4 as four')).connection, 'active');
    } finally {
      await commands.executeCommand('casebook.removeConnection', 'active');
    }
  });

  it('whose host changes in the settings is asked without its password', async () => {
    await add({});
    await workspace.getConfiguration('casebook').update('connections', [{ name: 'added', ...server.address, host: 'localhost', ssl: 'disable' }], true);
    await assert.rejects((await api()).query('select 5 as five', { connection: 'added' }), { kind: 'authentication' });
    await workspace.getConfiguration('casebook').update('connections', [{ name: 'added', ...server.address, ssl: 'disable' }], true);
    assert.deepEqual((await (await api()).query('select 5 as five', { connection: 'added' })).rows, [['5']]);
  });

  it('of two with one name is the one that is changed and removed', async () => {
    const broken = { name: 'added', port: 'x' };
    const second = { name: 'added', host: 'second.example' };
    const entry = { name: 'added', ...server.address, ssl: 'disable' };
    await add({});
    await workspace.getConfiguration('casebook').update('connections', [broken, entry, second], true);
    await commands.executeCommand('casebook.useLayout', { connection: 'added', layout: 'canonical' });
    assert.deepEqual(settings(), [broken, { ...entry, layout: 'canonical' }, second]);
    await commands.executeCommand('casebook.removeConnection', 'added');
    assert.deepEqual(settings(), [broken, second]);
    await workspace.getConfiguration('casebook').update('connections', undefined, true);
  });

  it('of a workspace is used without what the user keeps: no password, no program, no bastion', async () => {
    const { readConnections } = await import('../../src/features/connections/settings');
    await workspace.getConfiguration('casebook').update('connections', [{ name: 'theirs', host: 'evil.example', acceptRights: true, passwordCommand: 'true', ssh: { host: 'evil.example' } }], ConfigurationTarget.Workspace);
    assert.deepEqual(readConnections(), { entries: [{ description: { name: 'theirs', host: 'evil.example' }, scope: 'workspace' }], problems: [] });
    await workspace.getConfiguration('casebook').update('connections', undefined, ConfigurationTarget.Workspace);
  });

  it('copies the SQL for a role that can only read', async () => {
    await add({});
    const statements = await commands.executeCommand('casebook.copyReadOnlyRole', 'added');
    assert.equal(statements, "create role casebook login password '…';\ngrant pg_read_all_data to casebook;");
    assert.equal(await env.clipboard.readText(), statements);
  });

  it('uses the layout that it is told to, and says when that is not there', async () => {
    await add({});
    await commands.executeCommand('casebook.useLayout', { connection: 'added', layout: 'fivetran' });
    assert.deepEqual(settings(), [{ name: 'added', ...server.address, ssl: 'disable', layout: 'fivetran' }]);
    const casebook = await api();
    assert.deepEqual((await casebook.lookup([dispute])).map((found) => !found.found && found.reason), ['unsupported']);
    await commands.executeCommand('casebook.useLayout', { connection: 'added', layout: 'canonical' });
    assert.deepEqual((await casebook.lookup([dispute])).map(({ found }) => found), [true]);
  });

  it('that is removed is gone from the settings, and its name answers nothing', async () => {
    await add({});
    await commands.executeCommand('casebook.removeConnection', 'added');
    assert.deepEqual(settings(), []);
    await assert.rejects((await api()).query('select 1', { connection: 'added' }), { kind: 'notFound', message: 'There is no connection named "added".' });
  });

  it('that a bad entry stands beside still works', async () => {
    await workspace.getConfiguration('casebook').update('connections', [{ name: 'broken', port: 'x' }], true);
    await add({});
    assert.deepEqual((await (await api()).query('select 2 as two', { connection: 'added' })).rows, [['2']]);
    await commands.executeCommand('casebook.removeConnection', 'added');
    assert.deepEqual(settings(), [{ name: 'broken', port: 'x' }]);
    await workspace.getConfiguration('casebook').update('connections', undefined, true);
  });

  describe('apart from the extension\'s own', () => {
    const secrets: SecretStorage = { get: () => Promise.resolve(undefined), store: () => Promise.resolve(), delete: () => Promise.resolve(), onDidChange: new EventEmitter<never>().event };
    const memory: Memento = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };
    let connections: Connections;
    beforeEach(() => {
      connections = new Connections(() => Promise.resolve(server.open()), secrets, memory);
    });
    afterEach(() => connections.dispose());

    it('and embedded, stands in no setting, and says so when it is to be changed', async () => {
      valueOf(await connections.adopt({ name: 'Sample', place: 'a copy', identity: 'Sample', open: () => Promise.resolve(server.database) }));
      assert.deepEqual(failureOf(await connections.change('Sample', { layout: 'canonical' })), { kind: 'unsupported', message: '"Sample" is embedded: there is nothing to edit.' });
      assert.equal(failureOf(await connections.change('Nobody', { layout: 'canonical' })).message, 'There is no connection named "Nobody".');
    });

    it('leads from a wrong setting to that one', async () => {
      await workspace.getConfiguration('casebook').update('connections', [{ name: 'broken', port: 'x' }], true);
      await workspace.getConfiguration('casebook').update('layouts', { mine: 'select 1' }, true);
      try {
        const tree = connectionsTree(connections);
        const leads: unknown[] = [];
        for (const node of (await tree.getChildren()) ?? []) leads.push((await tree.getTreeItem(node)).command?.arguments);
        assert.deepEqual(leads, [['casebook.connections'], ['casebook.layouts']]);
      } finally {
        await workspace.getConfiguration('casebook').update('connections', undefined, true);
        await workspace.getConfiguration('casebook').update('layouts', undefined, true);
      }
    });
  });
});
