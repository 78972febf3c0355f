import assert from 'node:assert/strict';
import { disputes, useGrid } from './useGrid';
import { until } from './workbench';

describe('The result grid', () => {
  const { grids, press, header, headers, shown, settled, said, focused } = useGrid();

  describe('in order', () => {
    it('sorts all rows by a click on a header, exactly, and back', async () => {
      await grids().show(disputes(50_000));
      await header('amount').click();
      await settled();
      assert.equal(await header('amount').getAttribute('aria-sort'), 'ascending');
      assert.deepEqual(await shown(2, 3), ['90,071,992,547,409.93 USD', '90,071,992,547,409.94 USD', '90,071,992,547,409.95 USD']);
      await header('amount').click();
      await settled();
      assert.equal(await header('amount').getAttribute('aria-sort'), 'descending');
      assert.deepEqual(await shown(2, 2), ['90,071,992,547,909.92 USD', '90,071,992,547,909.91 USD']);
      await header('amount').click();
      await settled();
      assert.equal(await header('amount').getAttribute('aria-sort'), 'none');
      assert.deepEqual(await shown(0, 1), ['dp_1PqLmN2eZvKYlo2C00000000']);
    });

    it('sorts by a second column with Shift', async () => {
      await grids().show(disputes(1000));
      await header('status').click();
      await header('id').click({ modifiers: ['Shift'] });
      await grids().page.locator('.casebook-sort', { hasText: '↑2' }).waitFor();
      await header('id').click({ modifiers: ['Shift'] });
      await grids().page.locator('.casebook-sort', { hasText: '↓2' }).waitFor();
      await settled();
      assert.deepEqual([await shown(1, 1), await shown(0, 2)], [['lost'], ['dp_1PqLmN2eZvKYlo2C00000997', 'dp_1PqLmN2eZvKYlo2C00000993']]);
      assert.deepEqual(await grids().page.locator('.casebook-sort').allTextContents(), ['↓2', '↑1']);
    });

    it('filters by keys alone, says how many rows passed, and shows them all again', async () => {
      await grids().show({ ...disputes(50_000), more: true });
      await grids().page.locator('[role="gridcell"]').nth(1).click();
      await press('ArrowUp', 'f');
      await grids().page.keyboard.type('WON');
      await press('Enter');
      await said('12,500 of the first 50,000 rows; more exist · 41 ms on replica').waitFor();
      assert.equal(await header('status').locator('.casebook-filter').textContent(), 'contains WON');
      assert.deepEqual(await focused(), ['1', '3']);
      assert.equal(await grids().page.locator('[role="grid"]').getAttribute('aria-rowcount'), '12501');
      await press('Delete');
      await said('First 50,000 rows; more exist · 41 ms on replica').waitFor();
    });

    it('refuses a filter that is no value of the type, with an example', async () => {
      await grids().show(disputes(100));
      await header('created_at').locator('.casebook-more').click();
      await press('f', 'Enter');
      await grids().page.getByLabel('From').fill('yesterday');
      await press('Enter');
      await grids().page.getByRole('alert').getByText('"yesterday" is no value of this type. Write it like 2026-10-01 14:00.').waitFor();
      await grids().page.getByLabel('From').fill('2026-10-28');
      await press('Enter');
      await said('3 of 100 rows in 41 ms on replica').waitFor();
      await header('created_at').locator('.casebook-clear').click();
      await said('100 rows in 41 ms on replica').waitFor();
    });

    it('offers a way back where no row passes', async () => {
      await grids().show(disputes(100));
      await header('status').click({ button: 'right' });
      await press('f', 'Enter');
      await grids().page.keyboard.type('nothing of this kind');
      await press('Enter');
      await said('0 of 100 rows in 41 ms on replica').waitFor();
      await grids().page.getByRole('button', { name: 'Clear filters' }).click();
      await said('100 rows in 41 ms on replica').waitFor();
      await settled();
    });

    it('shows only the rows with the value that one points at', async () => {
      await grids().show(disputes(100));
      await grids().page.getByRole('gridcell', { name: 'lost' }).first().click({ button: 'right' });
      await grids().page.getByRole('menuitem', { name: 'Only rows with this value' }).click();
      await said('25 of 100 rows in 41 ms on replica').waitFor();
    });

    it('drops what comes for an order that is no longer asked for', async () => {
      await grids().show(disputes(100_000));
      for (const name of ['id', 'status', 'amount']) await header(name).click();
      await header('amount').click();
      await settled();
      assert.deepEqual(await shown(2, 1), ['90,071,992,548,409.92 USD']);
    });
  });

  describe('with columns', () => {
    it('moves one by keys and keeps the focus on it', async () => {
      await grids().show(disputes(100));
      await grids().page.locator('[role="gridcell"]').nth(1).click();
      await press('ArrowUp', 'Alt+ArrowRight');
      assert.deepEqual((await headers()).slice(0, 4), ['id', 'amount', 'status', 'currency']);
      assert.deepEqual(await focused(), ['1', '4']);
      await press('Alt+ArrowLeft', 'Alt+ArrowLeft', 'Alt+ArrowLeft');
      assert.deepEqual((await headers()).slice(0, 3), ['status', 'id', 'amount']);
      assert.deepEqual(await shown(0, 2), ['won', 'lost']);
    });

    it('moves one by dragging its header', async () => {
      await grids().show(disputes(100));
      const [from, to] = [await header('id').boundingBox(), await header('amount').boundingBox()];
      assert.ok(from && to);
      const { mouse } = grids().page;
      await mouse.move(from.x + 20, from.y + 20);
      await mouse.down();
      await mouse.move(to.x + to.width / 2, to.y + 20, { steps: 4 });
      await mouse.up();
      assert.deepEqual((await headers()).slice(0, 3), ['status', 'amount', 'id']);
      assert.equal(await grids().page.locator('[aria-sort]:not([aria-sort="none"])').count(), 0);
    });

    it('resizes one by its edge, by keys, and fits it by a double-click', async () => {
      await grids().show(disputes(100));
      const width = async (): Promise<number> => (await header('status').boundingBox())?.width ?? 0;
      const before = await width();
      const grip = await header('status').locator('.casebook-grip').boundingBox();
      assert.ok(grip);
      const { mouse } = grids().page;
      await mouse.move(grip.x + 3, grip.y + 20);
      await mouse.down();
      await mouse.move(grip.x + 103, grip.y + 20, { steps: 3 });
      await mouse.up();
      assert.equal(await width(), before + 100);
      await header('status').locator('.casebook-grip').dblclick();
      const fitted = await width();
      assert.ok(fitted < before + 50, `${fitted}`);
      await header('status').focus();
      await press('+');
      assert.equal(await width(), fitted + 24);
      await press('=');
      assert.equal(await width(), fitted);
    });

    it('pins one, which stays when the others scroll', async () => {
      const grid = await grids().show(disputes(100));
      await header('status').click({ button: 'right' });
      await press('p', 'Enter');
      assert.deepEqual((await headers()).slice(0, 2), ['status', 'id']);
      const before = await header('status').boundingBox();
      await grid.evaluate((view: { scrollLeft: number }) => (view.scrollLeft = 600));
      await header('note').waitFor();
      assert.deepEqual(await header('status').boundingBox(), before);
      assert.deepEqual(await shown(0, 2), ['won', 'lost']);
    });

    it('says what one holds', async () => {
      await grids().show(disputes(1000));
      await header('status').click({ button: 'right' });
      await press('s', 's', 'Enter');
      const summary = grids().page.getByRole('dialog', { name: 'Summary of status' });
      await summary.getByRole('listitem').first().waitFor();
      assert.deepEqual(await summary.locator('.casebook-facts > *').allTextContents(), ['Rows', '1,000', 'NULL', '0', 'Distinct', '4', 'Least', 'lost', 'Greatest', 'won']);
      assert.deepEqual((await summary.getByRole('listitem').allTextContents())[0], 'won250 · 25 %');
      await press('Escape');
      assert.deepEqual(await focused(), ['1', '3']);
      await press('ArrowRight', 's');
      await grids().page.getByRole('dialog', { name: 'Summary of amount' }).getByRole('img').waitFor();
    });

    it('shows sixteen hundred by those in view, and goes to the last by a key', async () => {
      const columns = Object.fromEntries(Array.from({ length: 1600 }, (_, index) => [`c${index}`, 'integer']));
      const grid = await grids().show({ columns, count: 300, row: (row) => Array.from({ length: 1600 }, (_, index) => String(row * 1600 + index)) });
      assert.equal(await grid.getAttribute('aria-colcount'), '1601');
      assert.ok((await grid.locator('[role="columnheader"]').count()) < 40);
      await grid.locator('[role="gridcell"]').first().click();
      await press('Control+End');
      await until('the last value', async () => ((await grids().page.locator('[role="gridcell"]:focus').textContent()) === String(300 * 1600 - 1) ? true : undefined));
      assert.ok((await grid.locator('[role="gridcell"]').count()) < 1000);
    });
  });
});
