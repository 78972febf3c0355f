import assert from 'node:assert/strict';
import { runQuery, type ResultSet } from '../../../src/investigation/query';
import type { Result } from '../../../src/domain/failure';
import { withServers } from '../servers';

withServers('another extension’s query', '', (server) => {
  const run = async (sql: string, parameters: Readonly<Record<string, unknown>> = {}, limit = 10): Promise<Result<ResultSet>> =>
    runQuery({ name: 'books', database: server.database, layout: undefined }, sql, { parameters, limit, timeout: 5000, maskAddresses: true }, new AbortController().signal);
  const failureOf = async (...given: Parameters<typeof run>): Promise<readonly [kind: string, message: string]> => {
    const done = await run(...given);
    if (done.ok) assert.fail(JSON.stringify(done.value));
    return [done.failure.kind, done.failure.message];
  };

  for (const limit of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses a limit of ${limit}`, async () => assert.deepEqual(await failureOf('select 1', {}, limit), ['parameter', `A limit is a whole number of rows, not ${limit}.`]));
  }

  it('fetches no row where none is wanted, and says that there are more', async () => {
    const done = await run('select 1 as one', {}, 0);
    assert.ok(done.ok);
    assert.deepEqual([done.value.rows, done.value.more], [[], true]);
  });

  const circle: { self?: unknown } = {};
  circle.self = circle;
  for (const [what, value] of [
    ['an invalid date', new Date('never')],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['an object that refers to itself', circle],
    ['a list with one of these', ['a', undefined]],
  ] as const) {
    it(`refuses ${what} as a value`, async () => assert.deepEqual(await failureOf('select :x', { x: value }), ['parameter', 'The value of :x cannot be bound.']));
  }

  it('refuses a parameter without a value', async () => {
    assert.deepEqual(await failureOf('select :x', { x: null }), ['parameter', ':x has no value.']);
    assert.deepEqual(await failureOf('select :x'), ['parameter', ':x has no value.']);
  });

  it('binds dates, lists with NULL and objects', async () => {
    const done = await run("select :at::timestamptz = '2026-11-21', array_length(:list::text[], 1), (:list::text[])[2] is null, :json::jsonb ->> 'a'", { at: new Date('2026-11-21T00:00:00Z'), list: ['x', null], json: { a: 1 } });
    assert.ok(done.ok);
    assert.deepEqual(done.value.rows, [['t', '2', 't', '1']]);
  });
});
