import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { useWorkbench } from './useWorkbench';
import { until } from './workbench';

const investigation = `-- %% rows
-- @limit 100000
select n, 'dp_1PqLmN2eZvKYlo2C' || to_char(n, 'FM00000000') as id, null as nothing, '' as empty, n * 1.5 as half, E'two\\nlines' as note
from generate_series(1, 200000) n;

-- %% wide
select ${Array.from({ length: 1600 }, (_, index) => `${index} as c${index}`).join(', ')};

-- %% wrong
select amonut
from (values (1)) as disputes (amount);

-- %% nothing
select 1 as one where false;
select from (values (1), (2)) as two (n);
`;

for (const theme of ['light', 'dark', 'highContrast'] as const) {
  describe(`Results of cells in a ${theme} window`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casebook-results-'));
    writeFileSync(path.join(folder, 'results.casebook.sql'), investigation);
    after(() => rmSync(folder, { recursive: true }));
    const workbench = useWorkbench({ theme, folder });
    const shot = async (name: string): Promise<void> => workbench().screenshot(`${name}-${theme}`);

    /** The focused cell's text, row and column as a screen reader counts them. */
    const focused = async (grid: Locator): Promise<readonly (string | null)[]> => {
      const cell = grid.locator('[role="gridcell"]:focus');
      return [await cell.textContent(), await cell.locator('..').getAttribute('aria-rowindex'), await cell.getAttribute('aria-colindex')];
    };
    const gridOf = async (cell: number): Promise<Locator> => {
      await workbench().runCell(cell);
      assert.equal(await workbench().waitForNotebookCellDone(cell), 'success');
      return workbench().frameWith('[role="grid"]');
    };

    const clear = async (): Promise<void> => workbench().page.locator('.notebook-toolbar-container').getByText('Clear All Outputs').click();

    before(async () => {
      const { page } = workbench();
      await page.setViewportSize({ width: 1400, height: 1200 });
      await workbench().openView('Casebook');
      await workbench().runCommand('Casebook: Open Sample');
      await workbench().treeItem(/^Overdue/).waitFor();
      await page.locator('.tab.active[data-resource-name="webhooks.jsonl"]').waitFor();
      await workbench().runCommand('View: Close All Editors');
      await workbench().quickOpen('results.casebook.sql');
    });

    it('shows NULL, an empty string and a line end as what they are, and a hundred thousand rows by a few elements', async () => {
      const grid = await gridOf(0);
      await grid.locator('.casebook-row').first().waitFor();
      const first = await grid.locator('.casebook-row').first().locator('[role="rowheader"], [role="gridcell"]').allTextContents();
      assert.deepEqual(first, ['1', '1', 'dp_1PqLmN2eZvKYlo2C00000001', 'NULL', "''", '1.5', 'two↵lines']);
      assert.equal(await grid.getAttribute('aria-rowcount'), '100001');
      assert.ok((await grid.locator('.casebook-row').count()) <= 60);
      assert.match((await (await workbench().frameWith('.casebook-summary')).textContent()) ?? '', /^First 100,000 rows; more exist · .* on Sample$/);
      await shot('results-rows');
    });

    it('goes through the rows by keyboard, to the last', async () => {
      const { page } = workbench();
      const grid = await workbench().frameWith('[role="grid"]');
      await grid.locator('[role="gridcell"]').first().click();
      assert.deepEqual(await focused(grid), ['1', '2', '2']);
      await page.keyboard.press('Control+End');
      await until('the last row', async () => ((await focused(grid))[0] === 'two↵lines' ? true : undefined));
      assert.deepEqual(await focused(grid), ['two↵lines', '100001', '7']);
      assert.ok((await grid.locator('.casebook-row').count()) <= 60);
      await page.keyboard.press('Shift+ArrowUp');
      await page.keyboard.press('Shift+ArrowLeft');
      assert.equal(await grid.locator('[aria-selected="true"]').count(), 4);
      await page.keyboard.press('Control+C');
      await (await workbench().frameWith('.casebook-note')).getByText('Copied 2 × 2').waitFor();
      await shot('results-selection');
    });

    it('shows sixteen hundred columns by those in view', async () => {
      await clear();
      const grid = await gridOf(1);
      assert.equal(await grid.getAttribute('aria-colcount'), '1601');
      assert.ok((await grid.locator('[role="gridcell"]').count()) <= 40);
      await grid.locator('[role="gridcell"]').first().click();
      await workbench().page.keyboard.press('End');
      await until('the last column', async () => ((await focused(grid))[0] === '1599' ? true : undefined));
      await shot('results-wide');
    });

    it('says what is wrong, at the token and below the cell', async () => {
      await clear();
      await workbench().runCell(2);
      assert.equal(await workbench().waitForNotebookCellDone(2), 'error');
      await workbench().codeCell(2).locator('.squiggly-error').waitFor();
      const said = await workbench().frameWith('text=42703');
      assert.match((await said.textContent()) ?? '', /column "amonut" does not exist/);
      await shot('results-error');
    });

    it('says in words that there are no rows, or no columns', async () => {
      await workbench().runCell(3);
      assert.equal(await workbench().waitForNotebookCellDone(3), 'success');
      await workbench().frameWith('text=/^No rows in .* on Sample$/');
      await workbench().frameWith('text=/^2 rows in .*; the statement has no columns$/');
      await shot('results-none');
    });
  });
}
