import assert from 'node:assert/strict';
import { detectLayouts } from '../../../src/data/layouts/detect';
import { preludeOf, type Layout, type Source } from '../../../src/data/layouts/layout';
import { lookupCards } from '../../../src/data/store/cards';
import { countGroups, readPage, type ListedDispute } from '../../../src/data/store/explorer';
import { groups, type GroupId } from '../../../src/data/store/groups';
import { readRaw } from '../../../src/data/store/raw';
import { succeed } from '../../../src/domain/failure';
import { ask, failureOf, valueOf } from '../node/collect';
import { withPostgres } from '../servers';
import schema from '../../../src/data/sample/schema.sql';

const now = '2026-11-20T12:00:00.000Z';
/** Each in a schema of its own. */
const script = `
${schema}
create schema strange;
create table strange.disputes (id text, charge_id text, amount text, currency text, status text, created_at text, due_by text, submission_count bytea, has_evidence text, evidence jsonb, closed_at date);
insert into strange.disputes values
  ('dp_good', 'ch_1', '9007199254740993', 'usd', 'needs_response', '1760000000', '2026-12-31T00:00:00Z', null, 'true', '{}', '2026-12-31'),
  ('dp_bad', 'ch_1', '12.50', 'usd', 'escalated_to_the_moon', 'last Tuesday', '2026-12-30 10:00:00+02', '\\x00', 'maybe', '{}', null);
create table strange.charges (id text, amount jsonb);
insert into strange.charges values ('ch_1', '5');

create schema times;
create table times.disputes (id text primary key, charge_id text, amount bigint, currency text, status text, created_at timestamptz, due_by timestamptz);
insert into times.disputes select 'dp_never' || lpad(g::text, 3, '0'), 'ch_1', 1, 'usd', 'needs_response', 'infinity', 'infinity' from generate_series(1, 150) g;
insert into times.disputes values ('dp_once', 'ch_1', 1, 'usd', 'needs_response', '-infinity', '-infinity'), ('dp_caesar', 'ch_1', 1, 'usd', 'needs_response', '0044-03-15 12:00:00+00 BC', '0044-03-15 12:00:00+00 BC');

create schema nulls;
create table nulls.disputes (id text, charge_id text, amount bigint, status text, created_at timestamptz, due_by timestamptz, evidence_details jsonb, metadata jsonb);
insert into nulls.disputes select null from generate_series(1, 3);
insert into nulls.disputes (id) values ('dp_bare');
insert into nulls.disputes (id, charge_id) values (null, 'ch_1');
create table nulls.charges (id text, amount bigint, status text);
insert into nulls.charges values (null), ('ch_1');

create schema huge;
create table huge.disputes (id text primary key, charge_id text, status text, created_at timestamptz, evidence jsonb);
insert into huge.disputes values ('dp_1', 'ch_1', 'won', '2026-01-01', jsonb_build_object('uncategorized_text', repeat('0123456789', 5000000)));
create table huge.events (id text primary key, type text, object_id text, created_at timestamptz, payload jsonb);
insert into huge.events values ('evt_1', 'charge.dispute.created', 'dp_1', '2026-01-01', jsonb_build_object('text', repeat('0123456789', 5000000)));

create schema garbled;
create table garbled.disputes (id text primary key, charge text, status text, created bigint, evidence_details jsonb, balance_transactions jsonb);
insert into garbled.disputes values ('dp_1', 'ch_1', 'needs_response', 1760000000, '{"due_by": "soon", "has_evidence": "perhaps", "submission_count": 1e30}', '[{"id": "txn_1", "amount": "a lot", "created": "never"}, {"amount": 1}, 7]');

create schema prose;
create table prose.disputes (id text primary key, charge_id text, created_at timestamptz, evidence text, metadata jsonb, evidence_details json);
insert into prose.disputes values ('dp_1', 'ch_1', '2026-01-01', 'nope', '{"a": 1}', '{"b": 2}'), ('dp_2', 'ch_1', '2026-01-01', '', null, null);

create schema unfilled;
create table unfilled.disputes (id text primary key, charge_id text, status text, created_at timestamptz);
insert into unfilled.disputes values ('dp_1', 'ch_1', 'won', '2026-01-01');
create materialized view unfilled.refunds as select 're_1'::text as id, 'ch_1'::text as charge_id with no data;
create schema empty;
create materialized view empty.disputes as select id, charge_id, created_at, '[]'::jsonb as balance_transactions from unfilled.disputes with no data;

create role without_evidence login password 'narrow';
create schema guarded;
create table guarded.disputes (id text primary key, charge_id text, status text, created_at timestamptz, evidence jsonb);
insert into guarded.disputes values ('dp_1', 'ch_1', 'won', '2026-01-01', '{"customer_name": "Jane"}');
create table guarded.charges (id text primary key);
grant usage on schema guarded to without_evidence;
grant select (id, charge_id, status, created_at) on guarded.disputes to without_evidence;
`;

