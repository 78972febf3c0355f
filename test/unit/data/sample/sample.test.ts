import assert from 'node:assert/strict';
import { generateSample } from '../../../../src/data/sample';
import { breakages, type BreakageKind } from '../../../../src/data/sample/breakages';
import { networks } from '../../../../src/data/sample/world';
import { canonicalColumns } from '../../../../src/data/layouts/canonicalColumns';
import { relationNames } from '../../../../src/data/layouts/layout';
import { scan } from '../../../../src/domain/identifiers';
import { infer } from '../../../../src/domain/inference';
import { amountOf, at, finders, ledger, statusIn, World, type Fields } from './found';

const now = new Date('2026-11-19T15:30:00Z');
const second = now.getTime() / 1000;
const day = 86_400;
const sample = generateSample({ now });
const world = new World(sample, second);
const of = (kind: BreakageKind) => {
  const found = sample.breakages.find((breakage) => breakage.kind === kind);
  assert.ok(found, kind);
  return found;
};
const broken = new Set(sample.breakages.filter(({ kind }) => kind !== 'partnerDiffers').flatMap(({ planted }) => planted));

describe('The sample', () => {
  it('is the same for the same second and seed, and another for another seed', () => {
    assert.deepEqual(generateSample({ now }), sample);
    assert.notDeepEqual(generateSample({ now, seed: 7 }).relations.disputes, sample.relations.disputes);
  });

  it('has about 5,000 charges and 600 disputes over 18 months besides what is planted', () => {
    const first = Math.min(...world.rows.charges.map((charge) => at(charge, 'created_at')));
    assert.ok(first > second - 560 * day && first < second - 530 * day);
    const { disputes, charges, accounts, ...others } = sample.relations;
    assert.deepEqual([disputes.length, charges.length, accounts.length], [1_070, 8_429, 16]);
    assert.ok(Object.values(others).every((rows) => rows.length > 600));
  });

  it('has every network, and currencies with no, two and three decimals', () => {
    const networksSeen = new Set(world.rows.disputes.map((dispute) => dispute['network']));
    assert.deepEqual([...networksSeen].sort(), [...networks, 'paypal'].sort());
    const currencies = new Set(world.rows.disputes.map((dispute) => dispute['currency']));
    for (const currency of ['usd', 'eur', 'gbp', 'mxn', 'jpy', 'isk', 'kwd']) assert.ok(currencies.has(currency), currency);
  });

  it('gives every row its columns in the canonical order', () => {
    for (const name of relationNames) {
      const columns = Object.keys(canonicalColumns[name]).length;
      assert.ok(sample.relations[name].every((row) => row.length === columns), name);
    }
  });

  it('lets nothing happen after now', () => {
    for (const name of relationNames) {
      for (const row of world.rows[name]) {
        for (const column of ['created_at', 'closed_at', 'received_at', 'first_seen_at', 'synced_at']) {
          if (row[column] !== undefined) assert.ok(at(row, column) <= second + 60, `${name}.${column} of ${row['id'] ?? ''}: ${row[column]}`);
        }
      }
    }
  });

  it('has identifiers of the processor’s form, from which time, account and payment are inferred', () => {
    for (const name of ['disputes', 'charges', 'refunds', 'balance_transactions', 'events', 'early_fraud_warnings', 'payouts', 'transfers'] as const) {
      for (const row of world.rows[name]) {
        const id = row['id'] ?? '';
        assert.deepEqual(scan(id).map(({ text }) => text), [id]);
        const inferred = infer(id, now.getTime());
        assert.ok(inferred, id);
        if (row['account_id'] !== undefined) assert.equal(inferred.accountSuffix, row['account_id'].slice(-10));
        const paidAt = inferred.paymentFamily === undefined ? at(row, 'created_at') : undefined;
        if (paidAt !== undefined) assert.ok(Math.abs(Date.parse(inferred.createdAt) / 1000 - paidAt) <= 2, id);
      }
    }
  });

  it('gives what belongs to one payment the same first 16 characters', () => {
    for (const charge of world.rows.charges) {
      const family = infer(charge['id'] ?? '', now.getTime())?.paymentFamily;
      assert.equal(infer(charge['payment_intent_id'] ?? '', now.getTime())?.paymentFamily, family);
      for (const refund of world.by('refunds', 'charge_id', charge['id'])) assert.equal(infer(refund['id'] ?? '', now.getTime())?.paymentFamily, family);
      assert.ok(Math.abs(Date.parse(infer(charge['id'] ?? '', now.getTime())?.createdAt ?? '') / 1000 - at(charge, 'created_at')) <= 2);
    }
  });

  it('keeps hostile text in ordinary descriptions and notes', () => {
    const text = world.rows.charges.map((charge) => `${charge['description'] ?? ''}\n${charge['metadata'] ?? ''}`).join('\n');
    for (const part of ['command:workbench', '<script>', '=HYPERLINK', '\u001b[31m', '\u202e', '👩‍👩‍👧‍👦']) assert.ok(text.includes(part), part);
  });

  it('names every breakage of the list once, with something planted and something beside it', () => {
    assert.deepEqual(breakages.map(({ number }) => number), Array.from({ length: 30 }, (_, index) => index + 1));
    for (const { kind, planted, decoys } of sample.breakages) {
      assert.ok(planted.length > 0, kind);
      assert.ok(decoys.length > 0, kind);
      assert.deepEqual(decoys.filter((id) => planted.includes(id)), [], kind);
    }
  });

  for (const [kind, find] of Object.entries(finders)) {
    it(`has exactly what was planted of ${kind}`, () => {
      const planted = of(kind as BreakageKind);
      assert.deepEqual([...new Set(find(world))].sort(), [...planted.planted].sort());
    });
  }
});

