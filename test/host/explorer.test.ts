import assert from 'node:assert/strict';
import { CancellationTokenSource, commands, extensions, MarkdownString, type TreeDataProvider, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { CasebookApi } from '../../src/features/api';

describe('the explorer on the sample', () => {
  let api: CasebookApi;
  let tree: TreeDataProvider<unknown>;
  before(async () => {
    await commands.executeCommand('casebook.openSample');
    const extension = extensions.getExtension<CasebookApi>('casebook.casebook');
    assert.ok(extension);
    api = await extension.activate();
    tree = api.disputes;
  });

  const children = async (node?: unknown): Promise<unknown[]> => (await tree.getChildren(node)) ?? [];
  const item = async (node: unknown): Promise<TreeItem> => tree.getTreeItem(node);
  const items = async (nodes: readonly unknown[]): Promise<TreeItem[]> => Promise.all(nodes.map(item));
  const labelOf = ({ label }: TreeItem): string => (typeof label === 'string' ? label : '');
  /** The first of these nodes whose label begins so. */
  const labelled = async (nodes: readonly unknown[], label: string): Promise<unknown> => {
    for (const node of nodes) if (labelOf(await item(node)).startsWith(label)) return node;
    return assert.fail(`No line begins with "${label}".`);
  };
  const group = async (label: string): Promise<unknown> => labelled(await children(), label);

  it('shows every group, most urgent first, with how many it holds', async () => {
    const shown = await items(await children());
    assert.deepEqual(shown.map(({ label }) => label), ['Overdue', 'Staged, not sent', 'Due within 24 hours', 'Due within 3 days', 'Due within 7 days', 'Due later', 'Cannot respond', 'Waiting', 'Closed']);
    assert.equal(shown[0]?.description, '1');
    assert.equal(shown[1]?.description, '200');
    assert.equal(shown[0].collapsibleState, TreeItemCollapsibleState.Expanded);
    assert.equal(shown[1].collapsibleState, TreeItemCollapsibleState.Collapsed);
  });

  it('shows a dispute by its money and its time, reads it out as a sentence, and gives no resource to drag', async () => {
    const [missed] = await items(await children(await group('Overdue')));
    assert.ok(missed);
    assert.match(labelOf(missed), /^[\d,]+\.\d\d MXN$/);
    assert.match(String(missed.description), /^(?:< 1|\d+) [hd] late · product not received · \w.* · du_\w{24}$/);
    assert.match(missed.accessibilityInformation?.label ?? '', /^Dispute du_\w{24} over [\d,.]+ MXN: product not received; .*missed .* ago/);
    assert.equal(missed.contextValue, 'dispute identified');
    assert.equal(missed.resourceUri, undefined);
    assert.equal(missed.tooltip, undefined, 'the card is asked for when it is wanted');
  });

  it('gives the lookup’s card as the tooltip', async () => {
    const [missed] = await children(await group('Overdue'));
    const id = /du_\w+$/.exec(String((await item(missed)).description))?.[0];
    assert.ok(id);
    const resolved = await tree.resolveTreeItem?.(await item(missed), missed, new CancellationTokenSource().token);
    assert.ok(resolved?.tooltip instanceof MarkdownString);
    assert.ok(resolved.tooltip.value.includes(id));
    assert.ok(resolved.tooltip.value.includes('The deadline has passed, and nothing was submitted'), 'the rules speak here as on every card');
    assert.equal(resolved.tooltip.supportHtml ?? false, false);
  });

  it('lists a hundred at a time, and a hundred more on demand', async () => {
    const closed = await group('Closed');
    const first = await children(closed);
    assert.equal(first.length, 101);
    const more = await item(first.at(-1));
    assert.deepEqual([more.command?.command, more.command?.arguments], ['casebook.loadMore', [{ group: 'closed' }]]);
    await commands.executeCommand('casebook.loadMore', { group: 'closed' });
    const second = await children(closed);
    assert.equal(second.length, 201);
    assert.deepEqual(second.slice(0, 100), first.slice(0, 100));
    const ids = (await items(second)).map(({ id }) => id);
    assert.equal(new Set(ids).size, 201);
  });

  it('expands a dispute to its charge, payment, money movements and evidence', async () => {
    const [dispute] = await children(await group('Staged, not sent'));
    const parts = await items(await children(dispute));
    assert.deepEqual(parts.map((part) => labelOf(part).split(' ')[0]), ['Charge', 'Payment', 'Withdrawal', 'Evidence']);
    assert.deepEqual(parts.map(({ contextValue }) => contextValue), ['part identified', 'part identified', 'part identified', 'part']);
    assert.equal(parts[3]?.description, 'staged, not submitted');
  });

  it('says that a charge is not there', async () => {
    const orphans = await api.query('select d.id from disputes d where not exists (select from charges c where c.id = d.charge_id)', { using: ['disputes', 'charges'] });
    const id = orphans.rows[0]?.[0];
    assert.ok(id);
    for (const node of await children()) {
      const found = (await children(node)).find((line) => typeof line === 'object' && line !== null && 'id' in line && line.id === id);
      if (!found) continue;
      const [charge] = await items(await children(found));
      assert.match(String(charge?.description), /^ch_\w+ is not in the database$/);
      return;
    }
    assert.fail(`${id} is not listed.`);
  });

  it('makes new lines after a refresh', async () => {
    const before = await children();
    await commands.executeCommand('casebook.refresh');
    const after = await children();
    assert.equal(after.length, before.length);
    assert.notEqual(after[0], before[0]);
    assert.deepEqual((await items(after)).map(({ description }) => description), (await items(before)).map(({ description }) => description));
  });
});
