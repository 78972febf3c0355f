import assert from 'node:assert/strict';
import { customLayouts } from '../../../src/data/layouts/custom';
import { detectLayouts } from '../../../src/data/layouts/detect';
import { valueOf } from '../node/collect';
import { withPostgres } from '../servers';

const script = `
create schema pay;
create table pay.disputes (id text primary key, charge_id text, status text, created_at timestamptz);
insert into pay.disputes select 'dp_' || g, 'ch_' || g, 'won', now() from generate_series(1, 20000) g;
analyze pay.disputes;
create schema crm;
create table crm.events (id integer primary key, name text);
create index on crm.events (lower(name));
create index on crm.events (name) where name is not null;
`;

withPostgres('a table that somebody has locked', script, (server) => {
  before(() => server.database.describe());
  beforeEach(() => server.admin.query('begin; lock table crm.events in access exclusive mode'));
  afterEach(() => server.admin.query('rollback'));

  it('keeps no layout from being found; its indexes are another time’s', async () => {
    const [layout, ...others] = valueOf(await detectLayouts(server.database));
    assert.deepEqual([layout?.title, Object.keys(layout?.relations ?? {}), layout?.missingIndexes, others], ['canonical in schema pay', ['disputes'], [], []]);
    await server.admin.query('rollback');
    assert.deepEqual(valueOf(await detectLayouts(server.database))[0]?.missingIndexes.map(({ columns }) => columns), [['charge_id'], ['created_at', 'id'], ['status'], ['created_at', 'id']]);
  });

  it('is a problem of the user’s layout over it alone', async () => {
    const [locked, free] = valueOf(await customLayouts(server.database, { locked: { events: 'select id::text from crm.events' }, free: { disputes: 'select id from pay.disputes' } }));
    assert.deepEqual([locked?.relations, free?.problems, Object.keys(free?.relations ?? {})], [{}, undefined, ['disputes']]);
    assert.match(locked?.problems?.join('\n') ?? '', /^casebook\.layouts\.locked\.events: .*lock/);
  });
});