withPostgres('strange data', script, (server) => {
  let layouts: readonly Layout[];
  before(async () => void (layouts = valueOf(await detectLayouts(server.database))));
  const from = (schema: string): Source & { readonly layout: Layout } => ({
    name: schema,
    database: server.database,
    layout: layouts.find(({ title }) => title.endsWith(`in schema ${schema}`)) ?? assert.fail(`no layout in ${schema}`),
  });
  const page = async (schema: string, id: GroupId): Promise<readonly ListedDispute[]> => {
    const group = groups.find((each) => each.id === id) ?? assert.fail(id);
    const first = valueOf(await readPage(from(schema), group, now));
    return first.next ? [...first.disputes, ...valueOf(await readPage(from(schema), group, now, first.next)).disputes] : first.disputes;
  };
  const card = async (schema: string, id: string, kind = 'dispute') => valueOf(await lookupCards(from(schema), [{ id, kind }], [])).get(id) ?? assert.fail(`no card of ${id}`);

  describe('in columns of another type', () => {
    it('is told by its column, with what follows', () => {
      assert.deepEqual(from('strange').layout.problems, [
        'disputes.amount: amount in strange.disputes is text where bigint is expected. A value that spells none is shown as unknown.',
        'disputes.created_at: created_at in strange.disputes is text where timestamptz is expected. A value that spells none is shown as unknown.',
        'disputes.due_by: due_by in strange.disputes is text where timestamptz is expected. A value that spells none is shown as unknown.',
        'disputes.has_evidence: has_evidence in strange.disputes is text where boolean is expected. A value that spells none is shown as unknown.',
        'disputes.submission_count: submission_count in strange.disputes is of a type that gives no integer, so it is left out.',
        'charges.amount: amount in strange.charges is of a type that gives no bigint, so it is left out.',
      ]);
      assert.ok(from('strange').layout.lacks.includes('disputes.submission_count'));
      assert.equal(from('times').layout.problems, undefined);
    });

    it('gives what it spells, exactly, and null for what it does not', async () => {
      const shown = ({ id, amount, createdAt, dueBy, hasEvidence, status }: ListedDispute) => [id, amount, createdAt, dueBy, hasEvidence, status];
      assert.deepEqual([...(await page('strange', 'staged')), ...(await page('strange', 'later'))].map(shown), [
        ['dp_good', 9007199254740993n, '2025-10-09T08:53:20.000000Z', '2026-12-31T00:00:00.000000Z', true, 'needs_response'],
        ['dp_bad', null, null, '2026-12-30T08:00:00.000000Z', null, 'escalated_to_the_moon'],
      ]);
      const { disputes, objects } = await card('strange', 'ch_1', 'charge');
      assert.deepEqual(disputes.map(({ dispute: { closedAt } }) => closedAt), ['2026-12-31T00:00:00+00:00', null]);
      assert.deepEqual(disputes.map(({ dispute: { id, amount } }) => [id, amount]), [['dp_good', 9007199254740993n], ['dp_bad', null]]);
      assert.deepEqual(objects.map(({ relation }) => relation), ['charges']);
    });

    it('is left out where it is text that may be no JSON, since one such row would fail every question', async () => {
      assert.deepEqual(from('prose').layout.problems, [
        'disputes.evidence: evidence in prose.disputes is text where JSON is expected, so it is left out. Where every row is JSON, a layout in the setting casebook.layouts can yield it, by a cast to jsonb.',
      ]);
      const { rows } = valueOf(await ask(server.database, `with ${preludeOf(from('prose').layout, ['disputes'])} select id, evidence, metadata->>'a', evidence_details->>'b' from disputes order by id`));
      assert.deepEqual(rows, [['dp_1', null, '1', '2'], ['dp_2', null, null, null]]);
      assert.match(valueOf(await readRaw(from('prose'), { id: 'dp_2', kind: 'dispute' })), /"evidence": null/);
    });

    it('is found within JSON too', async () => {
      const { dispute, transactions } = (await card('garbled', 'dp_1')).disputes[0] ?? assert.fail();
      assert.deepEqual([dispute.createdAt, dispute.dueBy, dispute.hasEvidence, dispute.submissionCount], ['2025-10-09T08:53:20+00:00', null, null, null]);
      assert.deepEqual(transactions.map(({ id, amount, createdAt }) => [id, amount, createdAt]), [['txn_1', null, null]]);
    });
  });

  describe('in time', () => {
    it('is listed, and the next page begins after it', async () => {
      const later = await page('times', 'later');
      assert.equal(new Set(later.map(({ id }) => id)).size, 150);
      assert.deepEqual([later[0]?.createdAt, later[0]?.dueBy], ['infinity', 'infinity']);
      assert.deepEqual((await page('times', 'cannotRespond')).map(({ id, dueBy }) => [id, dueBy]), [['dp_caesar', '0044-03-15 12:00:00+00 BC'], ['dp_once', '-infinity']]);
    });

    it('is on its card as it stands', async () => {
      const { dispute } = (await card('times', 'dp_caesar')).disputes.find(({ dispute: { id } }) => id === 'dp_caesar') ?? assert.fail();
      assert.deepEqual([dispute.createdAt, dispute.dueBy], ['0044-03-15T12:00:00+00:00 BC', '0044-03-15T12:00:00+00:00 BC']);
      assert.match(valueOf(await readRaw(from('times'), { id: 'dp_once', kind: 'dispute' })), /"due_by": "-infinity"/);
    });
  });

  it('of nothing but nulls is shown as unknown, and rows that nobody can name are left out', async () => {
    assert.deepEqual(await page('nulls', 'cannotRespond'), [
      { id: 'dp_bare', chargeId: null, paymentIntentId: null, amount: null, currency: null, status: null, reason: null, network: null, networkReasonCode: null, createdAt: null, dueBy: null, hasEvidence: null, pastDue: null, submissionCount: null, submissionMethod: null },
    ]);
    assert.equal(valueOf(await countGroups(from('nulls'), now)).groups.get('cannotRespond'), 1);
    assert.equal((await card('nulls', 'dp_bare')).disputes.length, 1);
    assert.deepEqual((await card('nulls', 'ch_1', 'charge')).disputes, []);
    assert.match(valueOf(await readRaw(from('nulls'), { id: 'dp_bare', kind: 'dispute' })), /"status": null/);
  });

  describe('of 50 MB in one value', () => {
    it('is not fetched for a card or a list', async () => {
      const started = performance.now();
      const { disputes } = await card('huge', 'dp_1');
      assert.deepEqual(disputes[0]?.events.map(({ id }) => id), ['evt_1']);
      assert.equal((await page('huge', 'closed')).length, 1);
      assert.ok(performance.now() - started < 2000);
    });

    it('is told by its length where the whole object is shown', async () => {
      const dispute = valueOf(await readRaw(from('huge'), { id: 'dp_1', kind: 'dispute' }));
      assert.match(dispute, /"evidence": "50000026 characters, too long to be shown. Select it in an investigation."/);
      assert.match(dispute, /"status": "won"/);
      assert.ok(valueOf(await readRaw(from('huge'), { id: 'evt_1', kind: 'event' })).length < 2000);
    });
  });

  it('that the role may read but for a table and a column goes before what it may not read, and names these', async () => {
    const database = server.open({ user: 'without_evidence', password: () => Promise.resolve(succeed('narrow')) });
    const [layout] = valueOf(await detectLayouts(database));
    assert.deepEqual(layout?.denied, ['guarded.disputes.evidence', 'guarded.charges']);
    assert.ok(layout.lacks.includes('disputes.evidence') && layout.lacks.includes('charges'));
    const cards = valueOf(await lookupCards({ name: '', database, layout }, [{ id: 'dp_1', kind: 'dispute' }], []));
    assert.equal(cards.get('dp_1')?.disputes[0]?.dispute.status, 'won');
    assert.match(valueOf(await readRaw({ name: '', database, layout }, { id: 'dp_1', kind: 'dispute' })), /"evidence": null/);
  });

  it('of a materialized view that was never filled is left out, and told', async () => {
    const { problems, lacks } = from('unfilled').layout;
    assert.deepEqual(problems, ['refunds: the materialized view unfilled.refunds was never filled, so it is left out. Run "refresh materialized view" on it, and connect again.']);
    assert.ok(lacks.includes('refunds'));
    assert.equal((await card('unfilled', 'dp_1')).disputes[0]?.dispute.status, 'won');
    assert.deepEqual(from('empty').layout.relations, {});
  });

  it('is said to be none where there is no such table', async () => {
    const failure = failureOf(await lookupCards({ name: 'warehouse', database: server.database, layout: undefined }, [{ id: 'dp_1', kind: 'dispute' }], []));
    assert.deepEqual([failure.kind, failure.message], ['unsupported', 'warehouse holds no disputes in a layout that Casebook knows.']);
  });
});
