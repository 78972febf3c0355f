import assert from 'node:assert/strict';
import { splitStatements } from '../../../src/data/guard';
import type { Layout, RelationName } from '../../../src/data/layouts/layout';
import { compileStatement, expandStatement, type Binding } from '../../../src/investigation/compile';
import { lex } from '../../../src/investigation/lexer';
import { findReferences } from '../../../src/investigation/references';

const layout: Layout = { id: 'test', title: 'test', relations: { disputes: 'select 1 as id from stripe.disputes', charges: 'select 2 as id from stripe.charges' }, lacks: [], denied: [], missingIndexes: [] };
const disputes = 'disputes as not materialized (select 1 as id from stripe.disputes)';
const bindings = new Map<string, Binding>([
  [':a', { value: "it's", type: 'text' }],
  [':ids', { value: '{1,2}', type: 'bigint[]' }],
  [':free', { value: 'x\\y' }],
]);

async function compilationOf(sql: string, using: readonly RelationName[] = []) {
  const split = await splitStatements(sql);
  assert.ok(split.ok);
  return { statements: split.value, compilation: { references: findReferences(sql, lex(sql), () => true), bindings, relations: { layout, using } } };
}

async function compile(sql: string, using?: readonly RelationName[], index = 0) {
  const { statements, compilation } = await compilationOf(sql, using);
  const [statement] = statements.slice(index);
  assert.ok(statement);
  return compileStatement(statement, compilation);
}

describe('a compiled statement', () => {
  for (const [sql, expected, parameters] of [
    ['select :a', 'select ($1::text)', ["it's"]],
    ['select :ids[1], :a, :ids[2]', 'select ($1::bigint[])[1], ($2::text), ($1::bigint[])[2]', ['{1,2}', "it's"]],
    ['select :a::date, :free', 'select ($1::text)::date, $2', ["it's", 'x\\y']],
    ['select :unbound', 'select :unbound', []],
  ] as const) {
    it(`binds ${sql}`, async () => {
      const compiled = await compile(sql);
      assert.ok(compiled.ok);
      assert.equal(compiled.value.sql, expected);
      assert.deepEqual(compiled.value.parameters, parameters);
    });
  }

  it('numbers the parameters of each statement from one', async () => {
    const compiled = await compile('select :a; select :ids, :a', [], 1);
    assert.ok(compiled.ok);
    assert.equal(compiled.value.sql, 'select ($1::bigint[]), ($2::text)');
    assert.deepEqual(compiled.value.parameters, ['{1,2}', "it's"]);
  });

  for (const [what, sql, expected] of [
    ['a select', 'select * from disputes', `with ${disputes}\nselect * from disputes`],
    ['a statement behind a comment', '/* é💶 */ -- x\nselect 1', `with ${disputes}\nselect 1`],
    ['a select with its own with', 'with x as (select 1) select * from x', `with ${disputes}, x as (select 1) select * from x`],
    ['a recursive with', "with/* 'é💶' */recursive x as (select 1) select * from x", `with/* 'é💶' */recursive ${disputes}, x as (select 1) select * from x`],
    ['a with in parentheses', "(with x as (select '💶') select * from x) order by 1", `(with ${disputes}, x as (select '💶') select * from x) order by 1`],
    ['a union whose first part has a with', '(with x as (select 1) select 1) union select 2', `with ${disputes}\n(with x as (select 1) select 1) union select 2`],
    ['a subquery with a with', 'select (with x as (select 1) select * from x)', `with ${disputes}\nselect (with x as (select 1) select * from x)`],
    ['table and values', 'table disputes', `with ${disputes}\ntable disputes`],
    ['explain', 'explain select 1', `explain with ${disputes}\nselect 1`],
    ['explain with words', 'EXPLAIN ANALYZE /* x */ verbose (select 1)', `EXPLAIN ANALYZE /* x */ verbose with ${disputes}\n(select 1)`],
    ['explain with a list', 'explain (analyze, format json) with x as (select 1) select 1', `explain (analyze, format json) with ${disputes}, x as (select 1) select 1`],
    ['explain with a list and parentheses', 'explain (costs off) (select 1)', `explain (costs off) with ${disputes}\n(select 1)`],
    ['explain of parentheses', 'explain (select 1)', `explain with ${disputes}\n(select 1)`],
    ['show, which takes none', 'show server_version', 'show server_version'],
    ['a value before the with', "explain (format text) with x as (select :a) select 1", `explain (format text) with ${disputes}, x as (select ($1::text)) select 1`],
  ] as const) {
    it(`puts canonical relations in reach of ${what}`, async () => {
      const compiled = await compile(sql, ['disputes']);
      assert.ok(compiled.ok, compiled.ok ? '' : compiled.failure.message);
      assert.equal(compiled.value.sql, expected);
    });
  }

  it('puts several relations in reach in the order asked', async () => {
    const compiled = await compile('select 1', ['charges', 'disputes']);
    assert.ok(compiled.ok);
    assert.equal(compiled.value.sql, `with charges as not materialized (select 2 as id from stripe.charges),\n${disputes}\nselect 1`);
  });

  it('refuses a common table expression of a relation’s name, at that name', async () => {
    const sql = "select 1;\nwith é as (select :a), disputes as (select 1) select 1";
    const compiled = await compile(sql, ['disputes'], 1);
    assert.ok(!compiled.ok);
    assert.equal(compiled.failure.message, 'disputes is already in reach by @using. Give this common table expression another name.');
    assert.equal(compiled.failure.position, sql.indexOf('disputes'));
  });

  it('that does not parse fails at the place in the cell', async () => {
    const sql = "select '💶';\nselect :a, :ids, form disputes d wher";
    const compiled = await compile(sql, ['disputes'], 1);
    assert.ok(!compiled.ok);
    assert.equal(compiled.failure.kind, 'syntax');
    assert.equal(sql.slice(compiled.failure.position), 'd wher');
  });

  it('knows where each of its places comes from', async () => {
    const sql = 'select 1;\n select :a, :ids, zzz from disputes';
    const compiled = await compile(sql, ['disputes'], 1);
    assert.ok(compiled.ok);
    const { value } = compiled;
    const origin = (text: string, by = 0) => value.originOf(value.sql.indexOf(text) + by);
    assert.equal(origin('zzz', 1), sql.indexOf('zzz') + 1);
    assert.equal(origin('$2::bigint'), sql.indexOf(':ids'));
    assert.equal(origin('stripe.disputes'), sql.indexOf('select :a'));
    assert.equal(origin('select ($1'), sql.indexOf('select :a'));
    assert.equal(value.originOf(value.sql.length), sql.length);
  });
});

describe('a statement copied as SQL', () => {
  it('holds its values as literals', async () => {
    const { statements, compilation } = await compilationOf('select :a, :ids, :free from disputes', ['disputes']);
    const [statement] = statements;
    assert.ok(statement);
    assert.deepEqual(await expandStatement(statement, compilation), { ok: true, value: `with ${disputes}\nselect ('it''s'::text), ('{1,2}'::bigint[]), 'x\\y' from disputes` });
  });
});
