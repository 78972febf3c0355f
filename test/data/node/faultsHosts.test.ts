import assert from 'node:assert/strict';
import type { Database } from '../../../src/data/database';
import { openPostgres } from '../../../src/data/node/postgres';
import { succeed } from '../../../src/domain/failure';
import { administer, freePort, password, startServer, type OwnServer } from '../ownServer';
import { ask, failureOf, rowsOf, run, until, valueOf } from './collect';

describe('Of several servers', function () {
  this.timeout(30_000);
  let one: OwnServer;
  /** Its sessions are read-only. */
  let two: OwnServer;
  const opened: Database[] = [];

  const open = (hosts: string, target?: string): Database => {
    const database = openPostgres({ name: 'several', url: `postgres://reader@${hosts}/postgres${target ? `?target_session_attrs=${target}` : ''}`, password: () => Promise.resolve(succeed(password)), history: { append: () => undefined } });
    opened.push(database);
    return database;
  };
  const both = (target?: string): Database => open(`127.0.0.1:${one.port},127.0.0.1:${two.port}`, target);
  const portOf = async (database: Database): Promise<number> => Number((await rowsOf(database, 'select inet_server_port()'))[0]?.[0]);

  before(async () => {
    [one, two] = await Promise.all([startServer(), startServer()]);
    await administer(two.port, 'alter role reader set default_transaction_read_only = on');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(async (database) => database.close()));
  });
  after(async () => {
    await Promise.all([one.stop(), two.stop()]);
  });

  it('the first that answers is taken', async () => {
    assert.equal(await portOf(both()), one.port);
    assert.equal(await portOf(open(`127.0.0.1:${await freePort()},127.0.0.1:${two.port}`)), two.port);
  });

  it('the one of the wanted kind is taken', async () => {
    for (const [target, server] of [['any', one], ['read-only', two], ['read-write', one], ['primary', one], ['prefer-standby', one]] as const) {
      // Casebook's own transaction is read-only everywhere; the session is what was asked for.
      assert.equal(await portOf(both(target)), server.port, target);
    }
  });

  it('none of the wanted kind is told for each by name', async () => {
    const failure = failureOf(await both('standby').describe());
    assert.deepEqual(failure, { kind: 'offline', message: 'None of the 2 servers will do.', detail: `127.0.0.1:${one.port}: It is no standby.\n127.0.0.1:${two.port}: It is no standby.` });
    assert.deepEqual(failureOf(await open(`127.0.0.1:${one.port}`, 'standby').describe()), { kind: 'offline', message: 'It is no standby.' });
    assert.deepEqual(await administer(one.port, "select from pg_stat_activity where application_name = 'Casebook'"), []);
  });

  it('a refused password is not tried at the next', async () => {
    await administer(one.port, "alter role reader password 'another'");
    assert.equal(failureOf(await both().describe()).kind, 'authentication');
    await administer(one.port, `alter role reader password '${password}'`);
  });

  it('a cancel reaches the one that runs the statement', async () => {
    const database = both('read-only');
    const abort = new AbortController();
    const answer = run(database, "select pg_sleep(30), 'cancel me'", { signal: abort.signal });
    const active = "select from pg_stat_activity where application_name = 'Casebook' and state = 'active'";
    await until(async () => (await administer(two.port, active)).length === 1, 'it runs');
    abort.abort();
    assert.deepEqual(failureOf(await answer), { kind: 'cancelled', message: 'Cancelled.' });
    assert.deepEqual(await administer(two.port, active), []);
    assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
  });

  it('the next takes over when one dies: what was under way is lost, and the next action works', async () => {
    const database = both();
    valueOf(await ask(database, 'select 1'));
    let dying: Promise<void> | undefined;
    const lost = failureOf(
      await database.run(
        { sql: 'select generate_series(1, 100000000)', parameters: [], origin: 'cell', limit: 100_000_000, timeout: 60_000 },
        { columns: () => undefined, rows: () => void (dying ??= one.down('fast')) },
        new AbortController().signal,
      ),
    );
    assert.equal(lost.kind, 'offline', lost.message);
    await dying;
    const started = performance.now();
    assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
    assert.equal(await portOf(database), two.port);
    process.stdout.write(`first of two servers died in mid-stream | ${lost.message} | ${Math.round(performance.now() - started)} ms\n`);
    await one.up();
  });
});
