import assert from 'node:assert/strict';
import type { Cell, Column, Database, Row } from '../../../src/data/database';
import type { Layout, Source } from '../../../src/data/layouts/layout';
import { fail, succeed } from '../../../src/domain/failure';
import { runOrder, type ChainedResult } from '../../../src/investigation/chaining';
import { parseInvestigation } from '../../../src/investigation/investigation';
import { copyAsSql, runCell, type CellOutcome, type RunContext } from '../../../src/investigation/run';
import { withServers } from '../servers';

const script = `
create schema raw;
create table raw.dispute (id text primary key, amount bigint, created timestamptz, tags text[]);
insert into raw.dispute values ('dp_1', 100, '2026-10-01', '{a}'), ('dp_2', 9007199254740993, '2026-10-02', '{b,c}'), ('dp_é💶', null, '2026-10-03', null);
create table raw.broken (a int);
create table raw.customer (id text, email text);
insert into raw.customer values ('cus_1', 'jane@example.com'), ('cus_2', 'joe@example.com');
`;

const layout: Layout = {
  id: 'test',
  title: 'raw',
  relations: { disputes: 'select id, amount, created as created_at, tags from raw.dispute', charges: 'select nowhere from raw.broken' },
  lacks: [],
  denied: [], missingIndexes: [],
};

/** What a run of some cells told: every statement's rows as text, by cell. */
interface Told {
  readonly outcome: CellOutcome;
  readonly results: readonly { readonly statement: number; readonly connection: string; readonly columns: readonly string[]; readonly rows: readonly Row[]; readonly more: boolean }[];
}

/** Runs an investigation's cells as a notebook does, each named result kept for the next. */
class Notebook {
  readonly results = new Map<string, ChainedResult>();
  readonly ran: number[] = [];
  readonly context: RunContext;

  constructor(
    database: Database,
    text: string,
    values: Readonly<Record<string, string>> = {},
    source: Source = { name: 'test', database, layout },
    private readonly abort = new AbortController(),
    private readonly begun: (statement: number) => void = () => undefined,
  ) {
    this.context = {
      investigation: parseInvestigation(text),
      values,
      defaults: { limit: 100, timeout: 10_000 },
      maskAddresses: true,
      source: (name) => Promise.resolve(name === undefined || name === source.name ? succeed(source) : fail('notFound', `There is no connection ${name}.`)),
      result: (name) => this.results.get(name),
    };
  }

  async run(cell: number): Promise<Told> {
    const order = runOrder(this.context.investigation, cell, (name) => this.results.has(name));
    if (!order.ok) return { outcome: { ok: false, failure: { failure: order.failure } }, results: [] };
    let told: Told = { outcome: { ok: true, value: undefined }, results: [] };
    for (const each of order.value) {
      told = await this.runOne(each);
      if (!told.outcome.ok) break;
    }
    return told;
  }

  private async runOne(cell: number): Promise<Told> {
    this.ran.push(cell);
    const results: Told['results'][number][] = [];
    let columns: readonly Column[] = [];
    let rows: Row[] = [];
    let shown: Row[] = [];
    const outcome = await runCell(
      this.context,
      cell,
      {
        begin: ({ index }) => {
          rows = [];
          this.begun(index);
          const masked: Row[] = [];
          shown = masked;
          return {
            masked: { columns: (given) => void (columns = given), rows: (batch) => void masked.push(...batch) },
            unmasked: { columns: () => undefined, rows: (batch) => void rows.push(...batch) },
          };
        },
        end: ({ index, connection }, { more, treatments }) => {
          results.push({ statement: index, connection, columns: columns.map(({ name }) => name), rows: shown, more });
          const { name } = this.context.investigation.cells[cell] ?? {};
          const [kept, of] = [rows, columns];
          if (name !== undefined) this.results.set(name, { columns: of, more, treatments, values: (column): Cell[] => kept.map((row) => row[column] ?? null) });
        },
      },
      this.abort.signal,
    );
    return { outcome, results };
  }
}

