import type { Question } from '../../src/data/database';
import { renderCard } from '../../src/data/lookup/card';
import { createLookup, type Lookup } from '../../src/data/lookup/lookup';
import { succeed } from '../../src/domain/failure';
import { listenTo } from '../data/listen';
import { lastOf, type Bench } from './bench';
import { alternate, median, p95, timed } from './measure';
import { goals, type Line } from './table';

const batch = 100;

/** Hovers with every built-in rule, beside a bare round trip and beside the very statement, prepared, by a plain client. */
export async function measureLookup(bench: Bench): Promise<readonly Line[]> {
  const { plain, history, rules, layout } = bench;
  const heard: Question[] = [];
  const database = listenTo(bench.database, heard);
  const source = { name: 'books', database, layout };
  const lookup = createLookup({ source: () => Promise.resolve(succeed(source)), rules: () => Promise.resolve(rules), clock: Date.now, cacheSeconds: () => 600, warn: () => undefined });
  await lookup.warm();
  // A rule's first finding asks where its columns come from.
  await hover(lookup, await someDisputes(bench, batch));
  lookup.forget();

  const rounds = bench.rounds.quick;
  const ids = await someDisputes(bench, rounds * (batch + 1));
  const single = (round: number): readonly string[] => ids.slice(round, round + 1);
  const hundred = (round: number): readonly string[] => ids.slice(rounds + round * batch, rounds + (round + 1) * batch);
  const roundTrip = (): Promise<number> => timed(() => plain.query({ name: 'one', text: 'select 1' }));
  const statement = (): Promise<number> => {
    const { name, sql, parameters } = lastOf(heard);
    return timed(() => plain.query({ name, text: sql, values: [...parameters], rowMode: 'array' }));
  };
  // The plain client's plans, too, are made by now.
  for (let execution = 0; execution < 6; execution++) await statement();

  const asked = history.length;
  const cards = await alternate(rounds, (round) => hover(lookup, single(round)), roundTrip);
  const statements = (history.length - asked) / rounds;
  const cardBeside = await alternate(rounds, (round) => hover(lookup, hundred(round).slice(0, 1)), statement);
  lookup.forget();
  const batches = await alternate(rounds, (round) => hover(lookup, hundred(round)), roundTrip);
  lookup.forget();
  const batchBeside = await alternate(rounds, (round) => hover(lookup, hundred(round)), statement);
  const kept = await alternate(rounds, (round) => hover(lookup, hundred(round).slice(0, 1), 0), roundTrip);
  return [
    { what: 'warm hover, whole card (p95), beside a round trip', casebook: p95(cards.casebook), reference: p95(cards.reference), unit: 'ms', goal: goals.plus(2) },
    { what: '… statements', casebook: statements, unit: '', goal: goals.atMost(1) },
    { what: '… beside its statement, prepared', casebook: median(cardBeside.casebook), reference: median(cardBeside.reference), unit: 'ms', goal: goals.plus(2) },
    { what: 'cards of 100 identifiers, beside a round trip', casebook: median(batches.casebook), reference: median(batches.reference), unit: 'ms', goal: goals.plus(3) },
    { what: '… beside their statement, prepared', casebook: median(batchBeside.casebook), reference: median(batchBeside.reference), unit: 'ms', goal: goals.plus(3) },
    { what: 'a repeated identifier', casebook: median(kept.casebook), reference: median(kept.reference), unit: 'ms', goal: goals.atMost(0.1) },
  ];
}

async function hover(lookup: Lookup, ids: readonly string[], rest = 20): Promise<number> {
  // What is asked right after a batch waits to be gathered with others: a hover does not come so soon.
  await new Promise((resolve) => setTimeout(resolve, rest));
  return timed(async () => {
    const outcomes = await lookup.lookup(ids.map((id) => ({ id, kind: 'dispute' })));
    for (const outcome of outcomes) if (outcome.state !== 'found') throw new Error(`${outcome.id} is ${outcome.state}.`);
    if (outcomes[0] && outcomes.length === 1) renderCard(outcomes[0], { now: Date.now(), timeZone: 'UTC', live: true });
  });
}

/** From all over the table. */
async function someDisputes({ admin }: Bench, count: number): Promise<readonly string[]> {
  const { rows } = await admin.query<{ id: string }>('select id from (select id from disputes order by md5(id)) d limit $1', [count]);
  return rows.map(({ id }) => id);
}