describe('The sample of another day', () => {
  for (const instant of ['2026-12-01T00:00:04Z', '2027-01-01T23:59:57Z', '2027-03-10T12:00:00Z', '2028-02-29T06:30:00Z', '2026-06-11T00:20:00Z']) {
    it(`has exactly what was planted, at ${instant}`, () => {
      const other = generateSample({ now: new Date(instant) });
      const then = new World(other, Date.parse(instant) / 1000);
      for (const [kind, find] of Object.entries(finders)) {
        const planted = other.breakages.find((breakage) => breakage.kind === kind)?.planted;
        assert.deepEqual([...new Set(find(then))].sort(), [...(planted ?? [])].sort(), kind);
      }
      assert.deepEqual([spikes(then, 'bin', 5), spikes(then, 'bin', 3), spikes(then, 'network_reason_code', 3)], [['457173'], ['457173'], []]);
      assert.equal(partnerDifference(then, 'northgate', 'Meridian Freight'), 8_341_217);
      assert.equal(partnerDifference(then, 'brightwater', 'Sprout Meals'), 0);
    });
  }
});

describe('The planted breakages', () => {
  it('were won 26 times and lost 14 times among the closed events never applied, eight of them older than 30 days', () => {
    const closed = of('closedNotApplied').planted.flatMap((id) => world.by('events', 'object_id', id).filter((event) => event['type'] === 'charge.dispute.closed'));
    assert.deepEqual(closed.reduce<Record<string, number>>((counts, event) => ({ ...counts, [statusIn(event)]: (counts[statusIn(event)] ?? 0) + 1 }), {}), { won: 26, lost: 14 });
    assert.equal(closed.filter((event) => at(event, 'created_at') < second - 30 * day).length, 8);
  });

  it('make 200 disputes due in five hours', () => {
    const due = of('stagedNotSubmitted').planted.map((id) => Math.floor((at(world.by('disputes', 'id', id)[0], 'due_by') - second) / 3600));
    assert.deepEqual([due.length, new Set(due)], [200, new Set([5])]);
  });

  it('miss a deadline at 23:59:59 UTC, which was 17:59 in Mexico City', () => {
    const [dispute] = world.by('disputes', 'id', of('missedDeadline').planted[0]);
    assert.equal(dispute?.['due_by'], '2026-11-18T23:59:59.000Z');
    assert.equal(new Date(dispute['due_by']).toLocaleTimeString('en-GB', { timeZone: 'America/Mexico_City' }), '17:59:59');
    assert.equal(world.country(dispute), 'MX');
    for (const id of of('missedDeadline').decoys) assert.equal(world.by('disputes', 'id', id)[0]?.['due_by'], undefined);
  });

  it('have the amounts of the list', () => {
    const amounts = (kind: BreakageKind) => of(kind).planted.map((id) => amountOf(world.by('disputes', 'id', id)[0]));
    assert.deepEqual(amounts('wonNotReinstated'), [12_000]);
    assert.deepEqual(amounts('doubleWithdrawal'), [7_550]);
    assert.deepEqual(amounts('reinstatedButLost'), [5_000]);
    assert.deepEqual(amounts('wrongExponent'), [500, 500, 5_120]);
    assert.deepEqual(amounts('disputedTooMuch'), [6_000, 6_000]);
  });

  it('debit the connected account twice for the event delivered thrice', () => {
    const [dispute] = world.by('disputes', 'id', of('deliveredTwice').planted[0]);
    assert.equal(world.by('events', 'object_id', dispute?.['id']).filter((event) => event['type'] === 'charge.dispute.funds_withdrawn').length, 3);
    assert.equal(amountOf(world.by('transfers', 'source_id', dispute?.['charge_id'])[0], 'amount_reversed'), 2 * amountOf(dispute));
  });

  it('make one issuer’s disputes of this week lie five standard deviations above its mean, and no other’s three', () => {
    assert.deepEqual([spikes(world, 'bin', 5), spikes(world, 'bin', 3), spikes(world, 'network_reason_code', 3)], [['457173'], ['457173'], []]);
    assert.deepEqual(new Set(of('issuerSpike').planted.map((id) => world.by('charges', 'id', world.by('disputes', 'id', id)[0]?.['charge_id'])[0]?.['bin'])), new Set(['457173']));
  });

  it('let a merchant’s disputes double with its sales', () => {
    const [sprout] = world.rows.accounts.filter((account) => account['name'] === 'Sprout Meals');
    const inWeek = (rows: readonly Fields[], week: number) => rows.filter((row) => row['account_id'] === sprout?.['id'] && Math.floor((second - at(row, 'created_at')) / (7 * day)) === week).length;
    assert.deepEqual([inWeek(world.rows.disputes, 0), inWeek(world.rows.disputes, 1)], [6, 3]);
    assert.ok(inWeek(world.rows.charges, 0) > 1.9 * inWeek(world.rows.charges, 1));
  });

  it('put one account over the programme’s threshold, and another under its floor', () => {
    const month = Date.UTC(2026, 10, 1) / 1000;
    const figures = (id: string | undefined) => {
      const reports = new Set(world.rows.early_fraud_warnings.filter((warning) => at(warning, 'created_at') >= month && world.by('charges', 'id', warning['charge_id'])[0]?.['account_id'] === id).map((warning) => warning['id']));
      const disputes = world.rows.disputes.filter((dispute) => dispute['account_id'] === id && at(dispute, 'created_at') >= month).length;
      const settled = world.rows.charges.filter((charge) => charge['account_id'] === id && charge['card_present'] === 'false' && charge['status'] === 'succeeded' && at(charge, 'created_at') >= month).length;
      const volume = sample.volumes.find(({ accountId }) => accountId === id)?.charges ?? 0;
      const cases = reports.size + disputes;
      return [cases, (100 * cases / (settled + volume)).toFixed(2)];
    };
    assert.deepEqual(figures(of('programme').planted[0]), [1640, '1.62']);
    assert.deepEqual(figures(of('programme').decoys[0]), [60, '2.40']);
    assert.deepEqual(world.rows.accounts.map(({ id }) => figures(id)).filter(([cases, percent]) => Number(cases) > 1500 && Number(percent) >= 1.5).length, 1);
  });
});

