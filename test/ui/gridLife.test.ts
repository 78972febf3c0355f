import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gridThemes } from './gridPage';
import { disputes, useGrid } from './useGrid';
import { until } from './workbench';

describe('The result grid', () => {
  const { grids, press, header, headers, shown, settled, said, focused } = useGrid();

  describe('that lives on', () => {
    it('asks to load all, to export all and to run again', async () => {
      await grids().show({ ...disputes(100), more: true });
      await grids().page.getByRole('button', { name: 'Load all' }).click();
      await grids().whenAsked('loadAll');
      await said('Running the cell again, this statement without its limit…').waitFor();
      await grids().page.getByRole('button', { name: 'Export all' }).click();
      await grids().whenAsked('exportAll');
    });

    it('keeps focus, selection and place while more rows come', async () => {
      const grid = await grids().show({ ...disputes(500), running: true });
      await said('First 500 rows; more are on their way').waitFor();
      await grid.locator('[role="gridcell"]').nth(1).click();
      await press('ArrowDown', 'ArrowDown', 'Shift+ArrowRight');
      await grids().grow(5000);
      await said('First 5,000 rows; more are on their way').waitFor();
      assert.deepEqual(await focused(), ['4', '4']);
      assert.equal(await grid.getAttribute('aria-rowcount'), '5001');
      assert.equal(await grid.locator('[aria-selected="true"]').count(), 2);
    });

    it('says that rows are gone, keeps the first page, and offers to run the cell again', async () => {
      const grid = await grids().show(disputes(5000));
      grids().forget();
      await grid.evaluate((view: { scrollTop: number }) => (view.scrollTop = 50_000));
      await said(/^Only these rows are left: .*\. Run the cell again to see them\.$/).waitFor();
      assert.equal(await grid.getAttribute('aria-rowcount'), '201');
      assert.equal(await grids().page.getByRole('button', { name: 'Export all' }).count(), 0);
      await grids().page.getByRole('button', { name: 'Run again' }).click();
      await grids().whenAsked('runAgain');
    });

    it('comes back as it was when its window is loaded anew in mid-scroll', async () => {
      const grid = await grids().show(disputes(100_000));
      await header('amount').click();
      await header('status').click({ button: 'right' });
      await press('p', 'Enter');
      await settled();
      await grid.evaluate((view: { scrollTop: number }) => (view.scrollTop = 1_000_000));
      await grid.locator('[aria-rowindex="40010"]').waitFor();
      await settled();
      const before = await shown(0, 5);
      await until('the place is remembered', async () => ((await grids().page.evaluate(() => JSON.stringify(window.rendererState))).includes('"topRow":4') ? true : undefined));
      await grids().load();
      await settled();
      assert.equal(await header('amount').getAttribute('aria-sort'), 'ascending');
      assert.deepEqual((await headers()).slice(0, 2), ['status', 'id']);
      assert.deepEqual(await shown(0, 5), before);
    });

    it('scrolls through a million rows with few elements and no long task', async () => {
      const grid = await grids().show({ columns: { id: 'text', amount: 'bigint', status: 'text', note: 'text', created_at: 'timestamp with time zone' }, count: 1_000_000, row: (index) => [`dp_1PqLmN2eZvKYlo2C${String(index).padStart(8, '0')}`, String(index), 'won', 'a note of some length', '2026-10-01 14:00:11.123456+00'] });
      const frames: { readonly rows: number; readonly cpu: number }[] = [];
      const cpuTime = await grids().cpuTime();
      let before = await cpuTime();
      for (let frame = 1; frame <= 120; frame++) {
        const rows = await grid.evaluate(scrollTo, frame / 120);
        const now = await cpuTime();
        frames.push({ rows, cpu: now - before });
        before = now;
      }
      const [most, longest, mean] = [Math.max(...frames.map(({ rows }) => rows)), Math.max(...frames.map(({ cpu }) => cpu)), frames.reduce((sum, { cpu }) => sum + cpu, 0) / frames.length];
      assert.ok(most <= 60, `${most} rows`);
      // Each step takes two frames.
      assert.ok(longest <= 2 * 50, `${longest} ms in a step`);
      assert.ok(mean <= (2 * 1000) / 60, `${mean} ms a step`);
      await settled();
      assert.equal(await grid.locator('[role="row"][aria-rowindex="1000001"] [role="gridcell"]').first().textContent(), 'dp_1PqLmN2eZvKYlo2C00999999');
    });
  });

  for (const theme of gridThemes) {
    it(`has nothing that axe finds serious, in ${theme}`, async () => {
      const { page } = grids();
      const states: readonly (readonly [name: string, reach: () => Promise<void>])[] = [
        ['grid', settled],
        ['selection', async () => {
          await page.locator('[role="gridcell"]').first().click();
          await press('Shift+ArrowDown', 'Shift+ArrowRight');
        }],
        ['menu', async () => header('amount').locator('.casebook-more').click()],
        ['filter', async () => press('Escape', 'f')],
        ['summary', async () => {
          await press('Escape', 's');
          await page.locator('.casebook-histogram').waitFor();
        }],
        ['filtered', async () => {
          await press('Escape', 'ArrowRight', 'f', 'u', 's', 'd', 'Enter');
          await page.locator('.casebook-clear').waitFor();
          await settled();
        }],
        ['inspector', async () => {
          await page.locator('[role="row"][aria-rowindex="3"] [role="gridcell"]').first().click();
          await press('End', 'ArrowLeft', 'Enter');
        }],
        ['expired', async () => {
          grids().forget();
          await press('Escape', 'Control+End');
          await said(/^Only these rows/).waitFor();
        }],
      ];
      await grids().show({ ...disputes(5000), more: true, masked: ['note'] }, theme);
      await page.addScriptTag({ content: readFileSync(path.resolve(__dirname, '../../../node_modules/axe-core/axe.min.js'), 'utf8') });
      for (const [name, reach] of states) {
        await reach();
        await grids().screenshot(`grid-${name}-${theme}`);
        const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id} × ${nodes.length}: ${nodes[0].html} ${nodes[0].failureSummary}`))');
        assert.deepEqual(found, [], `${name} in ${theme}`);
      }
    });
  }

  it('keeps to its width at 300 % zoom, the inspector below', async () => {
    await grids().page.setViewportSize({ width: 420, height: 700 });
    const grid = await grids().show(disputes(100));
    await grid.locator('[role="gridcell"]').first().click();
    await press('Enter');
    const [above, below] = [await grid.boundingBox(), await grids().page.locator('.casebook-inspector').boundingBox()];
    assert.ok(above && below && below.y >= above.y + above.height && below.width <= 420);
    assert.equal(await grids().page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
    await grids().page.setViewportSize({ width: 1100, height: 800 });
  });
});

interface View {
  scrollTop: number;
  readonly scrollHeight: number;
  querySelectorAll(selector: string): { readonly length: number };
}

/** Runs in the page: scrolls to a share of the whole, and counts the rows when that has been painted. */
async function scrollTo(view: View, share: number): Promise<number> {
  view.scrollTop = view.scrollHeight * share;
  await new Promise((resolve) => window.requestAnimationFrame(() => window.requestAnimationFrame(resolve)));
  return view.querySelectorAll('.casebook-row').length;
}
