import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Client } from 'pg';
import type { Database } from '../../../src/data/database';
import { openPostgres, type PostgresOptions } from '../../../src/data/node/postgres';
import { succeed, type Failure, type Result } from '../../../src/domain/failure';
import { Proxy } from '../proxy';
import { password, startServer, type OwnServer } from '../ownServer';
import { ask, failureOf, hastened, rowsOf, run, until, valueOf } from './collect';

const lost = 'The connection to the server was lost.';
/** What a server says at its end, where what it was sending leaves room for it. */
const ended = 'The server ended the connection.';

describe('After a fault, the next action works without anything opened anew', function () {
  this.timeout(60_000);
  let server: OwnServer;
  let proxy: Proxy;
  let database: Database;
  let admin: Client;
  /** The most sessions that Casebook had at once, as the server saw them. */
  let most = 0;
  let watching: NodeJS.Timeout;
  const table: { readonly 'what was broken': string; readonly 'what the user saw': string; readonly 'recovered in': string }[] = [];

  const connectAdmin = async (): Promise<void> => {
    admin = new Client({ host: '127.0.0.1', port: server.port, database: 'postgres', user: 'postgres', password: 'postgres' });
    admin.on('error', () => undefined);
    await admin.connect();
  };
  const sessions = async (where = 'true'): Promise<number> => (await admin.query<{ n: number }>(`select count(*)::int as n from pg_stat_activity where application_name = 'Casebook' and ${where}`)).rows[0]?.n ?? -1;
  const count = async (): Promise<void> => {
    most = Math.max(most, await sessions().catch(() => 0));
  };

  const open = (options: Partial<PostgresOptions> = {}): Database =>
    openPostgres({ name: 'replica', host: '127.0.0.1', port: proxy.port, database: 'postgres', user: 'reader', ssl: 'disable', password: () => Promise.resolve(succeed(password)), history: { append: () => undefined }, ...options });
  /** Both kinds of session are open, and idle. */
  const warm = async (): Promise<void> => {
    await Promise.all([...Array.from({ length: 4 }, async () => ask(database, 'select pg_sleep(0.05)')), ...Array.from({ length: 2 }, async () => run(database, 'select pg_sleep(0.05)'))]);
    assert.equal(await sessions(), 4);
  };
  const running = async (marker: string): Promise<void> => until(async () => (await sessions(`state = 'active' and query like '%${marker}%'`)) === 1, `${marker} runs`);
  /** A run that is cut off when its first rows have come. */
  const midStream = async (spoil: () => unknown): Promise<Failure> => {
    let spoiling: unknown;
    const result = await database.run(
      { sql: 'select generate_series(1, 100000000)', parameters: [], origin: 'cell', limit: 100_000_000, timeout: 60_000 },
      { columns: () => undefined, rows: () => void (spoiling ??= spoil()) },
      new AbortController().signal,
    );
    await spoiling;
    return failureOf(result);
  };
  const seen = (failure: Failure, kind: Failure['kind'], ...messages: readonly string[]): string => {
    assert.equal(failure.kind, kind, failure.message);
    assert.ok(messages.includes(failure.message), failure.message);
    return failure.message;
  };

  /** A question and a run work at once, on no more than four sessions, none of them in a transaction, and nothing of before runs on for five seconds. */
  const recovers = async (broken: string, saw: string): Promise<void> => {
    const started = performance.now();
    assert.deepEqual(valueOf(await ask(database, 'select 1', [], { name: 'recovers' })).rows, [['1']]);
    assert.deepEqual(await rowsOf(database, 'select 2'), [['2']]);
    const took = performance.now() - started;
    table.push({ 'what was broken': broken, 'what the user saw': saw, 'recovered in': `${Math.round(took)} ms` });
    await until(async () => (await sessions("state <> 'idle'")) === 0, 'every session is idle');
    assert.ok(performance.now() - started < 5000, 'Something ran on for more than five seconds');
    assert.ok((await sessions()) <= 4);
  };

  before(async () => {
    server = await startServer();
    proxy = await Proxy.to({ host: '127.0.0.1', port: server.port });
    await connectAdmin();
    watching = setInterval(() => void count(), 50);
  });
  beforeEach(() => void (database = open()));
  afterEach(async () => {
    mock.restoreAll();
    await admin.query('alter role reader connection limit -1');
    await admin.query('alter role reader reset all');
    await proxy.heal();
    await database.close();
  });
  after(async () => {
    clearInterval(watching);
    await proxy.refuse();
    await admin.end();
    await server.stop();
    assert.ok(most >= 3 && most <= 4, `At most four sessions at any time, and there were ${most}`);
    process.stdout.write(`${['what was broken', 'what the user saw', 'recovered in'].join(' | ')}\n${table.map((line) => Object.values(line).join(' | ')).join('\n')}\n`);
  });

  for (const how of ['fast', 'immediate'] as const) {
    it(`the server was restarted between two runs (${how})`, async () => {
      await warm();
      await server.down(how);
      const saw = seen(failureOf(await open({ port: server.port }).describe()), 'offline', 'No server listens at this host and port.');
      await server.up();
      await connectAdmin();
      await recovers(`server restarted between runs, ${how}`, `while it was down: ${saw}`);
    });

    it(`the server was restarted in mid-statement (${how})`, async () => {
      const answer = run(database, "select pg_sleep(30), 'restart'");
      await running('restart');
      await server.down(how);
      const saw = seen(failureOf(await answer), 'offline', how === 'fast' ? ended : lost);
      await server.up();
      await connectAdmin();
      await recovers(`server restarted in mid-statement, ${how}`, saw);
    });

    it(`the server was restarted in mid-stream (${how})`, async () => {
      const saw = seen(await midStream(async () => server.down(how)), 'offline', lost, ended);
      await server.up();
      await connectAdmin();
      await recovers(`server restarted in mid-stream, ${how}`, saw);
    });
  }

  it('the network was cut in mid-stream', async () => {
    await recovers('network cut in mid-stream', seen(await midStream(() => proxy.cut()), 'offline', lost));
  });

  it('the network was cut while idle', async () => {
    await warm();
    proxy.cut();
    await recovers('network cut while idle', 'nothing');
  });

  it('idle connections were forgotten by a firewall, which resets them when they are used', async () => {
    await warm();
    proxy.cutWhenUsed();
    await recovers('idle connections reset at their next use', 'nothing');
  });

  it('a message came half, and the rest never', async () => {
    valueOf(await ask(database, 'select 1'));
    proxy.cutAfter(20_000);
    const saw = seen(failureOf(await run(database, "select repeat('x', 1000) from generate_series(1, 1000)")), 'offline', lost);
    await proxy.heal();
    await recovers('half a message, then cut', saw);
  });

  it('nobody was let in for a while', async () => {
    await warm();
    await proxy.refuse();
    const saw = seen(failureOf(await ask(database, 'select 1')), 'offline', 'No server listens at this host and port.');
    await proxy.heal();
    await recovers('connections refused', saw);
  });

  it('the network fell silent in mid-statement', async () => {
    const answer = run(database, "select pg_sleep(3), 'silence'", { timeout: 500 });
    await running('silence');
    proxy.silence();
    const saw = seen(failureOf(await hastened(() => answer)), 'offline', 'The server did not answer in time, and not when it was told to stop: the connection was given up.');
    await proxy.heal();
    await recovers('silent network in mid-statement', saw);
  });

  it('the network fell silent, and the statement was cancelled', async () => {
    const abort = new AbortController();
    const answer = run(database, "select pg_sleep(60), 'unheard'", { signal: abort.signal });
    await running('unheard');
    proxy.silence();
    const saw = seen(failureOf(await hastened(() => (abort.abort(), answer))), 'cancelled', 'Cancelled. The server could not be told: it ends the statement by itself, at its time limit at the latest.');
    await proxy.heal();
    await recovers('silent network, cancelled', saw);
  });

  it('the machine slept, and woke up before its network', async () => {
    await warm();
    const now = Date.now.bind(Date);
    mock.method(Date, 'now', () => now() + 3_600_000);
    proxy.silence();
    const saw = seen(failureOf(await hastened(() => ask(database, 'select 1'))), 'offline', 'The server did not answer in time.');
    await proxy.heal();
    await recovers('slept for an hour, the network came back later', saw);
  });

  it('the machine slept, and the server forgot it', async () => {
    await warm();
    proxy.forget();
    const now = Date.now.bind(Date);
    mock.method(Date, 'now', () => now() + 3_600_000);
    await recovers('slept for an hour, old connections dead', 'nothing, each action a second late');
  });

  it('the network is slow', async () => {
    proxy.slow(200);
    const started = performance.now();
    assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
    assert.ok(performance.now() - started >= 200, 'Nothing was late');
    await proxy.heal();
    await recovers('every answer 200 ms late', 'nothing');
  });

  for (const [what, bytes, words] of [
    ['an unknown message', '?\0\0\0\x08oops', "What answers at this host and port does not speak PostgreSQL's protocol: received invalid response: 3f"],
    ['a row that ends before its cells', 'D\0\0\0\x0a\0\x09\0\0\0\xff', "What answers at this host and port does not speak PostgreSQL's protocol: a message ends before it should"],
    // To PostgreSQL's ears this is a message of a gigabyte, of which nothing more comes.
    ['the words of a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'The server did not answer in time, and not when it was told to stop: the connection was given up.'],
  ] as const) {
    it(`the server sent garbage: ${what}`, async () => {
      const answer = run(database, "select pg_sleep(1), 'garbage'", { timeout: 500 });
      await running('garbage');
      proxy.say(Buffer.from(bytes, 'latin1'));
      await recovers(`garbage: ${what}`, seen(failureOf(await hastened(() => answer)), 'offline', words));
    });
  }

  it('an administrator ended every session while they were idle', async () => {
    await warm();
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'Casebook'");
    await recovers('sessions ended by an administrator, idle', 'nothing');
  });

  it('an administrator ended the session of a run', async () => {
    const saw = seen(await midStream(async () => admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'Casebook' and state = 'active'")), 'offline', lost, ended);
    await recovers('session ended by an administrator, in mid-stream', saw);
  });

  it('the server ends sessions that are idle', async () => {
    await admin.query('alter role reader set idle_session_timeout = 200');
    await warm();
    await until(async () => (await sessions()) === 0, 'every session is ended');
    await admin.query('alter role reader reset all');
    await recovers('idle_session_timeout', 'nothing');
  });

  it('the role has a single connection', async () => {
    await admin.query('alter role reader connection limit 1');
    // Past the proxy, which says goodbye before the server has.
    database = open({ port: server.port });
    const answers = await Promise.all(Array.from({ length: 5 }, async () => ask(database, 'select pg_sleep(0.02)')));
    assert.ok(answers.every((answer) => answer.ok));
    await recovers('connection limit of 1 for the role', 'nothing');
    const elsewhere = open();
    const saw = seen(failureOf(await elsewhere.describe()), 'busy', 'The server has no free connection.');
    await elsewhere.close();
    await admin.query('alter role reader connection limit -1');
    await recovers('connection limit reached by others', saw);
  });

  it('the server has no connection left', async () => {
    const others: Client[] = [];
    for (let free = true; free; ) {
      const client = new Client({ host: '127.0.0.1', port: server.port, database: 'postgres', user: 'reader', password });
      free = await client.connect().then(() => others.push(client) > 0, () => false);
    }
    const saw = seen(failureOf(await ask(database, 'select 1')), 'busy', 'The server has no free connection.');
    await Promise.all(others.map(async (client) => client.end()));
    await recovers('max_connections reached', saw);
  });

  it('a cancel was asked for twice', async () => {
    const twice: Result<unknown>[] = [];
    for (let round = 0; round < 5; round += 1) {
      const abort = new AbortController();
      const answer = run(database, "select pg_sleep(30), 'twice'", { signal: abort.signal });
      await running('twice');
      abort.abort();
      abort.signal.dispatchEvent(new Event('abort'));
      twice.push(await answer);
      assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
    }
    await recovers('cancel asked for twice', seen(failureOf(twice[0] ?? succeed(0)), 'cancelled', 'Cancelled.'));
  });

  it('the way for a cancel was closed', async () => {
    const abort = new AbortController();
    const answer = run(database, "select pg_sleep(60), 'no way'", { signal: abort.signal });
    await running('no way');
    proxy.close();
    const saw = seen(failureOf(await hastened(() => (abort.abort(), answer))), 'cancelled', 'Cancelled. The server could not be told: it ends the statement by itself, at its time limit at the latest.');
    await proxy.heal();
    await recovers('no connection for the cancel', saw);
  });

  it('the connection was closed in mid-run, and opened again', async () => {
    const answer = run(database, "select pg_sleep(30), 'closing'");
    await running('closing');
    const closing = database.close();
    const saw = seen(failureOf(await answer), 'cancelled', 'Cancelled.');
    await closing;
    await until(async () => (await sessions()) === 0, 'no session is left');
    database = open();
    await recovers('connection closed in mid-run', saw);
  });

  it('a receiver that fails leaves no transaction behind', async () => {
    for (const part of ['columns', 'rows'] as const) {
      const receiver = { columns: () => undefined, rows: () => undefined, [part]: () => { throw new Error('a bug'); } };
      await assert.rejects(database.run({ sql: 'select 1', parameters: [], origin: 'cell', limit: 10, timeout: 1000 }, receiver, new AbortController().signal), /a bug/);
      assert.equal(await sessions("state like 'idle in transaction%'"), 0);
    }
    await recovers('what takes the rows failed', 'an error');
  });
});
