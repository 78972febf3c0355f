import assert from 'node:assert/strict';
import { Client } from 'pg';
import type { Engine, Link } from '../../../src/data/node/engine';
import { ServerDatabase } from '../../../src/data/node/serverDatabase';
import { fail, succeed, type Result } from '../../../src/domain/failure';
import { withPostgres } from '../servers';
import { failureOf, valueOf } from './collect';

withPostgres('What a database knows of its server', '', (server) => {
  it('comes of the session that was opened, though another had to be closed for it', async () => {
    const client = new Client({ ...server.address, password: server.password });
    const answers: Result<Link>[] = [fail('busy', 'The server has no free connection.')];
    // As a pooler that gives no key to cancel with.
    const link: Link = { client, processId: 0, interrupt: () => Promise.resolve(), close: () => client.end(), destroy: () => client.end() };
    const engine: Engine = {
      kind: 'postgres', sessions: { questions: 2, runs: 2 }, portalRows: 0, lasting: false, grace: 2000, release: () => undefined,
      connect: async () => {
        const refused = answers.pop();
        if (!refused) await client.connect();
        return refused ?? succeed(link);
      },
    };
    const through = new ServerDatabase(engine, { name: 'busy at first', history: { append: () => undefined } });
    const { pooled, lacks } = valueOf(await through.describe());
    assert.deepEqual([pooled, lacks], [true, ['cancel']]);
    await through.close();
  });

  it('is asked anew where its answer could not be read', async () => {
    await server.admin.query("create role lost login password 'reads only'; create schema odd; grant usage on schema odd to lost; create view odd.pg_roles as select * from pg_catalog.pg_roles where false; grant select on odd.pg_roles to lost; alter role lost set search_path = odd, pg_catalog");
    const database = server.open({ user: 'lost' });
    assert.equal(failureOf(await database.describe()).kind, 'malformed');
    await server.admin.query('create or replace view odd.pg_roles as select * from pg_catalog.pg_roles');
    assert.equal(valueOf(await database.describe()).user, 'lost');
    await database.close();
    await server.admin.query('drop schema odd cascade; drop role lost');
  });
});