withServers('A cell runs', script, (server) => {
  const run = (text: string, values?: Readonly<Record<string, string>>, cell = 0) => new Notebook(server.database, text, values).run(cell);
  const rowsOf = async (text: string, values?: Readonly<Record<string, string>>, cell?: number) => {
    const { outcome, results } = await run(text, values, cell);
    assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.failure.message);
    return results.map(({ rows }) => rows);
  };
  /** The failure, and the token that it points at. */
  const failureOf = async (text: string, values?: Readonly<Record<string, string>>, cell = 0) => {
    const { outcome, results } = await run(text, values, cell);
    assert.ok(!outcome.ok);
    const { failure, range } = outcome.failure;
    return { kind: failure.kind, message: failure.message, at: range && parseInvestigation(text).cells[cell]?.value.slice(range.start, range.end), done: results.length };
  };

  it('with every value as the server wrote it', async () => {
    assert.deepEqual(await rowsOf('-- @using disputes\nselect id, amount, tags from disputes order by id'), [[['dp_1', '100', '{a}'], ['dp_2', '9007199254740993', '{b,c}'], ['dp_é💶', null, null]]]);
  });

  it('statement by statement', async () => {
    const { outcome, results } = await run("select 1 as a; -- one; two\nselect ';' as b, 'x' as c;;\nselect 3 where false");
    assert.ok(outcome.ok);
    assert.deepEqual(results, [
      { statement: 0, connection: 'test', columns: ['a'], rows: [['1']], more: false },
      { statement: 1, connection: 'test', columns: ['b', 'c'], rows: [[';', 'x']], more: false },
      { statement: 2, connection: 'test', columns: ['?column?'], rows: [], more: false },
    ]);
  });

  it('that holds no statement, and yields nothing', async () => {
    assert.deepEqual(await run('-- nothing yet'), { outcome: { ok: true, value: undefined }, results: [] });
  });

  it('to its limit, and says that more exist', async () => {
    const { results } = await run('-- @limit 2\n-- %%\nselect generate_series(1, 5)\n-- %%\n-- @limit 5\nselect generate_series(1, 5)');
    assert.deepEqual(results.map(({ rows, more }) => [rows.length, more]), [[2, true]]);
    const { results: whole } = await run('-- @limit 2\n-- %%\nselect 1\n-- %%\n-- @limit 5\nselect generate_series(1, 5)', {}, 1);
    assert.deepEqual(whole.map(({ rows, more }) => [rows.length, more]), [[5, false]]);
  });

  it('under its settings', async () => {
    assert.deepEqual(await rowsOf("-- @set TimeZone = Asia/Tokyo\nselect '2026-01-01 00:00+00'::timestamptz"), [[['2026-01-01 09:00:00+09']]]);
  });

  const header = `-- @param since timestamptz = 2026-10-02 "Since"
-- @param ids text[] = {dp_1}
-- @param n integer
-- @param body jsonb = {"a": [1]}
-- @param span interval = 1 day
-- @param note text = it's \\ "so" ""
-- @using disputes
`;
  for (const [what, sql, values, expected] of [
    ['a default', 'select id from disputes where created_at >= :since order by 1', {}, [['dp_2'], ['dp_é💶']]],
    ['a value in place of a default', 'select count(*) from disputes where created_at >= :since', { since: 'infinity' }, [['0']]],
    ['an array', 'select id from disputes where id = any(:ids)', { ids: '{dp_2,"dp_é💶"}' }, [['dp_2'], ['dp_é💶']]],
    ['an element of an array', 'select :ids[1], (:ids)[1:1]', {}, [['dp_1', '{dp_1}']]],
    ['a slice of a column', 'select tags[1:1], tags[:1], tags[(1):n] from disputes, (values (2)) v(n) where id = \'dp_2\'', {}, [['{b}', '{b}', '{b,c}']]],
    ['a value cast on', 'select :since::date, :n::text || :note', { n: '7' }, [['2026-10-02', '7it\'s \\ "so"']]],
    ['a number in arithmetic', 'select :n / 2, -:n, :n::numeric / 2', { n: '7' }, [['3', '-7', '3.5000000000000000']]],
    ['JSON', "select :body -> 'a' ->> 0", {}, [['1']]],
    ['an interval', "select :since + :span = '2026-10-03'::timestamptz", {}, [['t']]],
    ['a limit', 'select id from disputes order by id limit :n', { n: '1' }, [['dp_1']]],
    ['a value that looks like SQL', "select :note = '''; drop table raw.dispute; --'", { note: "'; drop table raw.dispute; --" }, [['t']]],
    ['a parameter used twice', 'select :n, :note, :n', { n: '1', note: '' }, [['1', '', '1']]],
  ] as const) {
    it(`with ${what} bound`, async () => {
      assert.deepEqual(await rowsOf(`${header}${sql}`, values), [expected]);
    });
  }

  for (const [what, sql] of [
    ['its own with', 'with big as (select * from disputes where amount > 100) select id from big'],
    ['a recursive with', "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3), d as (select * from disputes) select id from d, n where i = 2 and id = 'dp_2'"],
    ['a with of the table’s own name beneath', "select id from (with x as (select * from disputes) select * from x) y where id = 'dp_2'"],
    ['a with in parentheses', "(with x as (select * from disputes) select id from x where id = 'dp_2') order by (select max(id) from disputes)"],
    ['a union of withs', "(with x as (select 'dp_2' as id from disputes) select id from x) union (with y as (select id from disputes) select id from y where id = 'dp_2')"],
  ] as const) {
    it(`with canonical relations in reach beside ${what}`, async () => {
      assert.deepEqual(await rowsOf(`-- @using disputes\n${sql}`), [[['dp_2']]]);
    });
  }

  it('that explains, shows, or lists', async () => {
    const plans = await rowsOf('-- @using disputes\nexplain (costs off) select * from disputes where id = \'dp_1\';\nshow standard_conforming_strings;\nvalues (1), (2);\ntable disputes');
    assert.match(plans[0]?.map(([line]) => line).join('\n') ?? '', /dispute/);
    assert.deepEqual(plans.slice(1, 3), [[['on']], [['1'], ['2']]]);
    assert.equal(plans[3]?.length, 3);
  });

  describe('and fails at the very token', () => {
    for (const [what, text, expected] of [
      ['that the parser does not understand', "select '💶';\nselect 1 form x wher", { kind: 'syntax', at: 'x', done: 1 }],
      ['of a column that is not there', "-- @using disputes\nselect '💶', id,\n  amuont from disputes", { kind: 'missing', at: 'amuont', done: 0 }],
      ['of a relation that is not there', 'select 1;\nselect * from public.nowhere', { kind: 'missing', at: 'public', done: 1 }],
      ['of an operator', "-- @param n integer = 1\nselect :n ->> 'x'", { kind: 'missing', at: '->>', done: 0 }],
      ['behind values that were bound', '-- @param a text = x\n-- @param b date = today\n-- @using disputes\nselect :a, :b, nope, :a from disputes', { kind: 'missing', at: 'nope', done: 0 }],
      ['behind a with', '-- @using disputes\nwith recursive /* é */ x as (select 1) select zzz from x', { kind: 'missing', at: 'zzz', done: 0 }],
      ['that takes the value', '-- @param a text = x\nselect 1 + :a', { kind: 'missing', at: '+', done: 0 }],
      ['that is refused', 'select 1;\nselect 2, pg_read_file(\'x\')', { kind: 'refused', at: 'pg_read_file', done: 1 }],
      ['of a with that takes a relation’s name', '-- @using disputes\nwith disputes as (select 1) select 1', { kind: 'refused', at: 'disputes', done: 0 }],
      ['of an undeclared parameter', 'select 1;\nselect :x', { kind: 'parameter', at: ':x', done: 0 }],
      ['of a parameter without a value', '-- @param x text\nselect 1;\nselect 2, :x', { kind: 'parameter', at: ':x', done: 0 }],
      ['of a directive', '-- @limit no\nselect 1', { kind: 'parameter', at: undefined, done: 0 }],
      ['of a directive in the cell', 'select 1\n-- @limit no', { kind: 'parameter', at: '@limit no', done: 0 }],
    ] as const) {
      it(what, async () => {
        const { kind, at, done } = await failureOf(text);
        assert.deepEqual({ kind, at, done }, expected);
      });
    }

    it('of a value that does not fit, before anything runs', async () => {
      assert.deepEqual(await failureOf('-- @param n integer\nselect 1;\nselect :n', { n: 'seven' }), { kind: 'parameter', message: 'The value of n does not fit: integer is a whole number from -2147483648 to 2147483647.', at: ':n', done: 0 });
    });

    it('of the header, by its line', async () => {
      assert.equal((await failureOf('-- @title x\n-- @limit no\n\nselect 1')).message, 'In the header, line 2: Write @limit 5000.');
    });

    it('of the third of five statements, and runs no more', async () => {
      const { outcome, results } = await run('select 1; select 2; select 1/0; select 4; select 5');
      assert.ok(!outcome.ok);
      assert.equal(outcome.failure.failure.sqlstate, '22012');
      assert.deepEqual(outcome.failure.statement, { index: 2, count: 5 });
      assert.deepEqual(results.map(({ statement }) => statement), [0, 1]);
    });
  });

  it('not where the layout has no such relation, or there is no layout', async () => {
    assert.equal((await failureOf('-- @using refunds\nselect 1')).message, 'test has no refunds, which @using asks for (raw).');
    const { outcome } = await new Notebook(server.database, '-- @using disputes\nselect 1', {}, { name: 'test', database: server.database, layout: undefined }).run(0);
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.failure.kind, 'unsupported');
  });

  it('on the connection that it names', async () => {
    assert.equal((await failureOf('-- @connection other\nselect 1')).message, 'There is no connection other.');
    assert.deepEqual(await rowsOf('-- @connection other\n-- %%\n-- @connection test\nselect 1'), [[['1']]]);
  });

  it('and nothing where it was stopped before', async () => {
    const abort = new AbortController();
    abort.abort();
    const { outcome, results } = await new Notebook(server.database, 'select 1', {}, undefined, abort).run(0);
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.failure.kind, 'cancelled');
    assert.deepEqual(results, []);
  });

  it('until it is stopped', async () => {
    const abort = new AbortController();
    const { outcome, results } = await new Notebook(server.database, 'select 1; select pg_sleep(30)', {}, undefined, abort, (index) => {
      if (index === 1) setImmediate(() => abort.abort());
    }).run(0);
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.failure.kind, 'cancelled');
    assert.equal(results.length, 1);
    assert.deepEqual(await rowsOf('select 1'), [[['1']]]);
  });

  describe('with the column of another', () => {
    const chained = `-- %% late
-- @using disputes
select 1; select id, created_at, amount, tags, id as "Id", amount as twice, amount as twice from disputes where id <> 'dp_1'

-- %% mine
-- @using disputes
select id from disputes where id = any(:late.id) and created_at = any(:late.created_at) order by id

-- %%
select :mine.id, :late."Id", :late.amount
`;

    it('as an array of its type, having run what it needs once', async () => {
      const notebook = new Notebook(server.database, chained);
      const { outcome, results } = await notebook.run(2);
      assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.failure.message);
      assert.deepEqual(results[0]?.rows, [['{dp_2,dp_é💶}', '{dp_2,dp_é💶}', '{9007199254740993,NULL}']]);
      assert.deepEqual(notebook.ran, [0, 1, 2]);
      await notebook.run(2);
      assert.deepEqual(notebook.ran, [0, 1, 2, 2]);
    });

    it('as it is, though it is shown masked, and masked again where it comes out', async () => {
      const text = "-- %% who\nselect email from raw.customer where id = 'cus_1'\n-- %%\nselect id, :who.email from raw.customer where email = any(:who.email)";
      const notebook = new Notebook(server.database, text);
      assert.deepEqual((await notebook.run(0)).results[0]?.rows, [['•••']]);
      const [{ rows } = { rows: [] }] = (await notebook.run(1)).results;
      assert.deepEqual(rows.map(([id]) => id), ['cus_1']);
      assert.doesNotMatch(JSON.stringify(rows), /jane/);
      const copied = await copyAsSql(notebook.context, 1, new AbortController().signal);
      assert.equal(copied.ok ? '' : copied.failure.failure.message, ':who.email holds personal data, which is not copied. Copy the cell that it comes from, and join the two.');
    });

    for (const [what, sql, at, message] of [
      ['an array', 'select :late.tags', ':late.tags', 'The column tags of late holds arrays already. Take them apart by unnest(tags) in late.'],
      ['a name that two columns have', 'select :late.twice', ':late.twice', 'The result of late has 2 columns named twice. Give each a name of its own by "as".'],
      ['no column', 'select :late.nope', ':late.nope', 'The result of late has no column nope. It has id, created_at, amount, tags, Id, twice, twice.'],
    ] as const) {
      it(`but not ${what}`, async () => {
        const failure = await failureOf(`${chained}\n-- %%\n${sql}`, {}, 3);
        assert.deepEqual(failure, { kind: 'parameter', message, at, done: 0 });
      });
    }

    it('but not one that its limit cut', async () => {
      assert.match((await failureOf('-- %% a\n-- @limit 1\nselect generate_series(1, 3) as n\n-- %%\nselect :a.n', {}, 1)).message, /^The result of a was cut by its limit/);
    });

    it('but not where they wait for one another', async () => {
      assert.match((await failureOf('-- %% a\nselect :b.x\n-- %% b\nselect :a.x')).message, /a → b → a/);
    });

    it('and stops where the other fails', async () => {
      const notebook = new Notebook(server.database, '-- %% a\nselect 1/0 as n\n-- %%\nselect :a.n');
      const { outcome } = await notebook.run(1);
      assert.equal(outcome.ok, false);
      assert.deepEqual(notebook.ran, [0]);
    });
  });

  it('the same when copied as SQL', async () => {
    const text = `${header}-- @set TimeZone = UTC\nselect id, :note, :ids[1], :body from disputes where created_at >= :since order by id;\nselect :n`;
    const notebook = new Notebook(server.database, text, { n: '7', note: "it's :n \\ $$" });
    const copied = await copyAsSql(notebook.context, 0, new AbortController().signal);
    assert.ok(copied.ok);
    const [setting = '', ...statements] = copied.value.split(/;\n/).filter(Boolean);
    assert.equal(setting, "set TimeZone = 'UTC'");
    const { results } = await notebook.run(0);
    const again = await Promise.all(statements.map((sql) => rowsOf(sql)));
    assert.deepEqual(again.map(([rows]) => rows), results.map(({ rows }) => rows));
  });

  it('in the same schemas when copied as SQL', async () => {
    const notebook = new Notebook(server.database, '-- @set search_path = "$user", Raw, "It\'s", pg_catalog\nselect current_schemas(true)::text');
    const copied = await copyAsSql(notebook.context, 0, new AbortController().signal);
    assert.equal(copied.ok ? copied.value : '', "set search_path = '$user', 'raw', 'It''s', 'pg_catalog';\nselect current_schemas(true)::text;\n");
  });

  it('and what the user wrote is in the history, without values or canonical relations', async () => {
    await run('-- @using disputes\n-- @param x text\nselect :x from disputes where false; -- end', { x: 'secret' });
    assert.equal(server.history.at(-1)?.statement, 'select :x from disputes where false');
  });
});
