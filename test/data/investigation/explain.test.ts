import assert from 'node:assert/strict';
import type { Layout } from '../../../src/data/layouts/layout';
import { succeed } from '../../../src/domain/failure';
import { explainCell } from '../../../src/investigation/explain';
import { parseInvestigation } from '../../../src/investigation/investigation';
import { withServers } from '../servers';

const script = `
create table dispute (id text primary key, amount bigint, email text);
insert into dispute select 'dp_' || n, n, 'jane' || n || '@example.com' from generate_series(1, 5000) n;
`;
const layout: Layout = { id: 'test', title: 'own', relations: { disputes: 'select id, amount from public.dispute' }, lacks: [], denied: [], missingIndexes: [] };

withServers('The plan of a cell', script, (server) => {
  const explain = (text: string, analyze = false, values = {}) =>
    explainCell(
      {
        investigation: parseInvestigation(text),
        values,
        defaults: { limit: 100, timeout: 10_000 },
        maskAddresses: true,
        source: () => Promise.resolve(succeed({ name: 'replica', database: server.database, layout })),
        result: () => undefined,
      },
      0,
      analyze,
      new AbortController().signal,
    );
  const planOf = async (...given: Parameters<typeof explain>): Promise<string> => {
    const plan = await explain(...given);
    return plan.ok ? plan.value : assert.fail(plan.failure.failure.message);
  };

  it('names connection, tree and the costly node, and runs nothing', async () => {
    const plan = await planOf('select count(*), pg_sleep(30) from dispute group by amount % 7');
    assert.match(plan, /^Nothing was run: costs and rows are the planner’s estimates\.\n▲ marks what takes most\. A share is a node’s own\.\n\nPlan on replica\n\n│ {1}share {8}cost {8}rows\n/);
    assert.match(plan, /\n▲.* └─ Seq Scan on dispute\n/);
  });

  it('takes parameters and canonical relations', async () => {
    const plan = await planOf('-- @using disputes\n-- @param ids text[] = {dp_1}\nselect amount from disputes where id = any(:ids)');
    assert.match(plan, /using dispute_pkey on dispute|Index Cond: \(id = ANY \('\{dp_1\}'::text\[\]\)\)/);
  });

  it('is one a statement', async () => {
    assert.deepEqual((await planOf('select 1; values (1), (2)')).match(/^Plan of statement .*$/gm), ['Plan of statement 1 on replica', 'Plan of statement 2 on replica']);
  });

  it('is of a real run where that is asked for, and changes nothing', async () => {
    const plan = await planOf('select count(*) from dispute where amount > 10', true);
    assert.match(plan, /^The statements were run, and none of their rows are shown\./);
    assert.match(plan, / ms +rows +expected\n/);
    assert.match(plan, / 4,990 +[\d,]+ +└─ Seq Scan on dispute\n│.*Filter: \(amount > 10\)\n.*Rows Removed by Filter: 10\n/);
  });

  it('gives no e-mail address away that is compared with', async () => {
    assert.doesNotMatch(await planOf("select id from dispute where email = 'jane7@example.com'"), /jane/);
  });

  for (const [what, text, kind, at] of [
    ['an explain', 'select 1; /* so */ explain select 1', 'unsupported', 'explain'],
    ['a show', 'show all', 'unsupported', 'show'],
    ['a write', 'delete from dispute', 'refused', undefined],
    ['a column that is not there', 'select 1,\n  amuont from dispute', 'missing', 'amuont'],
    ['text that does not parse', 'select 1 form x wher', 'syntax', 'x'],
    ['no statement', '-- nothing', 'notFound', undefined],
  ] as const) {
    it(`is refused of ${what}, at the very token`, async () => {
      const plan = await explain(text);
      assert.ok(!plan.ok);
      const { failure, range } = plan.failure;
      assert.deepEqual([failure.kind, range && text.slice(range.start, range.end)], [kind, at]);
    });
  }
});