describe('A partner’s file', () => {
  it('differs by 83,412.17', () => {
    assert.equal(partnerDifference(world, 'northgate', 'Meridian Freight'), 8_341_217);
  });

  it('differs by five causes that add up', () => {
    const seen = new Set<string>();
    const causes: Record<string, number> = {};
    for (const line of world.file('partners/northgate')) {
      const [caseId = '', , , , , currency] = line;
      const [dispute] = world.by('disputes', 'case_id', caseId);
      const withdrawal = dispute && ledger(world, dispute, 'dispute')[0];
      const says = settled([line]);
      const inBooks = withdrawal ? -amountOf(withdrawal) : 0;
      const cause = seen.has(caseId) ? 'duplicate' : !withdrawal ? 'missing here' : at(withdrawal, 'created_at') >= Date.UTC(2026, 10, 1) / 1000 ? 'cut-off' : says === inBooks ? 'agrees' : currency === 'eur' ? 'rate' : 'fee';
      causes[cause] = (causes[cause] ?? 0) + says - (['rate', 'fee', 'agrees'].includes(cause) ? inBooks : 0);
      seen.add(caseId);
    }
    assert.deepEqual(causes, { agrees: 0, 'cut-off': 4_120_000, duplicate: 1_895_040, 'missing here': 1_576_177, rate: 420_000, fee: 330_000 });
  });

  it('agrees where it is the second one', () => {
    assert.equal(partnerDifference(world, 'brightwater', 'Sprout Meals'), 0);
    assert.ok(world.file('partners/brightwater').length >= 5);
  });

  it('misreads ISK and JPY a hundredfold and KWD tenfold, and reads their twins right', () => {
    const ratios = world.file('partners/harbourline').map(([id, , , currency, amount]) => {
      const exponent = { isk: 2, jpy: 0, kwd: 3 }[currency ?? ''] ?? Number.NaN;
      return Number((Number(amount) / (amountOf(world.by('disputes', 'id', id)[0]) / 10 ** exponent)).toPrecision(6));
    });
    assert.deepEqual(ratios, [100, 0.01, 10, 1, 1, 1]);
  });
});

