import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { fail, succeed } from '../../../src/domain/failure';
import { Proxy } from '../proxy';
import { freePort } from '../ownServer';
import { withPostgres } from '../servers';
import { ask, failureOf, hastened, rowsOf, run, until, valueOf } from './collect';

withPostgres('A connection', '', (server) => {
  const password = (value: string) => ({ password: () => Promise.resolve(succeed(value)) });

  it('tells what it found', async () => {
    assert.deepEqual(valueOf(await server.database.describe()), {
      kind: 'postgres',
      product: 'PostgreSQL 18.4',
      version: '18.4',
      user: 'reader',
      database: server.address.database,
      standby: false,
      pooled: false,
      lacks: [],
      rights: [],
      writes: false,
    });
  });

  it('tells of a role that may change a table, whether it owns it or was granted it', async () => {
    await server.admin.query("create role clerk login password 'reads only'; create table notes (a int)");
    const writes = async (): Promise<boolean> => valueOf(await server.open({ user: 'clerk' }).describe()).writes;
    assert.equal(await writes(), false);
    await server.admin.query('grant insert on notes to clerk');
    assert.equal(await writes(), true);
    await server.admin.query('revoke insert on notes from clerk; alter table notes owner to clerk');
    assert.equal(await writes(), true);
    await server.admin.query('drop table notes; drop role clerk');
  });

  it('is told by a URL as well as by fields', async () => {
    const { host, port, database } = server.address;
    const byUrl = server.open({ host: undefined, port: undefined, database: undefined, user: undefined, ssl: undefined, url: `postgres://reader:wrong@${host}:${port}/${database}?sslmode=prefer` });
    assert.deepEqual(await rowsOf(byUrl, 'select current_database()'), [[database]]);
  });

  it('with a wrong password, none, or one that could not be had, says so, and never what it was', async () => {
    const wrong = failureOf(await server.open(password('hunter2')).describe());
    assert.deepEqual([wrong.kind, wrong.sqlstate, wrong.message], ['authentication', '28P01', 'The server did not accept this user and password.']);
    assert.ok(!JSON.stringify(wrong).includes('hunter2'));
    assert.deepEqual(failureOf(await server.open({ password: undefined }).describe()), { kind: 'authentication', message: 'The server asks for a password, and there is none.' });
    assert.deepEqual(failureOf(await server.open({ password: () => Promise.resolve(fail('authentication', 'The password command failed.')) }).describe()), { kind: 'authentication', message: 'The password command failed.' });
  });

  it('asks for the password only where the server wants one', async () => {
    let asked = 0;
    const database = server.open({ host: '127.0.0.1', port: await freePort(), password: () => Promise.resolve(succeed(String((asked += 1)))) });
    assert.equal(failureOf(await database.describe()).kind, 'offline');
    assert.equal(asked, 0);
  });

  it('says in plain words what is not there', async () => {
    const failures = [
      [await server.open({ port: await freePort() }).describe(), 'offline', 'No server listens at this host and port.'],
      [await server.open({ host: 'nowhere.invalid' }).describe(), 'offline', undefined],
      [await server.open({ database: 'nothing' }).describe(), 'missing', 'There is no such database on this server.'],
      [await server.open({ user: 'nobody' }).describe(), 'authentication', 'The server did not accept this user and password.'],
      [await server.open({ ssl: 'require' }).describe(), 'unsupported', 'The server does not speak TLS, and this connection asks for it ("ssl").'],
      [await server.open({ sslrootcert: '/nowhere.pem' }).describe(), 'malformed', 'The certificate file /nowhere.pem cannot be read.'],
      [await server.open({ url: 'mysql://x' }).describe(), 'malformed', 'The address is no "postgres://" URL.'],
    ] as const;
    for (const [result, kind, message] of failures) {
      const failure = failureOf(result);
      assert.equal(failure.kind, kind, failure.message);
      if (message) assert.equal(failure.message, message);
    }
  });

  it('failed, is tried again by the next action', async () => {
    let value = 'wrong';
    const database = server.open({ password: () => Promise.resolve(succeed(value)) });
    assert.equal(failureOf(await ask(database, 'select 1')).kind, 'authentication');
    value = server.password;
    assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
  });

  it('that fails in a way nobody knows says so in its own words, each time', async () => {
    const database = server.open({ password: () => Promise.reject(new Error('', { cause: new Error('The keychain of ada@example.com is locked') })) });
    for (let round = 0; round < 3; round += 1) {
      assert.deepEqual(failureOf(await ask(database, 'select 1')), { kind: 'offline', message: 'The server cannot be reached: The keychain of •••@••• is locked' });
    }
  });

  it('that another has no place for is busy', async () => {
    await server.admin.query("create role crowded login password 'reads only' connection limit 0");
    assert.equal(failureOf(await server.open({ user: 'crowded' }).describe()).kind, 'busy');
    await server.admin.query('drop role crowded');
  });

  it('whose idle sessions were ended by the server goes on unnoticed', async () => {
    const database = server.open();
    valueOf(await ask(database, 'select 1'));
    assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
    await server.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'Casebook' and datname = current_database()");
    await until(async () => (await server.admin.query("select from pg_stat_activity where application_name = 'Casebook' and datname = current_database()")).rowCount === 0, 'no session is left');
    assert.deepEqual(valueOf(await ask(database, 'select 2', [], { name: 'two' })).rows, [['2']]);
    assert.deepEqual(await rowsOf(database, 'select 3'), [['3']]);
  });

  it('lost in mid-stream says so, and the next action works', async () => {
    const database = server.open();
    let received = 0;
    const lost = await database.run(
      { sql: 'select generate_series(1, 100000000)', parameters: [], origin: 'cell', limit: 100_000_000, timeout: 60_000 },
      {
        columns: () => undefined,
        rows: (batch) => {
          if (received === 0) void server.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'select generate_series(1, 100000000)%' and pid <> pg_backend_pid()");
          received += batch.length;
        },
      },
      new AbortController().signal,
    );
    assert.equal(failureOf(lost).kind, 'offline');
    assert.ok(received > 0);
    assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
  });
});

