import assert from 'node:assert/strict';
import { createLookup, type Lookup, type LookupDependencies } from '../../../src/data/lookup/lookup';
import type { Outcome } from '../../../src/data/lookup/outcome';
import { renderCard } from '../../../src/data/lookup/card';
import { toResult } from '../../../src/data/lookup/result';
import { readRaw } from '../../../src/data/store/raw';
import type { Rule } from '../../../src/data/store/rule';
import { fail, succeed } from '../../../src/domain/failure';
import { kindOf } from '../../../src/domain/identifiers';
import { withServers } from '../servers';
import { account, announced, arn, charge, customer, hostile, hostileCharge, idOf, nowhere, open, rulesFrom, script, sourceOf, won } from './books';

const asked = (...ids: readonly string[]) => ids.map((id) => ({ id, kind: kindOf(id) ?? 'unknown' }));
const showing = { now: Date.parse('2026-11-21T12:00:00Z'), timeZone: 'America/Mexico_City', live: true };

withServers('a lookup', script, (server) => {
  let now = showing.now;
  let warnings: string[] = [];
  const lookupWith = (given: Partial<LookupDependencies> = {}): Lookup => {
    const source = sourceOf(server.database);
    return createLookup({ source: () => Promise.resolve(succeed(source)), rules: () => Promise.resolve(noRules), clock: () => now, cacheSeconds: () => 60, warn: (words) => void warnings.push(words), ...given });
  };
  const noRules: readonly Rule[] = [];
  const statements = (): number => server.history.filter(({ origin }) => origin === 'lookup').length;
  /** How many statements some work takes. */
  const counting = async (work: () => Promise<unknown>): Promise<number> => {
    const before = statements();
    await work();
    return statements() - before;
  };
  const first = async (lookup: Lookup, id: string): Promise<Outcome> => {
    const [outcome] = await lookup.lookup(asked(id));
    assert.ok(outcome);
    return outcome;
  };
  const found = async (lookup: Lookup, id: string): Promise<Extract<Outcome, { state: 'found' }>> => {
    const outcome = await first(lookup, id);
    if (outcome.state !== 'found') assert.fail(`${id} is ${outcome.state}`);
    return outcome;
  };
  beforeEach(() => {
    now = showing.now;
    warnings = [];
  });

  it('tells all of a dispute, with money exact beyond what a number holds', async () => {
    const { card } = await found(lookupWith(), won);
    const [file, ...others] = card.disputes;
    assert.equal(others.length, 0);
    assert.equal(file?.dispute.amount, 9007199254740993n);
    assert.equal(file.dispute.createdAt?.slice(0, 26), '2026-10-02T01:02:03.000004');
    assert.equal(file.charge?.id, charge);
    assert.deepEqual(file.transactions.map(({ net }) => net), [-9007199254742493n]);
    assert.deepEqual(file.refunds.map(({ id }) => id), [idOf('re', 'Refund')]);
    assert.deepEqual(file.warnings.map(({ id }) => id), [idOf('issfr', 'Warning')]);
    assert.deepEqual(file.siblings.map(({ id }) => id), [open]);
    assert.deepEqual(file.events.map(({ id }) => id), [5, 4, 3, 2, 1].map((index) => idOf('evt', `Event${index}`)));
  });

  const ways: readonly (readonly [what: string, id: string, disputes: readonly string[]])[] = [
    ['a charge', charge, [open, won]],
    ['a payment intent', idOf('pi', 'Charge'), [open, won]],
    ['a refund', idOf('re', 'Refund'), [open, won]],
    ['a balance transaction', idOf('txn', 'Withdrawal'), [won]],
    ['an event', idOf('evt', 'Event5'), [won]],
    ['a request', 'req_8gFlKvh7E6XZtW', [won]],
    ['an early fraud warning', idOf('issfr', 'Warning'), [open, won]],
    ['a payout', idOf('po', 'Payout'), [won]],
    ['a transfer', idOf('tr', 'Transfer'), [open, won]],
    ['a customer', customer, [open, won]],
    ['an account', account, [open, won]],
    ['an acquirer reference number', arn, [won]],
    ['a partner case', 'PP-D-12345', [won]],
  ];
  for (const [what, id, disputes] of ways) {
    it(`finds the disputes that hang on ${what}`, async () => {
      const { card } = await found(lookupWith(), id);
      assert.deepEqual(card.disputes.map(({ dispute }) => dispute.id), disputes);
    });
  }

  it('asks one statement for a hundred identifiers of all kinds, known or not', async () => {
    const ids = [won, open, hostile, nowhere, ...ways.map(([, id]) => id)];
    const hundred = [...ids, ...Array.from({ length: 100 - ids.length }, (_, index) => idOf('dp', `Not${index}`))];
    const lookup = lookupWith();
    let outcomes: readonly Outcome[] = [];
    assert.equal(await counting(async () => (outcomes = await lookup.lookup(asked(...hundred)))), 1);
    assert.deepEqual(outcomes.map(({ id }) => id), hundred);
    assert.deepEqual(outcomes.map(({ state }) => state), hundred.map((id) => (id === nowhere || id.startsWith('dp_1Not') ? 'notFound' : 'found')));
  });

  it('gathers what many ask for at the same time into one statement, and asks for nothing twice', async () => {
    const lookup = lookupWith();
    assert.equal(await counting(() => Promise.all([won, open, won, charge].map((id) => first(lookup, id)))), 1);
  });

  it('keeps an answer for as long as the setting says, found or not', async () => {
    const lookup = lookupWith();
    assert.equal(await counting(() => lookup.lookup(asked(won, nowhere))), 1);
    now += 59_000;
    assert.equal(await counting(() => lookup.lookup(asked(won, nowhere))), 0);
    now += 2_000;
    assert.equal(await counting(() => lookup.lookup(asked(won, nowhere))), 1);
  });

  it('asks each time where nothing is to be kept, and anew after it was told to forget', async () => {
    const lookup = lookupWith({ cacheSeconds: () => 0 });
    assert.equal(await counting(async () => [await first(lookup, won), await first(lookup, won)]), 2);
    const keeping = lookupWith();
    await first(keeping, won);
    keeping.forget();
    assert.equal(await counting(() => first(keeping, won)), 1);
  });

  it('warms up once, and takes that for no answer', async () => {
    const lookup = lookupWith();
    assert.equal(await counting(() => lookup.warm()), 1);
    assert.equal(await counting(() => lookup.warm()), 0);
    assert.equal(await counting(() => first(lookup, won)), 1);
    await lookupWith({ source: () => Promise.resolve(fail('offline', 'No server answers at db.example:5432.')) }).warm();
  });

  it('quotes no value of a row in a failure', async () => {
    const { layout, ...source } = sourceOf(server.database);
    assert.ok(layout?.relations.disputes);
    const relations = { ...layout.relations, disputes: layout.relations.disputes.replace(' amount', ' reason::bigint as amount') };
    const lookup = lookupWith({ source: () => Promise.resolve(succeed({ ...source, layout: { ...layout, relations } })) });
    assert.match(renderCard(await first(lookup, won), showing), /invalid input syntax for type bigint\\: "•••"/);
  });

  it('lets one waiter go and answers the other', async () => {
    const lookup = lookupWith();
    const leaving = new AbortController();
    const [left, stayed] = [lookup.lookup(asked(won), { signal: leaving.signal }), lookup.lookup(asked(won))];
    leaving.abort();
    assert.deepEqual((await left).map(({ state }) => state), ['failed']);
    assert.deepEqual((await stayed).map(({ state }) => state), ['found']);
  });

  it('never asks the database for a secret, nor for what no table holds', async () => {
    const secret = ['sk_live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
    const lookup = lookupWith();
    let outcomes: readonly Outcome[] = [];
    assert.equal(await counting(async () => (outcomes = await lookup.lookup(asked(secret, 'prv_1Review00000000000000000')))), 0);
    assert.deepEqual(outcomes.map(({ state }) => state), ['secret', 'unsupported']);
    assert.deepEqual(outcomes.map((outcome) => renderCard(outcome, showing).includes(secret)), [false, false]);
  });

  it('infers what it can where no connection answers', async () => {
    const lookup = lookupWith({ source: () => Promise.resolve(fail('offline', 'No server answers at db.example:5432.')) });
    const id = 'ch_3MmlLrLkdIwHu7ix0snN0B15';
    assert.deepEqual(toResult(await first(lookup, id), showing), { id, kind: 'charge', found: false, reason: 'offline', inferred: { createdAt: '2023-03-17T22:02:19.000Z', accountSuffix: 'LkdIwHu7ix' } });
  });

  it('says that a layout holds no such rows, instead of that one is not there', async () => {
    const source = sourceOf(server.database, 'payouts', 'balance_transactions');
    const lookup = lookupWith({ source: () => Promise.resolve(succeed(source)) });
    assert.equal((await first(lookup, idOf('po', 'Payout'))).state, 'unsupported');
    assert.match(renderCard(await first(lookup, won), showing), /\| \*\*Money\*\* \| this layout has no ledger \|/);
  });

  describe('with rules', () => {
    let rules: readonly Rule[] = [];
    before(async () => {
      rules = await rulesFrom('reconciliation/won-without-reinstatement.sql', 'observability/event-without-dispute.sql', 'observability/unknown-enum.sql');
    });

    it('says what they find, in the same statement', async () => {
      const lookup = lookupWith({ rules: () => Promise.resolve(rules) });
      assert.equal(await counting(async () => assert.deepEqual((await found(lookup, won)).card.disputes[0]?.anomalies.map(({ rule }) => rule), ['won-without-reinstatement'])), 1);
      assert.deepEqual((await found(lookup, open)).card.disputes[0]?.anomalies.map(({ text }) => text), ['Outside the catalogue: reason brand_new, visa 99.9.']);
    });

    it('says it of a dispute that was announced and never written', async () => {
      const outcome = await first(lookupWith({ rules: () => Promise.resolve(rules) }), announced);
      assert.equal(outcome.state, 'notFound');
      assert.match(renderCard(outcome, showing), /^\$\(error\) \*\*Announced by event evt\\_1Announced0+, but not in the database\\\.\*\*\n\n\*\*Dispute\*\* · `dp_1Announced0+`\n\nNot in \*\*books\*\*\./);
    });

    it('leaves out a rule that fails here, names it in the log, and shows the rest', async () => {
      const broken: Rule = { slug: 'broken', severity: 'risk', holdsUsersSql: false, text: '', using: ['disputes'], sql: ['select id, no_such_column from disputes'], parameters: [] };
      const withBroken = [broken, ...rules];
      const lookup = lookupWith({ rules: () => Promise.resolve(withBroken), cacheSeconds: () => 0 });
      const outcome = await found(lookup, won);
      assert.deepEqual(outcome.card.disputes[0]?.anomalies.map(({ rule }) => rule), ['won-without-reinstatement']);
      assert.equal(outcome.unchecked?.kind, 'missing');
      assert.deepEqual(warnings.map((words) => words.split(':')[0]), ['The rule broken is left out on books']);
      assert.equal(await counting(() => first(lookup, won)), 1);
      assert.equal(warnings.length, 1);
    });

    it('logs no value of a row that a rule stumbles on', async () => {
      const stumbling: readonly Rule[] = [{ slug: 'stumbling', severity: 'risk', holdsUsersSql: false, text: '', using: ['disputes'], sql: ['select id from disputes where reason::bigint > 0'], parameters: [] }];
      await found(lookupWith({ rules: () => Promise.resolve(stumbling) }), won);
      assert.deepEqual(warnings, ['The rule stumbling is left out on books: invalid input syntax for type bigint: "•••"']);
    });

    it('leaves out a rule whose relations the layout lacks', async () => {
      const source = sourceOf(server.database, 'balance_transactions');
      const lookup = lookupWith({ rules: () => Promise.resolve(rules), source: () => Promise.resolve(succeed(source)) });
      assert.deepEqual((await found(lookup, won)).card.disputes[0]?.anomalies, []);
    });
  });

  describe('with hostile text in every field', () => {
    for (const id of [hostile, hostileCharge, idOf('re', 'Hostile'), idOf('txn', 'Hostile'), idOf('evt', 'Hostile'), idOf('issfr', 'Hostile'), account]) {
      it(`shows ${id} without running, linking or revealing any of it`, async () => {
        const markdown = renderCard(await found(lookupWith(), id), showing);
        const targets = Array.from(markdown.matchAll(/(?<!\\)\]\(([^)]*)\)/g), (match) => match[1] ?? '');
        assert.ok(targets.every((target) => /^command:casebook\.\w+(?:\?[\w%.-]*)?$/.test(target)), targets.join('\n'));
        assert.doesNotMatch(markdown, /(?<!\\)<|(?<!\\)!\[|https:\/\/|\$\(alert|\u001b|\u202e|4242424242424242|jane@example|^#/m);
        assert.match(markdown, /424242••••••4242/);
      });
    }
  });

  it('shows the whole object as JSON, exact and masked', async () => {
    const raw = await readRaw(sourceOf(server.database), { id: won, kind: 'dispute' });
    assert.ok(raw.ok);
    assert.match(raw.value, /"amount": 9007199254740993,/);
    assert.match(raw.value, /"total": 9007199254740993/);
    assert.match(raw.value, /"note": "card 424242••••••4242"/);
    assert.match(raw.value, /"customer_name": "•••"/);
    assert.equal((await readRaw(sourceOf(server.database), { id: nowhere, kind: 'dispute' })).ok, false);
  });
});
