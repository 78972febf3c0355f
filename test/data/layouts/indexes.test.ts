import assert from 'node:assert/strict';
import { stripeSyncEngineMigrations } from '../../../src/build/stripeSyncEngine.mts';
import type { Database, Question } from '../../../src/data/database';
import { detectLayouts } from '../../../src/data/layouts/detect';
import type { Layout } from '../../../src/data/layouts/layout';
import { lookupCards } from '../../../src/data/store/cards';
import { readPage } from '../../../src/data/store/explorer';
import { groups, open, unanswered } from '../../../src/data/store/groups';
import { listenTo } from '../listen';
import { valueOf } from '../node/collect';
import { withPostgres } from '../servers';
import schema from '../../../src/data/sample/schema.sql';
import script from './layouts.sql';

const now = '2026-11-20T12:00:00.000Z';
/** A million disputes where the columns are cheap to fill, enough of the others for a plan to mean something. */
const fill = `
  drop table public.disputes;
  create table public.disputes (id text, charge_id text, amount bigint, currency text, status text, created_at timestamptz, due_by timestamptz, submission_count integer, has_evidence boolean);
  insert into public.disputes select 'dp_' || g, 'ch_' || g, g, 'usd', (array['won', 'lost', 'needs_response'])[1 + g % 3], timestamptz '2026-01-01' + g * interval '20 s', timestamptz '2026-02-01' + g * interval '27 s', 0, false from generate_series(1, 1000000) g;
  insert into sync.disputes (_raw_data, _account_id) select jsonb_build_object('id', 'dp_x' || g, 'charge', 'ch_' || g, 'status', (array['won', 'lost', 'needs_response'])[1 + g % 3], 'created', 1760000000 + g * 1000, 'evidence_details', jsonb_build_object('due_by', 1762000000 + g * 1000)), 'acct_1' from generate_series(1, 40000) g;
  insert into sigma.disputes (id, charge_id, status, created, evidence_details_due_by) select 'dp_x' || g, 'ch_' || g, (array['won', 'lost', 'needs_response'])[1 + g % 3], timestamp '2026-01-01' + g * interval '500 s', timestamp '2026-02-01' + g * interval '675 s' from generate_series(1, 40000) g;
  insert into fivetran.dispute (id, charge_id, status, created, evidence_details_due_by) select 'dp_x' || g, 'ch_' || g, (array['won', 'lost', 'needs_response'])[1 + g % 3], timestamp '2026-01-01' + g * interval '500 s', timestamp '2026-02-01' + g * interval '675 s' from generate_series(1, 40000) g;
  insert into stripe.disputes (id, charge, status, created, evidence_details) select 'dp_x' || g, 'ch_' || g, (array['won', 'lost', 'needs_response'])[1 + g % 3], 1760000000 + g * 1000, jsonb_build_object('due_by', 1762000000 + g * 1000) from generate_series(1, 40000) g;
  create view half.refunds as select * from fivetran.dispute;
  analyze;`;

