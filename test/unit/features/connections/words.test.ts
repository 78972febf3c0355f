import assert from 'node:assert/strict';
import type { Server } from '../../../../src/data/database';
import type { Layout } from '../../../../src/data/layouts/layout';
import type { Findings } from '../../../../src/features/connections/openings';
import { describeFindings, factsOf, failedFacts, stateWords } from '../../../../src/features/connections/words';

const server: Server = { kind: 'postgres', product: 'PostgreSQL 18.4', version: '18.4', user: 'reader', database: 'payments', standby: true, pooled: false, lacks: [], rights: [], writes: false };
const canonical: Layout = { id: 'canonical', title: 'canonical in schema public', relations: {}, lacks: [], denied: [], missingIndexes: [] };
const fivetran: Layout = { ...canonical, id: 'fivetran', title: 'Fivetran in schema stripe' };
const found = (more: { readonly server?: Partial<Server>; readonly layouts?: readonly Layout[] } = {}): Findings => ({ server: { ...server, ...more.server }, layouts: more.layouts ?? [canonical], latencyMs: 2.6 });
const said = { acceptsRights: false };

/** The lines as the view shows them. */
const lines = (findings: Findings, given: Parameters<typeof factsOf>[1] = said): readonly string[] => factsOf(findings, given).map(({ label, detail, can }) => [label, detail, can?.kind].filter(Boolean).join(' | '));

describe('What the Connections view says', () => {
  it('of an ordinary replica: server, layout, rights, what works, how far away', () => {
    assert.deepEqual(lines(found()), [
      'PostgreSQL 18.4 | standby, database payments, as reader',
      'canonical in schema public',
      'Read-only | the role can do no more',
      'Works here | lookups, the explorer, cells',
      '3 ms | a round trip',
    ]);
  });

  it('of what a layout lacks: relations and what people miss first in words, the rest counted', () => {
    const layout = { ...canonical, lacks: ['events', 'events.id', 'disputes.network_reason_code', 'disputes.past_due', 'charges.bin'] };
    assert.deepEqual(lines(found({ layouts: [layout] })).slice(1, 3), ['canonical in schema public', 'This layout has | no events, no network reason codes, 2 more columns without a source']);
    assert.equal(lines(found({ layouts: [{ ...canonical, lacks: ['charges.bin', 'charges.brand'] }] }))[2], 'This layout has | 2 columns without a source');
  });

  it('of several layouts: which is used, and that another can be', () => {
    assert.deepEqual(lines(found({ layouts: [canonical, fivetran] }), { ...said, layout: 'fivetran' }).slice(1, 3), ['canonical in schema public | not used | useLayout', 'Fivetran in schema stripe | used']);
    assert.deepEqual(lines(found(), { ...said, layout: 'sigma' }).slice(1, 4), [
      'No layout "sigma" here | the setting "layout" of this connection names it',
      'canonical in schema public | not used | useLayout',
      'Read-only | the role can do no more',
    ]);
  });

  it('of tables that are not readable, and of indexes that are not there', () => {
    const layout: Layout = {
      ...canonical,
      denied: ['public.events'],
      missingIndexes: [
        { table: 'public.charges', columns: ['payment_intent_id'], serves: 'lookup', statement: 'create index concurrently on public.charges (payment_intent_id)' },
        { table: 'public.disputes', columns: ['due_by', 'id'], serves: 'explorer', statement: 'create index concurrently on public.disputes (due_by, id)' },
        { table: 'public.disputes', columns: ['due_by', 'id'], serves: 'explorer', statement: 'create index concurrently on public.disputes (due_by, id) where …', isPartial: true },
      ],
    };
    assert.deepEqual(lines(found({ layouts: [layout] })).slice(2, 6), [
      'Not readable | public.events: the role has no right to select',
      'No index on public.charges (payment_intent_id) | lookups by it are slow | copyIndex',
      'No index on public.disputes (due_by, id) | the explorer is slow | copyIndex',
      'No partial index on public.disputes (due_by, id) | the explorer is slow | copyIndex',
    ]);
    assert.doesNotMatch(describeFindings(found({ layouts: [layout] }), said), /index/);
  });

  it('of a role that could do more than read, before and after that is accepted, and of one that may change tables', () => {
    const mighty = found({ server: { rights: ['superuser'], writes: true } });
    assert.deepEqual(lines(mighty).slice(2, 4), ['Used read-only | the role could do more (superuser) | acceptRights', 'Works here | lookups, the explorer, cells once you accept the rights']);
    assert.equal(lines(mighty, { acceptsRights: true })[2], 'Used read-only | the role could do more (superuser), as you accepted | copyReadOnlyRole');
    assert.equal(lines(found({ server: { writes: true } }))[2], 'Used read-only | the role itself may change tables | copyReadOnlyRole');
  });

  it('of what a server does without', () => {
    assert.deepEqual(lines(found({ server: { product: 'CockroachDB 23.1.4', pooled: true, lacks: ['cancel', 'readOnlyTransactions', 'inlining'] }, layouts: [] })).slice(0, 6), [
      'CockroachDB 23.1.4 | standby, database payments, as reader',
      'Through a pooler | no statement stays prepared between two questions',
      'No cancel | stopping a statement ends its session',
      'No read-only transactions | the check of each statement and the role\'s rights are all that protects the data',
      'Speaks an older PostgreSQL than 12 | relations are read whole before they are narrowed: lookups may be slow',
      'No layout that Casebook knows | SQL runs; lookups and the explorer do not',
    ]);
  });

  it('of a failure: what it was, and the ways on', () => {
    const facts = failedFacts({ kind: 'authentication', message: 'The server did not accept this user and password.', detail: 'password authentication failed for user "reader"' }, true);
    assert.deepEqual(facts.map(({ label }) => label), ['The server did not accept this user and password.', 'password authentication failed for user "reader"', 'Try Again', 'Edit…']);
  });

  it('of each state, in a few words', () => {
    const connection = { place: 'reader@db:5432/payments' };
    assert.deepEqual(
      [
        stateWords({ kind: 'closed' }, connection),
        stateWords({ kind: 'untrusted' }, connection),
        stateWords({ kind: 'opening' }, connection),
        stateWords({ kind: 'open', ...found() }, connection),
        stateWords({ kind: 'failed', failure: { kind: 'offline', message: 'x' } }, connection),
        stateWords({ kind: 'failed', failure: { kind: 'server', message: 'x' } }, connection),
      ],
      ['not connected · reader@db:5432/payments', 'waits for workspace trust', 'connecting…', 'PostgreSQL 18.4', 'not reached · reader@db:5432/payments', 'failed · reader@db:5432/payments'],
    );
  });
});
