import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { withPostgres, withServers } from '../servers';
import { ask, failureOf, rowsOf, run, until, valueOf } from './collect';

const endless = "select count(*) from generate_series(1, 1000000000) as endless (n) where n % 7 = 8";

withServers('A statement that is stopped', '', (server) => {
  const works = async (): Promise<void> => assert.deepEqual(await rowsOf(server.database, 'select 1'), [['1']]);

  it('was cancelled: the run says so, and the next one works', async () => {
    await works();
    const abort = new AbortController();
    const answer = run(server.database, endless, { signal: abort.signal });
    setTimeout(() => abort.abort(), 100);
    assert.deepEqual(failureOf(await answer), { kind: 'cancelled', message: 'Cancelled.' });
    await works();
  });

  it('was cancelled while its rows were coming: the receiver gets no more of them', async () => {
    const abort = new AbortController();
    let ended = false;
    let late = 0;
    const result = await server.database.run(
      { sql: 'select generate_series(1, 100000000)', parameters: [], origin: 'cell', limit: 100_000_000, timeout: 60_000 },
      {
        columns: () => undefined,
        rows: () => {
          if (ended) late += 1;
          abort.abort();
        },
      },
      abort.signal,
    );
    ended = true;
    assert.equal(failureOf(result).kind, 'cancelled');
    await works();
    assert.equal(late, 0);
  });

  it('was cancelled although its receiver never takes the rows', async () => {
    const abort = new AbortController();
    const result = await server.database.run(
      { sql: 'select generate_series(1, 1000000)', parameters: [], origin: 'cell', limit: 1_000_000, timeout: 60_000 },
      {
        columns: () => undefined,
        rows: () => {
          setTimeout(() => abort.abort(), 50);
          return new Promise<void>(() => undefined);
        },
      },
      abort.signal,
    );
    assert.equal(failureOf(result).kind, 'cancelled');
    await works();
  });

  it('was never begun where it was cancelled before', async () => {
    assert.equal(failureOf(await run(server.database, 'select 1', { signal: AbortSignal.abort() })).kind, 'cancelled');
    assert.equal(failureOf(await ask(server.database, 'select 1', [], {}, AbortSignal.abort())).kind, 'cancelled');
    await works();
  });

  it('reached its time limit', async () => {
    assert.deepEqual(failureOf(await run(server.database, endless, { timeout: 200 })), {
      kind: 'timeout',
      message: 'The statement took longer than its time limit of 200 ms and was ended.',
      hint: 'Give it more with "-- @timeout 5min" in its cell, or give all more with the setting "casebook.notebook.statementTimeout".',
    });
    assert.equal(failureOf(await ask(server.database, endless, [], { name: 'endless', timeout: 200 })).kind, 'timeout');
    await works();
  });

  it('was a question: cancelled, the next one works', async () => {
    const abort = new AbortController();
    const answer = ask(server.database, endless, [], { name: 'endless' }, abort.signal);
    setTimeout(() => abort.abort(), 100);
    assert.equal(failureOf(await answer).kind, 'cancelled');
    assert.deepEqual(valueOf(await ask(server.database, 'select 2', [], { name: 'two' })).rows, [['2']]);
  });

  it('is stopped by closing the database', async () => {
    const database = server.kind === 'postgres' ? server.open() : server.database;
    let closing: Promise<void> | undefined;
    const answer = await database.run(
      { sql: 'select generate_series(1, 100000000)', parameters: [], origin: 'cell', limit: 100_000_000, timeout: 60_000 },
      { columns: () => undefined, rows: () => void (closing ??= database.close()) },
      new AbortController().signal,
    );
    assert.equal(failureOf(answer).kind, 'cancelled');
    await closing;
    assert.equal(failureOf(await run(database, 'select 1')).kind, 'offline');
  });
});