describe('Ordinary business', () => {
  it('has a ledger that adds up for every dispute', () => {
    for (const dispute of world.rows.disputes.filter(({ id }) => id !== undefined && !broken.has(id) && !of('rateDiffers').decoys.includes(id) && !of('reinstatedButLost').decoys.includes(id))) {
      const entries = world.by('balance_transactions', 'dispute_id', dispute['id']);
      const withdrawals = ledger(world, dispute, 'dispute');
      const moves = dispute['case_type'] !== 'inquiry' && dispute['case_type'] !== 'resolution';
      assert.equal(withdrawals.length, moves ? 1 : 0, dispute['id']);
      for (const entry of entries) assert.equal(amountOf(entry, 'net'), amountOf(entry) - amountOf(entry, 'fee'));
      for (const entry of [...withdrawals, ...ledger(world, dispute, 'dispute_reversal')]) {
        const rate = entry['exchange_rate'] === undefined ? 1 : Number(entry['exchange_rate']);
        assert.equal(Math.abs(amountOf(entry)), Math.round(amountOf(dispute) * rate), dispute['id']);
      }
      const reinstated = ledger(world, dispute, 'dispute_reversal').length;
      if (dispute['status'] !== 'won') assert.equal(reinstated, 0, dispute['id']);
      else if (at(dispute, 'closed_at') < second - 2 * day) assert.equal(reinstated, 1, dispute['id']);
    }
  });

  it('pays out what its ledger rows add up to', () => {
    for (const payout of world.rows.payouts) {
      const rows = world.by('balance_transactions', 'payout_id', payout['id']);
      assert.equal(rows.reduce((sum, row) => sum + amountOf(row, 'net'), 0), amountOf(payout), payout['id']);
    }
  });

  it('has a charge for every refund, and refunds that add up on the charge', () => {
    for (const charge of world.rows.charges) {
      const refunded = world.by('refunds', 'charge_id', charge['id']).filter((refund) => refund['status'] === 'succeeded').reduce((sum, refund) => sum + amountOf(refund), 0);
      assert.equal(amountOf(charge, 'amount_refunded'), refunded);
      assert.equal(charge['refunded'], String(refunded >= amountOf(charge)));
    }
    for (const refund of world.rows.refunds) assert.equal(world.by('charges', 'id', refund['charge_id']).length, 1);
  });

  it('tells of every dispute’s end by an event with the row’s status', () => {
    for (const dispute of world.rows.disputes.filter(({ id }) => id !== undefined && !broken.has(id))) {
      const ends = world.by('events', 'object_id', dispute['id']).filter((event) => event['type'] === 'charge.dispute.closed').map(statusIn);
      assert.deepEqual(ends, dispute['closed_at'] === undefined ? [] : [dispute['status']], dispute['id']);
    }
  });
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

/** What lies so far above the mean of the eight weeks before, counted in weeks that end now. */
function spikes(then: World, column: 'bin' | 'network_reason_code', deviations: number): string[] {
  const weeks = new Map<string, number[]>();
  for (const dispute of then.rows.disputes) {
    const key = column === 'bin' ? then.by('charges', 'id', dispute['charge_id'])[0]?.['bin'] : dispute[column];
    const week = Math.floor((then.now - at(dispute, 'created_at')) / (7 * day));
    if (key === undefined || week > 8) continue;
    const counts = weeks.get(key) ?? [0, 0, 0, 0, 0, 0, 0, 0, 0];
    counts[week] = (counts[week] ?? 0) + 1;
    weeks.set(key, counts);
  }
  return [...weeks].filter(([, [current = 0, ...before]]) => current >= 5 && current > mean(before) + deviations * deviation(before)).map(([key]) => key);
}

const settled = (lines: readonly string[][]): number => lines.reduce((sum, line) => sum + Math.round(Number(line[8]) * 100), 0);

/** What a partner's file says more than the ledger of that account and month, in cents. */
function partnerDifference(then: World, file: string, name: string): number {
  const [account] = then.rows.accounts.filter((row) => row['name'] === name);
  const lines = then.file(`partners/${file}`);
  const month = /-(\d{4}-\d\d)\.csv$/.exec(then.sample.files.find(({ path }) => path.startsWith(`partners/${file}`))?.path ?? '')?.[1] ?? '';
  const rows = then.rows.balance_transactions.filter((row) => row['account_id'] === account?.['id'] && row['reporting_category'] === 'dispute' && row['created_at']?.startsWith(month));
  return settled(lines) + rows.reduce((sum, row) => sum + amountOf(row), 0);
}
