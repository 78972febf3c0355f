import assert from 'node:assert/strict';
import { renderCard } from '../../../src/data/lookup/card';
import { createLookup, type Lookup } from '../../../src/data/lookup/lookup';
import type { Outcome } from '../../../src/data/lookup/outcome';
import { succeed } from '../../../src/domain/failure';
import { kindOf } from '../../../src/domain/identifiers';
import { Proxy } from '../proxy';
import { withPostgres } from '../servers';
import { nowhere, open, script, sourceOf, won } from './books';

withPostgres('a lookup whose server went away', script, (server) => {
  let proxy: Proxy;
  let now = Date.parse('2026-11-21T12:00:00Z');
  let lookup: Lookup;
  const cards = async (...ids: readonly string[]): Promise<readonly Outcome[]> => lookup.lookup(ids.map((id) => ({ id, kind: kindOf(id) ?? 'unknown' })));
  const footers = (outcomes: readonly Outcome[]): readonly (string | undefined)[] => outcomes.map((outcome) => /as of [^·_]*[^·_ ]/.exec(renderCard(outcome, { now, timeZone: 'UTC', live: true }))?.[0]);

  before(async () => {
    proxy = await Proxy.to(server.address);
    const source = { ...sourceOf(server.open({ port: proxy.port })), name: 'postgres' };
    lookup = createLookup({ source: () => Promise.resolve(succeed(source)), rules: () => Promise.resolve([]), clock: () => now, cacheSeconds: () => 60, warn: () => undefined });
  });
  after(async () => proxy.refuse());

  it('shows what it knew with its age, and says of the rest why not', async () => {
    assert.deepEqual((await cards(won, nowhere)).map(({ state }) => state), ['found', 'notFound']);
    now += 14 * 60_000;
    await proxy.refuse();
    const outcomes = await cards(won, nowhere, open);
    assert.deepEqual(outcomes.map(({ state }) => state), ['found', 'notFound', 'failed']);
    assert.deepEqual(footers(outcomes), ['as of 14 min ago, and nobody answers now', 'as of 14 min ago, and nobody answers now', undefined]);
    assert.match(renderCard(outcomes[2] ?? assert.fail(), { now, timeZone: 'UTC', live: true }), /No server listens at this host and port\\\./);
  });

  it('shows it still after a refresh, and asks anew once the server is back', async () => {
    lookup.forget();
    assert.deepEqual(footers(await cards(won)), ['as of 14 min ago, and nobody answers now']);
    await proxy.heal();
    assert.deepEqual(footers(await cards(won)), ['as of just now']);
  });
});
