import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useWorkbench } from './useWorkbench';
import { until } from './workbench';

const investigation = `-- %% disputes
-- @using disputes
-- @limit 300
select id, status, amount, currency, evidence from disputes order by id;

-- %% many
-- @limit 1000000
select n, md5(n::text) as hash from generate_series(1, 50000) n;
`;

describe('The result grid in a notebook', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-grid-'));
  writeFileSync(path.join(folder, 'grid.casebook.sql'), investigation);
  after(() => rmSync(folder, { recursive: true }));
  const workbench = useWorkbench({ folder });
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench().page.keyboard.press(key);
  };
  const cellText = async (): Promise<string> => (await (await workbench().frameWith('[role="gridcell"]:focus')).textContent()) ?? '';

  before(async () => {
    await workbench().page.setViewportSize({ width: 1400, height: 1100 });
    await workbench().openView('Casebook');
    await workbench().runCommand('Casebook: Open Sample');
    await workbench().treeItem(/^Overdue/).waitFor();
    await workbench().page.locator('.tab.active[data-resource-name="webhooks.jsonl"]').waitFor();
    await workbench().runCommand('View: Close All Editors');
    await workbench().quickOpen('grid.casebook.sql');
  });

  it('sorts by keys that the workbench would take, and shows a value whole', async () => {
    await workbench().runCell(0);
    assert.equal(await workbench().waitForNotebookCellDone(0), 'success');
    // The first is an identifier: a click opens its card.
    await (await workbench().frameWith('[role="gridcell"][aria-colindex="3"]')).click();
    await press('ArrowUp', 'ArrowRight', 'Space', 'Space');
    await workbench().frameWith('[role="grid"][aria-busy="false"]:not(:has(.casebook-loading)) [aria-sort="descending"]:has-text("amount")');
    await press('ArrowDown', 'End', 'Enter');
    await workbench().frameWith('.casebook-inspector .casebook-tree');
    await workbench().screenshot('grid-notebook-inspector');
    await press('Escape');
    assert.match(await cellText(), /^\{/);
  });

  it('loads all where the limit cut the result', async () => {
    await workbench().frameWith('.casebook-summary:text-matches("^First 300 rows; more exist")');
    await (await workbench().frameWith('button:text-is("Load all")')).click();
    await workbench().frameWith('.casebook-summary:text-matches("^1,070 rows in ")');
    assert.equal(await workbench().waitForNotebookCellDone(0), 'success');
  });

  it('is where it was when its renderer is loaded anew in mid-scroll', async () => {
    await workbench().page.locator('.notebook-toolbar-container').getByText('Clear All Outputs').click();
    await workbench().runCell(1);
    assert.equal(await workbench().waitForNotebookCellDone(1), 'success');
    const grid = await workbench().frameWith('[role="grid"][aria-rowcount="50001"]');
    await grid.locator('[role="gridcell"]').first().click();
    await press('ArrowUp', 'Space', 'Space', 'ArrowDown', 'PageDown', 'PageDown');
    await until('the sorted rows', async () => (Number(await cellText()) > 49_900 ? true : undefined));
    const before = await cellText();
    await workbench().runCommand('Developer: Reload Webviews');
    const again = await workbench().frameWith('[role="grid"][aria-rowcount="50001"] [aria-sort="descending"]');
    await again.waitFor();
    const active = await workbench().frameWith('[role="gridcell"][tabindex="0"]');
    await until('the same value', async () => ((await active.textContent()) === before ? true : undefined));
  });
});
