import assert from 'node:assert/strict';
import type { Database } from '../../../src/data/database';
import { customLayouts } from '../../../src/data/layouts/custom';
import { createLookup } from '../../../src/data/lookup/lookup';
import type { Answered } from '../../../src/data/lookup/outcome';
import { lookupCards } from '../../../src/data/store/cards';
import { countGroups } from '../../../src/data/store/explorer';
import { readRaw } from '../../../src/data/store/raw';
import { findings, type Rule } from '../../../src/data/store/rule';
import { succeed } from '../../../src/domain/failure';
import { ruleOf } from '../../../src/investigation/rules';
import { parseSnippet } from '../../../src/investigation/snippet';
import { ask, failureOf, rowsOf, valueOf } from '../node/collect';
import { withPostgres, withServers } from '../servers';
import { script, sourceOf, won } from './books';

const functions = `
  create function leaves_settings() returns int language plpgsql as $$ begin perform set_config('work_mem', '123MB', false); perform pg_advisory_lock(42); listen gossip; execute 'deallocate all'; prepare left_behind as select 1; return 1; end $$;
  create function writes() returns int language plpgsql as $$ begin delete from disputes; return 1; end $$;
`;
/** A rule of the user's library. */
async function usersRule(slug: string, text: string, sql: string, holdsUsersSql = true): Promise<Rule> {
  const snippet = valueOf(await parseSnippet(`mine/${slug}.sql`, `-- @title T\n-- @about A\n-- @using disputes, charges, customers\n-- @rule lead "${text}"\n${sql};\n`));
  return valueOf(await ruleOf(snippet, holdsUsersSql)) ?? assert.fail('It is no rule');
}
const lateRule = async (holdsUsersSql: boolean): Promise<Rule> => usersRule(holdsUsersSql ? 'mine' : 'builtin', 'It is {status}.', "select id, status from disputes where status = 'won'", holdsUsersSql);

async function answerOf(database: Database, ...rules: readonly Rule[]): Promise<Answered & { readonly warnings: readonly string[]; readonly said: readonly string[] }> {
  const warnings: string[] = [];
  const lookup = createLookup({ source: () => Promise.resolve(succeed(sourceOf(database))), rules: () => Promise.resolve(rules), clock: Date.now, cacheSeconds: () => 0, warn: (words) => void warnings.push(words) });
  const [outcome] = await lookup.lookup([{ id: won, kind: 'dispute' }]);
  if (outcome?.state !== 'found') assert.fail(JSON.stringify(outcome));
  return { ...outcome, warnings, said: outcome.card.disputes.flatMap(({ anomalies }) => anomalies.map(({ text }) => text)) };
}

withServers('a rule of the user’s', `${script}${functions}`, (server) => {
  it('is said on the card, and asked apart from the built-in ones', async () => {
    const before = server.history.length;
    const { said } = await answerOf(server.database, await lateRule(false), await lateRule(true));
    assert.deepEqual(said, ['It is won.', 'It is won.']);
    assert.deepEqual(server.history.slice(before).flatMap(({ origin, statement }) => (origin === 'lookup' ? [statement.replace(/\..*/, '')] : [])), ['cards', 'rules']);
  });

  it('costs no question where there is none', async () => {
    const before = server.history.length;
    await answerOf(server.database, await lateRule(false));
    assert.deepEqual(server.history.slice(before).filter(({ origin }) => origin === 'lookup').length, 1);
  });

  it('leaves nothing behind for what is asked or run next', async () => {
    const rule = await usersRule('leaving', 'It left.', 'select id from disputes where leaves_settings() = 1');
    assert.deepEqual((await answerOf(server.database, rule)).said, ['It left.']);
    const state = "select current_setting('work_mem'), (select count(*) from pg_locks where locktype = 'advisory'), (select count(*) from pg_prepared_statements where name = 'left_behind'), (select count(*) from pg_listening_channels())";
    const clean = [['4MB', '0', '0', '0']];
    assert.deepEqual(await rowsOf(server.database, state), clean);
    assert.deepEqual(valueOf(await ask(server.database, state)).rows, clean);
    assert.deepEqual(valueOf(await ask(server.database, state, [], { holdsUsersSql: true })).rows, clean);
  });

  it('that would write is left out, and the card says so', async () => {
    const { said, unchecked, warnings } = await answerOf(server.database, await lateRule(false), await usersRule('writing', 'It wrote.', 'select id from disputes where writes() = 1'));
    assert.deepEqual(said, ['It is won.']);
    assert.deepEqual([unchecked?.kind, unchecked?.message], ['refused', 'Casebook only reads, and this would write.']);
    assert.deepEqual(warnings, ['The rule writing is left out on books: Casebook only reads, and this would write.']);
  });

  it('has its words masked as a run of it is, whatever the columns are called', async () => {
    const rule = await usersRule('telling', 'By {who} at {place}, {amount} {note}', "select d.id, c.name as who, lower(c.email) as place, d.amount, 'card 4242424242424242' as note from disputes d join charges on charges.id = d.charge_id join customers c on c.id = charges.customer_id");
    for (const holdsUsersSql of [true, false]) assert.deepEqual((await answerOf(server.database, { ...rule, holdsUsersSql })).said, ['By ••• at •••, 9007199254740993 card 424242••••••4242']);
  });

  it('may have any column that it likes', async () => {
    const rule = await usersRule('subject', 'It says {casebook_subject}.', "select id, 'so' as casebook_subject, status from disputes");
    for (const holdsUsersSql of [true, false]) assert.deepEqual((await answerOf(server.database, { ...rule, holdsUsersSql })).said, ['It says so.']);
  });

  it('says no more of a value than a card can hold, and fetches not much more', async () => {
    const rule = await usersRule('verbose', 'It says {word}.', "select 'dp_1' as id, repeat('é😀', 1000000) as word");
    assert.deepEqual((await answerOf(server.database, { ...rule, sql: rule.sql.map((sql) => sql.replace('dp_1', won)) })).said, [`It says ${'é😀'.repeat(50)}….`]);
    const [[, finding] = []] = await rowsOf(server.database, `with subject as (select 'dp_1' as id) select '', '' where false ${findings([rule], 1).sql}`);
    assert.ok(finding && finding.length < 20_000);
  });

  it('is no question at all where it is more than a SELECT', async () => {
    for (const sql of ['with gone as (delete from disputes returning id) select id from gone', "select pg_notify('a', 'b')", 'select 1; select 2', 'select id from disputes for update']) {
      assert.equal(failureOf(await ask(server.database, sql, [], { holdsUsersSql: true })).kind, 'refused');
    }
  });
});

