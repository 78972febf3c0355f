import assert from 'node:assert/strict';
import { Client } from 'pg';
import type { Database } from '../../../src/data/database';
import { succeed, type Failure } from '../../../src/domain/failure';
import { script } from '../lookup/books';
import { ask, rowsOf, valueOf } from '../node/collect';
import { withPostgres, withServers } from '../servers';
import { hidden, lookalikes, refused, type Group } from './attempts';
import { files, objects, session, world } from './objects';
import { paths } from './paths';

const ran = 'ran';
const ways = Object.entries(paths);
const refusals = refused.flatMap((group) => group.attempts.map(([name, sql]) => ({ group, sql, says: group.says.replace('{0}', name) })));

/** What was tried, and what Casebook said to it: the table, printed at the end. */
const table = new Map<string, Map<string, readonly string[]>>();
const note = (what: string, sql: string, who: string, path: string, said: string): void => {
  const line = `${what} | ${sql.replaceAll('\0', '\\0')} | ${said}`;
  const by = table.get(line) ?? new Map<string, readonly string[]>();
  table.set(line, by.set(path, [...(by.get(path) ?? []), who]));
};
const tell = (by: ReadonlyMap<string, readonly string[]>): string => Array.from(by, ([path, who]) => (who.length === 2 ? path : `${path} (${who.join()})`)).join(', ');

const parsed = (json: string | null | undefined): unknown => JSON.parse(json ?? 'null');

/** Tries one way, and says what came of it. */
async function attempt(path: (typeof paths)[keyof typeof paths], database: Database, sql: string): Promise<{ readonly said: string; readonly failure: Failure | undefined }> {
  const outcome = await path(database, sql);
  return outcome.ok ? { said: ran, failure: undefined } : { said: outcome.failure.message, failure: outcome.failure };
}

/** The sentence of the cell; another way may have its own where it reads a text in another way, and EXPLAIN takes no such statement. */
function assertRefused(path: string, group: Group, sql: string, says: string, { said, failure }: Awaited<ReturnType<typeof attempt>>): void {
  assert.ok(failure, `${path} ran ${sql}`);
  if (path === 'cell' || (!group.elsewhere && !(path === 'explain' && failure.kind === 'syntax'))) {
    assert.equal(said, says, `${path}: ${sql}`);
    assert.ok(failure.kind === 'syntax' || failure.hint, `${path} says what to do instead of ${sql}`);
  }
}

describe('the refusals', () => {
  it('are many, and have a sentence for each kind', () => {
    assert.ok(refusals.length + hidden.length >= 150);
    const sentences = refused.filter(({ elsewhere }) => !elsewhere).map(({ says }) => says);
    assert.deepEqual(sentences, [...new Set(sentences)]);
    for (const sentence of sentences) assert.match(sentence, /refused: .+\.$/);
  });
});

withPostgres('Escapes', script + objects, (server) => {
  let databases: readonly (readonly [who: string, database: Database])[] = [];
  let bystander: Client | undefined;
  const heard: string[] = [];
  let untouched: unknown;
  /** The world as it is, and what each session carries on from what ran in it. */
  const state = async (): Promise<unknown> => {
    const sessions: unknown[] = [];
    for (const [, database] of databases) {
      const asked = [...(await rowsOf(database, session)), ...valueOf(await ask(database, session, [], { holdsUsersSql: true })).rows, ...valueOf(await ask(database, session)).rows];
      sessions.push(...asked.map(([json]) => parsed(json)));
    }
    const { rows } = await server.admin.query<string[]>({ text: `select (${world}), (${files})`, rowMode: 'array' });
    const { rows: pids } = await (bystander ?? assert.fail()).query<{ pid: number }>('select pg_backend_pid() as pid');
    return { sessions, world: rows[0]?.map(parsed), pids, heard };
  };
  before(async () => {
    const { host, port, database } = server.address;
    bystander = new Client({ host, port, database, user: 'postgres', password: 'postgres' });
    await bystander.connect();
    await bystander.query('listen gossip');
    bystander.on('notification', ({ payload }) => heard.push(payload ?? ''));
    databases = [
      ['reader', server.database],
      ['superuser', server.open({ user: 'postgres', password: () => Promise.resolve(succeed('postgres')), acceptRights: true })],
    ];
    for (const [, each] of databases) for (const [, path] of ways) await path(each, 'select 1');
    untouched = await state();
  });
  afterEach('nothing was written, nothing leaked, nobody else was touched', async () => assert.deepEqual(await state(), untouched));
  after(() => bystander?.end());

  // The guard lets none of these out: one look at the server for each group will do.
  for (const group of refused) {
    it(`by ${group.what} are refused`, async () => {
      for (const { sql, says } of refusals.filter((refusal) => refusal.group === group)) {
        for (const [who, database] of databases) {
          for (const [name, path] of ways) {
            const came = await attempt(path, database, sql);
            assertRefused(name, group, sql, says, came);
            // Of what EXPLAIN cannot be asked there is nothing to tell.
            if (name !== 'explain' || came.failure?.kind !== 'syntax') note(group.what, sql, who, name, came.said);
          }
        }
      }
    });
  }

  for (const { what, sql, byRights, ...says } of hidden) {
    it(`hidden in ${what} come to nothing: ${sql}`, async () => {
      for (const [who, database] of databases) {
        if (who === 'superuser' && byRights) continue;
        for (const [name, path] of ways) {
          const { said } = await attempt(path, database, sql);
          if (!(sql.startsWith('explain') && ['rule', 'lookup'].includes(name))) assert.equal(said, who === 'reader' ? says.reader : says.superuser, `${name} as ${who}`);
          note(`hidden in ${what}`, sql, who, name, said);
        }
      }
    });
  }

  for (const sql of lookalikes) {
    it(`are not seen in ${sql}`, async () => {
      for (const [who, database] of databases) {
        for (const [name, path] of ways) {
          if (/^(?:show|explain)/.test(sql) && ['explain', 'rule', 'lookup'].includes(name)) continue;
          assert.deepEqual([name, who, await attempt(path, database, sql)], [name, who, { said: ran, failure: undefined }]);
          note('looks alike', sql, who, name, ran);
        }
      }
    });
  }

  after('the table', () => {
    const lines = Array.from(table, ([line, by]) => `${line} | ${tell(by)} | nothing`);
    console.log(['attempt | SQL | what Casebook said | by which path (as reader and superuser, unless told) | what changed', ...lines, `${lines.length} lines; after each that reached a server, and after each group of those that did not, nothing had changed.`].join('\n'));
  });
});

withServers('Escapes, in the engine at hand', objects, (server) => {
  const state = async (): Promise<unknown> => [await rowsOf(server.database, world), await rowsOf(server.database, session), valueOf(await ask(server.database, session)).rows];
  let untouched: unknown;
  beforeEach(async () => void (untouched = await state()));
  afterEach(async () => assert.deepEqual(await state(), untouched));

  it('that the guard knows are refused', async () => {
    for (const { group, sql, says } of refusals) assertRefused('cell', group, sql, says, await attempt(paths.cell, server.database, sql));
  });

  it('that are hidden come to nothing', async () => {
    for (const { what, sql, reader, superuser, byRights } of hidden) {
      if (byRights || (server.version < 17 && sql.includes('json_table('))) continue;
      const { said } = await attempt(paths.cell, server.database, sql);
      // Before PostgreSQL 16 a read-only transaction lets a large object be made: the rollback undoes it.
      const undone = server.version < 16 && what === 'a large object';
      assert.equal(said, undone ? 'ran' : server.kind === 'postgres' ? reader : superuser, what);
    }
  });
});
