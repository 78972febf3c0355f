import assert from 'node:assert/strict';
import { builtinTypes } from '../../../src/data/node/builtinTypes';
import { arrayLiteral, type Row } from '../../../src/data/database';
import { withServers } from '../servers';
import { ask, failureOf, rowsOf, run, until, valueOf } from './collect';

const script = `
  create type mood as enum ('calm', 'tense');
  create table person (id bigint primary key, name text, feels mood, born date);
  insert into person values (9007199254740993, 'Ada', 'calm', '1815-12-10'), (2, '', null, null);
`;
const hostile = ['', "'; drop table person; --", '\\', '"', '{}', '{a,"b"}', 'NULL', '$1', '\u0001\u001b[31m', 'line\nbreak\r\n\ttab', '🧾 é ü 漢', '\u202egpj', '<b>', '=cmd()', 'a'.repeat(100_000)];

withServers('Rows', script, (server) => {
  it('are the text that the server sent, exactly', async () => {
    assert.deepEqual(
      await rowsOf(
        server.database,
        `select 9223372036854775807::int8, -0.10::numeric, 1e-7::numeric, 12345678901234567890.123456789::numeric, timestamptz '2026-11-20 10:00:00.123456+00', date 'infinity', true, null, '', 0.1::float8, '\\xdeadbeef'::bytea, array['a', null, 'NULL'], '{"a": 1}'::jsonb`,
        { settings: { timezone: 'UTC' } },
      ),
      [['9223372036854775807', '-0.10', '0.0000001', '12345678901234567890.123456789', '2026-11-20 10:00:00.123456+00', 'infinity', 't', null, '', '0.1', '\\xdeadbeef', '{a,NULL,"NULL"}', '{"a": 1}']],
    );
  });

  it('have columns with their type and where they come from', async () => {
    const { columns } = valueOf(await run(server.database, 'select id, feels, array[feels] as moods, 1 as one, name as called from person'));
    const [[table = ''] = []] = await rowsOf(server.database, "select 'person'::regclass::oid");
    const tableId = Number(table);
    assert.deepEqual(columns, [
      { name: 'id', type: 'bigint', tableId, columnNumber: 1 },
      { name: 'feels', type: 'mood', tableId, columnNumber: 3 },
      { name: 'moods', type: 'mood[]', tableId: 0, columnNumber: 0 },
      { name: 'one', type: 'integer', tableId: 0, columnNumber: 0 },
      { name: 'called', type: 'text', tableId, columnNumber: 2 },
    ]);
  });

  it('name built-in types as the server does', async () => {
    const known = [...builtinTypes];
    const names = await rowsOf(server.database, 'select oid::text, format_type(oid, null) from unnest($1::oid[]) with ordinality as t (oid, place) order by place', { parameters: [arrayLiteral(known.map(([oid]) => String(oid)))] });
    assert.deepEqual(names, known.map(([oid, name]) => [String(oid), name]));
  });

  it('of a question come in one piece, with the same text', async () => {
    const question = ['select id, name, feels from person where id = any($1::bigint[]) order by id', [arrayLiteral(['9007199254740993', '2'])]] as const;
    for (const answer of [await ask(server.database, ...question), await ask(server.database, ...question)]) {
      const { columns, rows } = valueOf(answer);
      assert.deepEqual(columns.map(({ name, type }) => `${name} ${type}`), ['id bigint', 'name text', 'feels mood']);
      assert.deepEqual(rows, [['2', '', null], ['9007199254740993', 'Ada', 'calm']]);
    }
  });

  it('keep hostile text as it is, in parameters, in arrays and back', async () => {
    for (const text of hostile) assert.deepEqual(await rowsOf(server.database, 'select $1::text, $2::text[]', { parameters: [text, arrayLiteral([text, null])] }).then(([row]) => row?.[0]), text);
    assert.deepEqual(await rowsOf(server.database, 'select * from unnest($1::text[])', { parameters: [arrayLiteral(hostile)] }), hostile.map((text) => [text]));
    assert.deepEqual(valueOf(await ask(server.database, 'select * from unnest($1::text[])', [arrayLiteral(hostile)], { name: 'hostile' })).rows, hostile.map((text) => [text]));
  });

  it('stop at the limit, and say whether there are more', async () => {
    for (const [limit, available, rowCount, more] of [[3, 2, 2, false], [3, 3, 3, false], [3, 4, 3, true], [1000, 1001, 1000, true], [2000, 2000, 2000, false], [1, 3_000_000, 1, true]] as const) {
      const { summary, rows } = valueOf(await run(server.database, `select generate_series(1, ${available})`, { limit }));
      assert.deepEqual({ rowCount: summary.rowCount, more: summary.more, tag: summary.tag, last: rows.at(-1) }, { rowCount, more, tag: `SELECT ${rowCount}`, last: [String(rowCount)] });
    }
  });

  it('of an empty result still have columns', async () => {
    const { columns, rows, summary } = valueOf(await run(server.database, 'select id from person where false'));
    assert.deepEqual([columns.length, rows.length, summary.tag], [1, 0, 'SELECT 0']);
  });

  it('come from show, values, table and explain too', async () => {
    assert.deepEqual(await rowsOf(server.database, 'show standard_conforming_strings'), [['on']]);
    assert.deepEqual(await rowsOf(server.database, "values (1, 'a'), (2, null)"), [['1', 'a'], ['2', null]]);
    assert.equal((await rowsOf(server.database, 'table person')).length, 2);
    assert.match(String((await rowsOf(server.database, 'explain (analyze, costs off, timing off, summary off) select 1'))[0]), /^Result/);
  });

  it('wait at the server while the receiver is busy', async () => {
    const total = 300_000;
    const width = 1000;
    let received = 0;
    let free = (): void => undefined;
    const held = new Promise<void>((resolve) => (free = resolve));
    const before = process.memoryUsage().rss;
    const answer = server.database.run({ sql: `select g, repeat('x', ${width}) from generate_series(1, ${total}) g`, parameters: [], origin: 'cell', limit: total, timeout: 60_000 }, {
      columns: () => undefined,
      rows: (batch: readonly Row[]) => {
        received += batch.length;
        return held;
      },
    }, new AbortController().signal);
    await until(() => received > 0, 'a first batch');
    const first = received;
    if (server.kind === 'postgres') await until(async () => valueOf(await ask(server.database, "select from pg_stat_activity where query like 'select g, repeat%' and wait_event = 'ClientWrite'", [], { name: 'waits' })).rows.length === 1, 'the server waits');
    assert.equal(received, first, 'Nothing comes while the first batch is held');
    const grown = process.memoryUsage().rss - before;
    assert.ok(grown < 100e6, `Held back, 300 MB of rows took ${Math.round(grown / 1e6)} MB`);
    free();
    assert.equal(valueOf(await answer).rowCount, total);
    assert.equal(received, total);
  });

  it('are given up when the receiver throws, and the next run works', async () => {
    for (const rows of [() => { throw new Error('a bug'); }, () => Promise.reject(new Error('a bug'))]) {
      await assert.rejects(server.database.run({ sql: 'select generate_series(1, 100000)', parameters: [], origin: 'cell', limit: 100_000, timeout: 10_000 }, { columns: () => undefined, rows }, new AbortController().signal), /a bug/);
      assert.deepEqual(await rowsOf(server.database, 'select 1'), [['1']]);
    }
  });

  it('need values for their parameters', async () => {
    assert.deepEqual(failureOf(await run(server.database, 'select $1::int', { parameters: ['one'] })), {
      kind: 'parameter',
      message: 'invalid input syntax for type integer: "one"',
      sqlstate: '22P02',
    });
  });

  it('of a question that fails are never quoted', async () => {
    assert.deepEqual(failureOf(await ask(server.database, 'select $1::int', ['Jane Doe'], { name: 'quoting' })), {
      kind: 'parameter',
      message: 'invalid input syntax for type integer: "•••"',
      sqlstate: '22P02',
    });
  });
});
