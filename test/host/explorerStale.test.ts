import assert from 'node:assert/strict';
import type { TreeItem } from 'vscode';
import type { Source } from '../../src/data/layouts/layout';
import { fail, succeed, type Result } from '../../src/domain/failure';
import { messageOf } from '../../src/features/explorer';
import { DisputesTree, type State } from '../../src/features/explorer/tree';
import { script, sourceOf } from '../data/lookup/books';
import { Proxy } from '../data/proxy';
import { withPostgres } from '../data/servers';

withPostgres('the explorer when its server goes away', script, (server) => {
  let proxy: Proxy;
  let source: Result<Source>;
  let tree: DisputesTree;
  let states: State[];
  before(async () => (proxy = await Proxy.to(server.address)));
  beforeEach(() => {
    states = [];
    source = succeed(sourceOf(server.open({ port: proxy.port })));
    tree = new DisputesTree({ activeSource: () => Promise.resolve(source), card: () => Promise.resolve(undefined), clock: () => new Date(2026, 10, 20, 14, 3) });
    tree.onDidChangeState((state) => states.push(state));
  });
  afterEach(async () => {
    tree.dispose();
    await proxy.heal();
  });
  after(async () => proxy.refuse());

  const labelOf = ({ label }: TreeItem): string => (typeof label === 'string' ? label : '');
  /** Every line down to the disputes, in words. */
  const lines = async (): Promise<readonly string[]> => {
    const all: string[] = [];
    for (const group of await tree.getChildren()) for (const node of [group, ...(await tree.getChildren(group))]) all.push(labelOf(tree.getTreeItem(node)));
    return all;
  };
  const message = (): string => messageOf(states.at(-1) ?? { kind: 'none' });

  it('keeps what was on screen, says since when and why, and recovers by the next refresh', async () => {
    const before = await lines();
    assert.ok(before.length > 9, 'disputes are listed');
    assert.equal(message(), '');
    await proxy.refuse();
    tree.refresh();
    assert.deepEqual(await lines(), before);
    assert.match(message(), /^Not refreshed since (?:14|02):03(?: PM)?: No server listens at this host and port\. Use Refresh above to try again\.$/);
    await proxy.heal();
    tree.refresh();
    assert.deepEqual(await lines(), before);
    assert.equal(message(), '');
    assert.deepEqual(states.map(({ kind }) => kind), ['ready', 'ready', 'ready']);
  });

  it('reads the lines that were kept once the server is back, without a refresh', async () => {
    const [first] = await tree.getChildren();
    await proxy.refuse();
    tree.refresh();
    assert.deepEqual(await tree.getChildren(), states[0]?.kind === 'ready' ? states[0].listing.groups : []);
    await proxy.heal();
    assert.equal((await tree.getChildren(first)).some(({ kind }) => kind === 'problem'), false);
  });

  it('keeps nothing of one connection when another is chosen', async () => {
    await lines();
    source = fail('offline', 'No server listens at this host and port.');
    tree.restart();
    assert.deepEqual(await lines(), []);
    assert.equal(message(), 'No server listens at this host and port.');
  });
});
