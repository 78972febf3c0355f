import assert from 'node:assert/strict';
import type { Database, Question } from '../../../src/data/database';
import type { Source } from '../../../src/data/layouts/layout';
import { createLookup, type Lookup } from '../../../src/data/lookup/lookup';
import { readPage } from '../../../src/data/store/explorer';
import { groups } from '../../../src/data/store/groups';
import { succeed } from '../../../src/domain/failure';
import { listenTo } from '../listen';
import { until, valueOf } from '../node/collect';
import { Proxy } from '../proxy';
import { withPostgres } from '../servers';
import { open, script, sourceOf, won } from './books';

const asked = (...ids: readonly string[]) => ids.map((id) => ({ id, kind: 'dispute' }));

withPostgres('a lookup under way', script, (server) => {
  let heard: Question[] = [];
  let database: Database;
  before(() => {
    database = listenTo(server.database, heard = []);
  });
  const lookupOf = (source: Source, cacheSeconds = 60): Lookup =>
    createLookup({ source: () => Promise.resolve(succeed(source)), rules: () => Promise.resolve([]), clock: Date.now, cacheSeconds: () => cacheSeconds, warn: () => undefined });
  /** Disputes that take the server half a minute to find. */
  const slow = (): Source => {
    const source = sourceOf(database);
    assert.ok(source.layout?.relations.disputes);
    return { ...source, layout: { ...source.layout, relations: { ...source.layout.relations, disputes: `${source.layout.relations.disputes} cross join pg_sleep(30) slowly` } } };
  };
  const running = async (event = ''): Promise<number> =>
    (await server.admin.query("select from pg_stat_activity where usename = $1 and state = 'active' and strpos(query, 'slowly') > 0 and coalesce(wait_event, '') like '%' || $2", [server.address.user, event])).rowCount ?? 0;

  it('is shared by whoever asks for the same meanwhile, and ends on the server with the last who waits', async () => {
    const lookup = lookupOf(slow());
    const before = heard.length;
    const [one, another] = [new AbortController(), new AbortController()];
    const first = lookup.lookup(asked(won), { signal: one.signal });
    await until(async () => (await running('PgSleep')) === 1, 'the first is under way');
    const second = lookup.lookup(asked(won), { signal: another.signal });
    one.abort();
    assert.deepEqual((await first).map(({ state }) => state), ['failed']);
    assert.equal(await running(), 1);
    another.abort();
    assert.deepEqual((await second).map(({ state }) => state), ['failed']);
    await until(async () => (await running()) === 0, 'nothing runs');
    assert.equal(heard.length - before, 1);
  });

  it('takes one round trip for a card, one for a hundred, and one for a page of the explorer', async () => {
    const proxy = await Proxy.to(server.address);
    const through = server.open({ port: proxy.port });
    const lookup = lookupOf(sourceOf(through), 0);
    const hundred = asked(won, ...Array.from({ length: 99 }, (_, index) => `dp_1Not${String(index).padStart(20, '0')}`));
    const [group] = groups;
    assert.ok(group);
    const ways: readonly (() => Promise<unknown>)[] = [
      () => lookup.lookup(asked(open)),
      () => lookup.lookup(hundred),
      async () => {
        const { layout } = sourceOf(through);
        assert.ok(layout);
        valueOf(await readPage({ database: through, layout }, group, '2026-11-21T12:00:00Z'));
      },
    ];
    for (const way of ways) await way();
    for (const way of ways) {
      const before = proxy.sent;
      await way();
      assert.equal(proxy.sent - before, 1);
    }
    await through.close();
    await proxy.refuse();
  });
});
