import assert from 'node:assert/strict';
import { withPostgres } from '../servers';
import { failureOf, rowsOf, run } from './collect';

withPostgres('A limit that was hit says which, and what to do', 'create table held (n int); insert into held values (1)', (server) => {
  // The whole cluster shares the role, and the session its transaction: what a test leaves must not reach the next.
  afterEach(() => server.admin.query('rollback; alter role reader reset all'));

  it('another session\'s lock', async function () {
    this.timeout(20_000);
    await server.admin.query('begin; lock table held in access exclusive mode');
    const started = performance.now();
    assert.deepEqual(failureOf(await run(server.database, 'select n from held')), {
      kind: 'timeout',
      message: 'Another session holds a lock on what this statement reads, and kept it for 5 s.',
      sqlstate: '55P03',
      detail: 'canceling statement due to lock timeout',
      hint: 'Wait until the other session has ended, and run it again.',
      position: 14,
    });
    assert.ok(performance.now() - started < 7000, 'By the limit of the lock, not of the statement');
    await server.admin.query('rollback');
    assert.deepEqual(await rowsOf(server.database, 'select n from held'), [['1']]);
  });

  it('the server\'s own limit for a transaction', async () => {
    await server.admin.query('alter role reader set transaction_timeout = 300');
    const database = server.open();
    assert.deepEqual(failureOf(await run(database, 'select pg_sleep(30)')), {
      kind: 'timeout',
      message: 'The server ended this statement with its session: a transaction may take no longer there.',
      sqlstate: '25P04',
      detail: 'terminating connection due to transaction timeout',
      hint: 'Ask for less at once, or ask whoever runs the server to raise "transaction_timeout" for this role.',
    });
    await server.admin.query('alter role reader reset all');
    assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
  });

  it('a limit of the statement, in the words in which it is set', async () => {
    const cases = [[250, '250 ms'], [1000, '1 s'], [1500, '1.5 s']] as const;
    const databases = cases.map(() => server.open());
    const ended = await Promise.all(cases.map(async ([timeout], index) => run(databases[index] ?? server.database, 'select pg_sleep(30)', { timeout })));
    assert.deepEqual(ended.map((end) => failureOf(end).message), cases.map(([, words]) => `The statement took longer than its time limit of ${words} and was ended.`));
  });

  it('goes before the role\'s own, be that shorter or longer', async () => {
    await server.admin.query('alter role reader set statement_timeout = 100');
    const database = server.open();
    assert.deepEqual(await rowsOf(database, 'select pg_sleep(0.3)'), [['']]);
    assert.equal(failureOf(await run(database, 'select pg_sleep(30)', { timeout: 500 })).kind, 'timeout');
  });
});