withPostgres('the indexes that a layout misses', script, (server) => {
  let bare: readonly Layout[];
  let mended: readonly Layout[];
  const inSchema = (layouts: readonly Layout[], schema: string): Layout => layouts.find(({ title }) => title.endsWith(`in schema ${schema}`)) ?? assert.fail(`no layout in ${schema}`);
  const statementsOf = (schema: string): readonly string[] => inSchema(bare, schema).missingIndexes.map(({ statement }) => statement);

  before(async function () {
    this.timeout(60_000);
    for (const migration of await stripeSyncEngineMigrations()) await server.admin.query(migration);
    await server.admin.query(fill);
    bare = valueOf(await detectLayouts(server.database));
    for (const { statement } of bare.flatMap(({ missingIndexes }) => missingIndexes)) await server.admin.query(statement);
    await server.admin.query('analyze');
    mended = valueOf(await detectLayouts(server.database));
  });

  it('are said by table, with the statement that makes each', () => {
    assert.deepEqual(inSchema(bare, 'fivetran').missingIndexes[0], {
      table: 'fivetran.dispute',
      columns: ['charge_id'],
      serves: 'lookup',
      statement: 'create index concurrently on "fivetran"."dispute" ("charge_id")',
    });
    assert.deepEqual(statementsOf('stripe'), [
      'create index concurrently on "stripe"."disputes" ("charge")',
      'create index concurrently on "stripe"."disputes" ("payment_intent")',
      `create index concurrently on "stripe"."disputes" ((to_timestamp(case when ("evidence_details"->>'due_by') ~ '^[1-9][0-9]{0,11}$' then ("evidence_details"->>'due_by')::double precision else null::double precision end)), "id")`,
      'create index concurrently on "stripe"."disputes" ((to_timestamp(nullif("created", 0)::double precision)), "id")',
      'create index concurrently on "stripe"."disputes" ("status")',
      `create index concurrently on "stripe"."disputes" ((to_timestamp(nullif("created", 0)::double precision)), "id") where ("status" in ('warning_closed', 'won', 'lost', 'prevented', 'charge_refunded')) is not true`,
    ]);
  });

  it('are of the few open and unanswered disputes too, where all that these are told by can be indexed', async () => {
    assert.deepEqual(inSchema(bare, 'public').missingIndexes.flatMap(({ columns, isPartial }) => (isPartial ? [columns] : [])), [['created_at', 'id'], ['due_by', 'id']]);
    assert.match(await planOf('public', (from) => readPage(from, group('threeDays'), now)), /Index Scan using disputes_due_by_id_idx1 /);
  });

  it('are of the same disputes as in the sample', () => {
    for (const condition of [open, unanswered]) assert.ok(schema.replace(/\s+/g, ' ').includes(` where ${condition.replaceAll('d.', '')};`), condition);
  });

  it('are none for views, small tables and columns that are not there', () => {
    assert.deepEqual(statementsOf('half'), []);
    assert.deepEqual(statementsOf('airbyte'), []);
    assert.equal(inSchema(bare, 'public').missingIndexes.some(({ columns }) => columns.includes('arn')), false);
  });

  it('are known again once they are made', () => {
    for (const layout of mended) assert.deepEqual(layout.missingIndexes, [], layout.title);
  });

  it('are missed still where one is partial, invalid or of another kind', async () => {
    await server.admin.query(`
      drop index sigma.disputes_status_idx;
      create index on sigma.disputes using brin (status);
      create index on sigma.disputes (status) where status = 'won';
      create index on sigma.disputes (id, status)`);
    const [missing, ...others] = inSchema(valueOf(await detectLayouts(server.database)), 'sigma').missingIndexes;
    assert.deepEqual([missing?.columns, others], [['status'], []]);
    await server.admin.query('create index on sigma.disputes (status)');
  });

  it('may leave nulls out where a value is searched', async () => {
    await server.admin.query('drop index sigma.disputes_charge_id_idx; create index on sigma.disputes (charge_id) where charge_id is not null');
    assert.deepEqual(inSchema(valueOf(await detectLayouts(server.database)), 'sigma').missingIndexes, []);
  });

  /** The plan of the last thing that was asked of the database, with its own values. */
  const planOf = async (schema: string, asking: (from: { readonly database: Database; readonly layout: Layout }) => Promise<unknown>): Promise<string> => {
    const heard: Question[] = [];
    await asking({ database: listenTo(server.database, heard), layout: inSchema(mended, schema) });
    const asked = heard.at(-1) ?? assert.fail('nothing was asked');
    const { rows } = await server.admin.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off, timing off) ${asked.sql}`, [...asked.parameters]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  const group = (id: string) => groups.find((each) => each.id === id) ?? assert.fail(id);

  for (const [schema, table] of [
    ['public', 'disputes'],
    ['stripe', 'disputes'],
    ['sync', 'disputes'],
    ['sigma', 'disputes'],
    ['fivetran', 'dispute'],
  ] as const) {
    for (const [title, asking, index] of [
      ['a card', (from) => lookupCards({ name: '', ...from }, [{ id: 'dp_x77', kind: 'dispute' }], []), /Index (?:Only )?Scan (?:using|on) disputes?_(?:pkey|id\w*_idx)/],
      ['a deadline page', (from) => readPage(from, group('threeDays'), now), /Index Scan using \w*(?:due_by|to_timestamp|timezone|expr)\w* on disputes?/],
      ['a status page', (from) => readPage(from, group('closed'), now), /Index Scan Backward using \w*(?:created|to_timestamp|timezone|expr)\w* on disputes?/],
    ] as readonly (readonly [string, (from: { readonly database: Database; readonly layout: Layout }) => Promise<unknown>, RegExp])[]) {
      it(`are used by ${title} of ${schema}`, async () => {
        const plan = await planOf(schema, asking);
        const scans = plan.split('\n').filter((line) => new RegExp(`on ${table}\\b`).test(line) && !line.includes('never executed'));
        assert.match(plan, index);
        assert.deepEqual(scans.filter((line) => line.includes('Seq Scan')), []);
      });
    }
  }
});