withPostgres('Behind a network that fails', '', (server) => {
  let proxy: Proxy;
  before(async () => (proxy = await Proxy.to(server.address)));
  afterEach(async () => {
    mock.restoreAll();
    await proxy.heal();
  });
  after(async () => proxy.refuse());

  /** As if so much time had passed since. */
  const pass = (milliseconds: number): void => {
    const now = Date.now.bind(Date);
    mock.method(Date, 'now', () => now() + milliseconds);
  };

  it('a cut connection is a failure at once, and the next action connects again', async () => {
    const database = server.open({ port: proxy.port });
    const answer = run(database, 'select pg_sleep(30)');
    await until(async () => (await server.admin.query("select from pg_stat_activity where query = 'select pg_sleep(30)'")).rowCount === 1, 'the statement runs');
    proxy.cut();
    assert.equal(failureOf(await answer).kind, 'offline');
    assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
  });

  it('a question after some seconds of silence is one round trip', async () => {
    const database = server.open({ port: proxy.port });
    valueOf(await ask(database, 'select 1'));
    pass(20_000);
    const before = proxy.sent;
    valueOf(await ask(database, 'select 1'));
    assert.equal(proxy.sent - before, 1);
  });

  it('a session that a silence has cut off is replaced', async () => {
    const database = server.open({ port: proxy.port });
    valueOf(await ask(database, 'select 1'));
    pass(31_000);
    proxy.forget();
    assert.deepEqual(valueOf(await ask(database, 'select 2', [], { name: 'two' })).rows, [['2']]);
  });

  it('a server that falls silent does not hold a question for ever', async () => {
    const database = server.open({ port: proxy.port });
    valueOf(await ask(database, 'select 1'));
    proxy.silence();
    assert.equal(failureOf(await hastened(() => ask(database, 'select 2', [], { name: 'two', timeout: 300 }))).message, 'The server did not answer in time, and not when it was told to stop: the connection was given up.');
    await proxy.heal();
    assert.deepEqual(valueOf(await ask(database, 'select 2', [], { name: 'two' })).rows, [['2']]);
  });
});
