import assert from 'node:assert/strict';
import { detectLayouts } from '../../../src/data/layouts/detect';
import { succeed } from '../../../src/domain/failure';
import { preludeOf, type Layout, type RelationName } from '../../../src/data/layouts/layout';
import { withPostgres, withPostgres15 } from '../servers';
import script from './layouts.sql';

for (const withServer of [withPostgres, withPostgres15]) withServer('the layouts of a database', script, (server) => {
  let layouts: readonly Layout[];
  before(async () => {
    const found = await detectLayouts(server.database);
    assert.ok(found.ok, 'the catalogue answers');
    layouts = found.value;
    await server.admin.query("set timezone = 'UTC'");
  });

  const layoutIn = (schema: string): Layout => layouts.find(({ title }) => title.endsWith(`in schema ${schema}`)) ?? assert.fail(`no layout in ${schema}`);
  /** Rows of a relation, as the layout in that schema maps it. */
  const rowsOf = async (schema: string, relation: RelationName, columns: string) => {
    const { rows } = await server.admin.query<Record<string, unknown>>(`with ${preludeOf(layoutIn(schema), [relation])} select ${columns} from ${relation} order by id`);
    return rows;
  };
  const plan = async (sql: string): Promise<string> => (await server.admin.query<{ 'QUERY PLAN': string }>(`explain ${sql}`)).rows.map((row) => row['QUERY PLAN']).join('\n');

  it('are all found, whatever their schema, by two questions, the public one first', () => {
    assert.deepEqual(layouts.map(({ id, title }) => [id, title]), [
      ['canonical', 'canonical in schema public'],
      ['airbyte', 'Airbyte in schema airbyte'],
      ['fivetran', 'Fivetran in schema fivetran'],
      ['canonical:half', 'canonical in schema half'],
      ['hyperswitch', 'Hyperswitch in schema hyperswitch'],
      ['sigma', 'Stripe Sigma / Data Pipeline in schema sigma'],
      ['stripe-sync', '@stripe/sync-engine in schema sync'],
    ]);
    assert.deepEqual(server.history.filter(({ origin }) => origin === 'connection').length, 2);
  });

  const shown = 'id, charge_id, account_id, amount::text, status, network_reason_code, created_at::text, due_by::text, has_evidence, submission_count';
  const created_at = '2026-09-21 13:33:20+00';
  const due_by = '2026-09-28 12:13:20+00';
  for (const [schema, expected] of [
    ['sync', { charge_id: 'ch_1', account_id: 'acct_1', amount: '9007199254740993', status: 'needs_response', network_reason_code: '13.1', created_at, due_by, has_evidence: true, submission_count: 0 }],
    ['sigma', { charge_id: 'ch_1', account_id: 'acct_1', amount: '9007199254740993', status: 'needs_response', network_reason_code: '13.1', created_at, due_by, has_evidence: true, submission_count: 0 }],
    ['fivetran', { charge_id: 'ch_1', account_id: 'acct_1', amount: '500', status: 'needs_response', network_reason_code: null, created_at, due_by, has_evidence: true, submission_count: 0 }],
    ['airbyte', { charge_id: 'ch_1', account_id: null, amount: '500', status: 'needs_response', network_reason_code: null, created_at, due_by: null, has_evidence: true, submission_count: null }],
    ['hyperswitch', { charge_id: 'pay_1_1', account_id: 'm1', amount: '9007199254740993', status: 'dispute_opened', network_reason_code: '10.4', created_at, due_by, has_evidence: null, submission_count: null }],
    ['half', { charge_id: 'ch_1', account_id: null, amount: '500', status: null, network_reason_code: null, created_at, due_by: null, has_evidence: null, submission_count: null }],
  ] as const) {
    it(`of ${schema} yields the canonical dispute, with null for what has no source`, async () => {
      assert.deepEqual(await rowsOf(schema, 'disputes', shown), [{ id: 'dp_1', ...expected }]);
    });
  }

  it('gives the ledger that a dispute carries within it', async () => {
    assert.deepEqual(await rowsOf('sync', 'balance_transactions', 'id, dispute_id, amount::text, fee::text, net::text, reporting_category, created_at::text'), [
      { id: 'txn_1', dispute_id: 'dp_1', amount: '-500', fee: '1500', net: '-2000', reporting_category: 'dispute', created_at: '2026-09-21 13:33:21+00' },
    ]);
  });

  it('knows the dispute of a movement by its source, and none for a charge', async () => {
    assert.deepEqual(await rowsOf('sigma', 'balance_transactions', 'id, source_id, dispute_id'), [
      { id: 'txn_1', source_id: 'dp_1', dispute_id: 'dp_1' },
      { id: 'txn_2', source_id: 'ch_1', dispute_id: null },
    ]);
  });

  it('names what a layout lacks, whole relations and single columns', () => {
    const { lacks, relations } = layoutIn('half');
    assert.ok(lacks.includes('disputes.network_reason_code') && lacks.includes('disputes.due_by'));
    assert.ok(lacks.includes('events') && relations.events === undefined);
    assert.ok(lacks.includes('charges.brand') && relations.charges !== undefined);
  });

  it('takes no table for a layout that only has its name', () => {
    assert.equal(layouts.some(({ title }) => title.includes('other')), false);
  });

  it('leaves out a table that the role may not read, and names it', async () => {
    await server.admin.query("create role narrow login password 'narrow'; grant usage on schema half to narrow; grant select on half.disputes to narrow");
    const found = await detectLayouts(server.open({ user: 'narrow', password: () => Promise.resolve(succeed('narrow')) }));
    assert.ok(found.ok);
    const half = found.value.find(({ title }) => title.includes('half'));
    assert.deepEqual(half?.denied, ['half.charges']);
    assert.equal(half.relations.charges, undefined);
  });

  for (const [title, where, index] of [
    ['a dispute by its id', "id = 'dp_77'", 'disputes_pkey'],
    ['a batch of disputes', "id = any('{dp_1,dp_2}')", 'disputes_pkey'],
    ['a page by deadline', "due_by > '2026-02-01 13:00Z' order by due_by, id limit 100", 'disputes_due_by_id_idx'],
    ['a page by creation', "created_at > '2026-01-01 13:00Z' order by created_at limit 100", 'disputes_created_at_idx'],
    ['a status that is rare', "status = 'prevented'", 'disputes_status_idx'],
  ] as const) {
    it(`finds ${title} by the table's own index`, async () => {
      assert.match(await plan(`with ${preludeOf(layoutIn('public'), ['disputes'])} select id from disputes where ${where}`), new RegExp(`\\b${index}\\b`));
    });
  }

  it('finds the movements of a dispute by the index on their source', async () => {
    await server.admin.query("insert into sigma.balance_transactions select 'txn_x' || g, case when g % 2 = 0 then 'dp_x' else 'ch_x' end || g, 1, 0, 1, 'usd' from generate_series(1, 20000) g; analyze sigma.balance_transactions");
    const found = await plan(`with ${preludeOf(layoutIn('sigma'), ['balance_transactions'])} select id from balance_transactions where dispute_id = 'dp_x77'`);
    assert.match(found, /balance_transactions_source_id_idx/);
    assert.doesNotMatch(found, /Seq Scan/);
  });
});