withPostgres('On the server', '', (server) => {
  const running = async (marker: string): Promise<number> => {
    const { rows } = await server.admin.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where pid <> pg_backend_pid() and state <> 'idle' and query like $1", [`%${marker}%`]);
    return rows[0]?.n ?? -1;
  };

  it('nothing runs after a cancel', async () => {
    const marker = randomUUID();
    const abort = new AbortController();
    const answer = run(server.database, `select pg_sleep(30) /* ${marker} */`, { signal: abort.signal });
    await until(async () => (await running(marker)) === 1, 'the statement runs');
    abort.abort();
    assert.equal(failureOf(await answer).kind, 'cancelled');
    assert.equal(await running(marker), 0);
  });

  it('nothing runs after a limit that cut a large result', async () => {
    const marker = randomUUID();
    valueOf(await run(server.database, `select generate_series(1, 100000000) /* ${marker} */`, { limit: 10 }));
    assert.equal(await running(marker), 0);
  });

  it('nothing runs after the client is gone', async () => {
    const marker = randomUUID();
    const database = server.open();
    const answer = run(database, `select pg_sleep(30) /* ${marker} */`);
    await until(async () => (await running(marker)) === 1, 'the statement runs');
    await database.close();
    assert.equal(failureOf(await answer).kind, 'cancelled');
    assert.equal(await running(marker), 0);
  });

  it('an administrator who ends a statement is told apart from a cancel of ours', async () => {
    const marker = randomUUID();
    const answer = run(server.database, `select pg_sleep(30) /* ${marker} */`);
    await until(async () => (await running(marker)) === 1, 'the statement runs');
    await server.admin.query('select pg_cancel_backend(pid) from pg_stat_activity where query like $1 and pid <> pg_backend_pid()', [`%${marker}%`]);
    assert.equal(failureOf(await answer).message, 'The server ended this statement: an administrator, or a time limit of the role.');
  });

  it('a question that is stopped while the server still reads it ends at once', async () => {
    // What comes while it parses, the server takes for a cancel of nothing when it reads the next message.
    const long = `select pg_sleep(60), 0 in (${Array.from({ length: 200_000 }, (_, index) => index).join(',')})`;
    for (let moment = 10; moment <= 120; moment += 10) {
      const abort = new AbortController();
      const started = performance.now();
      const answer = ask(server.database, long, [], { name: `asleep${moment}`, timeout: 60_000 }, abort.signal);
      setTimeout(() => abort.abort(), moment);
      assert.equal(failureOf(await answer).kind, 'cancelled');
      assert.ok(performance.now() - started < 3000, `Stopped after ${moment} ms it took ${Math.round(performance.now() - started)} ms`);
    }
  });

  it('a late cancel never hits the next statement', async function () {
    this.timeout(120_000);
    let cancelled = 0;
    for (let round = 0; round < 100; round += 1) {
      const abort = new AbortController();
      // It ends by itself at about the time when the cancel arrives.
      const answer = run(server.database, 'select pg_sleep(0.005)', { signal: abort.signal });
      setTimeout(() => abort.abort(), 3 + (round % 8));
      if (!(await answer).ok) cancelled += 1;
      assert.deepEqual(await rowsOf(server.database, 'select pg_sleep(0.002)'), [['']], `round ${round}`);
    }
    assert.ok(cancelled > 0 && cancelled < 100, `${cancelled} of 100 were cancelled: the race is not met`);
  });

  it('at most four sessions are used, whatever is asked at once', async () => {
    const answers = await Promise.all([...Array.from({ length: 12 }, (_, index) => ask(server.database, 'select pg_sleep(0.05), $1::text', [String(index)])), ...Array.from({ length: 6 }, () => run(server.database, 'select pg_sleep(0.05)'))]);
    assert.ok(answers.every((answer) => answer.ok));
    const { rows } = await server.admin.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where application_name = 'Casebook' and datname = current_database()");
    assert.deepEqual(rows, [{ n: 4 }]);
  });

  it('who finds every session taken waits, and gives up in time', async () => {
    const abort = new AbortController();
    const held = [1, 2].map(() => run(server.database, 'select pg_sleep(30)', { signal: abort.signal, timeout: 40_000 }));
    await until(async () => (await running('pg_sleep(30)')) === 2, 'both run');
    assert.equal(failureOf(await run(server.database, 'select 1', { timeout: 100 })).kind, 'busy');
    const leaving = new AbortController();
    const waiting = run(server.database, 'select 1', { signal: leaving.signal });
    leaving.abort();
    assert.equal(failureOf(await waiting).kind, 'cancelled');
    const next = run(server.database, 'select 1');
    abort.abort();
    assert.deepEqual(valueOf(await next).rows, [['1']]);
    for (const answer of held) assert.equal(failureOf(await answer).kind, 'cancelled');
  });
});