withPostgres('a rule of the user’s under a role that could write', `${script}${functions}`, (server) => {
  it('is left out of the card until the role is accepted', async () => {
    const mighty = { user: 'postgres', password: () => Promise.resolve(succeed('postgres')) };
    const rules = [await lateRule(false), await lateRule(true)];
    const refused = await answerOf(server.open(mighty), ...rules);
    assert.deepEqual([refused.said, refused.unchecked?.kind], [['It is won.'], 'rights']);
    const accepted = await answerOf(server.open({ ...mighty, acceptRights: true }), ...rules);
    assert.deepEqual([accepted.said, accepted.unchecked], [['It is won.', 'It is won.'], undefined]);
  });
});

withPostgres('the words of a rule', `${script} create view told as select id, status as word from disputes;`, (server) => {
  const saying = async (): Promise<() => Promise<readonly string[]>> => {
    const rule = await usersRule('telling', 'It says {word}.', 'select id, word from told');
    const source = sourceOf(server.database);
    return async () => {
      const cards = valueOf(await lookupCards(source, [{ id: won, kind: 'dispute' }], [rule]));
      return (cards.get(won)?.disputes ?? []).flatMap(({ anomalies }) => anomalies.map(({ text }) => text));
    };
  };

  it('are masked while the catalogue does not answer, and no longer', async () => {
    const said = await saying();
    await server.admin.query('revoke execute on function pg_get_viewdef(oid) from public');
    assert.deepEqual(await said(), ['It says •••.']);
    await server.admin.query('grant execute on function pg_get_viewdef(oid) to public');
    assert.deepEqual(await said(), ['It says won.']);
  });

  it('are masked by what a view is now, a minute after it was replaced', async () => {
    const said = await saying();
    assert.deepEqual(await said(), ['It says won.']);
    await server.admin.query('create or replace view told as select d.id, c.name as word from disputes d join charges on charges.id = d.charge_id join customers c on c.id = charges.customer_id');
    const now = performance.now.bind(performance);
    performance.now = () => now() + 61_000;
    try {
      assert.deepEqual(await said(), ['It says •••.']);
    } finally {
      performance.now = now;
    }
  });
});

withPostgres('a layout of the user’s', `${script}${functions}`, (server) => {
  const mighty = { user: 'postgres', password: () => Promise.resolve(succeed('postgres')), acceptRights: true };
  const sourceIn = async (database: Database, sql: string) => {
    const [layout] = valueOf(await customLayouts(database, { mine: { disputes: sql } }));
    return { name: 'mine', database, layout: layout ?? assert.fail('There is no layout') };
  };
  const asked = { id: won, kind: 'dispute' };

  it('is asked of no role that runs are refused to', async () => {
    const source = { ...(await sourceIn(server.database, 'select id, status from public.disputes')), database: server.open({ ...mighty, acceptRights: false }) };
    assert.equal(failureOf(await lookupCards(source, [asked], [])).kind, 'rights');
    assert.equal(failureOf(await countGroups(source, '2026-11-21')).kind, 'rights');
    assert.equal(failureOf(await readRaw(source, asked)).kind, 'rights');
  });

  it('leaves nothing behind, whoever asks', async () => {
    for (const database of [server.database, server.open(mighty)]) {
      const source = await sourceIn(database, 'select id, status, leaves_settings()::text as reason from public.disputes');
      valueOf(await lookupCards(source, [asked], [await lateRule(false)]));
      for (const holdsUsersSql of [true, false]) assert.deepEqual(valueOf(await ask(database, "select current_setting('work_mem'), (select count(*) from pg_locks where locktype = 'advisory')", [], { holdsUsersSql })).rows, [['4MB', '0']]);
    }
  });
});
