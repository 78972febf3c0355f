import assert from 'node:assert/strict';
import { customLayouts, type CustomLayouts } from '../../../src/data/layouts/custom';
import type { Layout } from '../../../src/data/layouts/layout';
import { lookupCards } from '../../../src/data/store/cards';
import { succeed } from '../../../src/domain/failure';
import { failureOf, valueOf } from '../node/collect';
import { withPostgres, withServers } from '../servers';

const script = `
create schema warehouse;
create table warehouse.chargeback (reference varchar primary key, payment text, minor numeric, opened integer, deadline timestamp, note text);
insert into warehouse.chargeback values ('dp_1', 'ch_1', 9007199254740993, 1760000000, '2026-12-01 00:00', 'x');
create table warehouse.payment (reference text primary key, card text);
insert into warehouse.payment values ('ch_1', 'visa');
`;
const disputes = 'select reference as id, payment as charge_id, minor as amount, opened as created_at, deadline as due_by, note from warehouse.chargeback -- ours\n;';
const charges = 'select reference as id, card as brand from warehouse.payment';

withServers('a layout of the user’s own', script, (server) => {
  // What the server is, a run asks once.
  before(() => server.database.describe());
  const understood = async (custom: CustomLayouts): Promise<readonly Layout[]> => valueOf(await customLayouts(server.database, custom));
  const only = async (relations: CustomLayouts[string]): Promise<Layout> => (await understood({ ours: relations }))[0] ?? assert.fail('no layout');

  it('is understood by one question, whatever it maps', async () => {
    const asked = server.history.length;
    const [ours, theirs] = await understood({ ours: { disputes, charges }, theirs: { charges } });
    assert.equal(server.history.length, asked + 1);
    assert.deepEqual([ours?.id, ours?.title, Object.keys(ours?.relations ?? {}), ours?.problems], ['ours', 'ours, by your settings', ['disputes', 'charges'], undefined]);
    assert.deepEqual(Object.keys(theirs?.relations ?? {}), ['charges']);
    assert.ok(ours?.lacks.includes('events') && ours.lacks.includes('disputes.status') && !ours.lacks.includes('disputes.amount'));
  });

  it('is none without a setting, and then asks nothing', async () => {
    const asked = server.history.length;
    assert.deepEqual(await understood({}), []);
    assert.equal(server.history.length, asked);
  });

  it('answers a lookup with exact values of the canonical types', async () => {
    const layout = await only({ disputes, charges });
    const cards = valueOf(await lookupCards({ name: '', database: server.database, layout }, [{ id: 'dp_1', kind: 'dispute' }], []));
    const [file] = cards.get('dp_1')?.disputes ?? [];
    assert.deepEqual(
      [file?.dispute.amount, file?.dispute.createdAt, file?.dispute.dueBy, file?.dispute.status, file?.charge?.brand],
      [9007199254740993n, '2025-10-09T08:53:20+00:00', '2026-12-01T00:00:00+00:00', null, 'visa'],
    );
  });

  for (const [sql, problem] of [
    ['select id from warehouse.nothing', /^casebook\.layouts\.ours\.disputes: .*"warehouse\.nothing" does not exist/],
    ['select reference as id, minr from warehouse.chargeback', /^casebook\.layouts\.ours\.disputes: .*"minr" does not exist/],
    ['selec 1', /^casebook\.layouts\.ours\.disputes: syntax error/],
    ['select 1 as id; select 2 as id', /^casebook\.layouts\.ours\.disputes: A run is one statement/],
    ['delete from warehouse.chargeback returning reference as id', /^casebook\.layouts\.ours\.disputes: DELETE is refused/],
    ["select set_config('role', 'postgres', false) as id", /^casebook\.layouts\.ours\.disputes: .*set_config/],
    ['select reference as id from warehouse.chargeback where payment = $1', /^casebook\.layouts\.ours\.disputes: /],
    ['select 1 as id) r0, (select 2 as id', /^casebook\.layouts\.ours\.disputes: syntax error/],
    ['show server_version', /^casebook\.layouts\.ours\.disputes: syntax error/],
    ['select payment from warehouse.chargeback', /^casebook\.layouts\.ours\.disputes: it yields no column "id"/],
    ['select reference as id, 1 as amount, 2 as amount from warehouse.chargeback', /^casebook\.layouts\.ours\.disputes: it yields two columns named "amount"/],
  ] as const) {
    it(`says what is wrong with ${sql}, and has the rest`, async () => {
      const { problems, relations, lacks } = await only({ disputes: sql, charges });
      assert.equal(problems?.length, 1);
      assert.match(problems[0] ?? '', problem);
      assert.deepEqual([Object.keys(relations), lacks.includes('disputes')], [['charges'], true]);
    });
  }

  it('leaves out a column that is of no such type, and names it', async () => {
    const { problems, lacks } = await only({ disputes: "select 'dp_1' as id, array[1] as amount, 'x'::text as submission_count" });
    assert.deepEqual(problems, [
      'disputes.amount: amount in casebook.layouts.ours.disputes is of a type that gives no bigint, so it is left out.',
      'disputes.submission_count: submission_count in casebook.layouts.ours.disputes is text where integer is expected. A value that spells none is shown as unknown.',
    ]);
    assert.ok(lacks.includes('disputes.amount') && !lacks.includes('disputes.submission_count'));
  });
});

withPostgres('a layout of the user’s own, by its rights', script, (server) => {
  it('is not used as a role that could do more than read, until that is accepted', async () => {
    const superuser = { user: 'postgres', password: () => Promise.resolve(succeed('postgres')) };
    const [refused] = valueOf(await customLayouts(server.open(superuser), { ours: { charges } }));
    assert.deepEqual(refused?.relations, {});
    assert.match(refused.problems?.[0] ?? '', /^casebook\.layouts\.ours\.charges: .*superuser/);
    const [accepted] = valueOf(await customLayouts(server.open({ ...superuser, acceptRights: true }), { ours: { charges } }));
    assert.deepEqual(Object.keys(accepted?.relations ?? {}), ['charges']);
  });

  it('is not blamed for a server that is not there', async () => {
    assert.equal(failureOf(await customLayouts(server.open({ port: 1 }), { ours: { charges } })).kind, 'offline');
  });
});
