import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { GridPage, gridThemes, type GivenResult } from './gridPage';
import { until } from './workbench';

const statuses = ['won', 'lost', 'needs_response', 'under_review'];

/** Disputes as a run yields them; amounts go up and down. */
const disputes = (count: number): GivenResult => ({
  columns: { id: 'text', status: 'text', amount: 'bigint', currency: 'text', created_at: 'timestamp with time zone', evidence: 'jsonb', note: 'text' },
  count,
  row: (index) => [
    `dp_1PqLmN2eZvKYlo2C${String(index).padStart(8, '0')}`,
    statuses[index % 4] ?? '',
    String(9_007_199_254_740_993n + BigInt((index * 7919) % count)),
    'usd',
    `2026-10-${String(1 + (index % 28)).padStart(2, '0')} 14:00:11.123456+02`,
    index % 3 === 0 ? null : `{"charge": "ch_1PqLmN2eZvKYlo2C${String(index).padStart(8, '0')}", "count": 12345678901234567890, "reasons": ["a", null]}`,
    index % 2 === 0 ? 'x'.repeat(3000) : '',
  ],
});

describe('The result grid', () => {
  let opened: GridPage | undefined;
  const grids = (): GridPage => {
    if (!opened) throw new Error('The page is open only while the tests run');
    return opened;
  };
  before(async () => {
    opened = await GridPage.open();
  });
  after(() => opened?.close());

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await grids().page.keyboard.press(key);
  };
  const header = (name: string): Locator => grids().page.locator('.casebook-name', { has: grids().page.getByText(name, { exact: true }) });
  const headers = async (): Promise<string[]> => grids().page.locator('.casebook-name .casebook-column').allTextContents();
  /** The texts of a column's first rows, by its place. */
  const shown = async (place: number, rows: number): Promise<string[]> => (await grids().page.locator(`[role="gridcell"][aria-colindex="${place + 2}"]`).allTextContents()).slice(0, rows);
  const settled = async (): Promise<void> => grids().page.locator('[role="grid"][aria-busy="false"]:not(:has(.casebook-loading))').waitFor();
  const said = (text: string | RegExp): Locator => grids().page.locator('.casebook-footer').getByText(text);
  const focused = async (): Promise<readonly (string | null)[]> => {
    const cell = grids().page.locator('[role="gridcell"]:focus, [role="columnheader"]:focus');
    return [await cell.locator('..').getAttribute('aria-rowindex'), await cell.getAttribute('aria-colindex')];
  };

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

  describe('of values', () => {
    it('copies what is selected in every format, as it is shown and as it was sent', async () => {
      await grids().show(disputes(100));
      await header('status').click({ button: 'right' });
      await press('p', 'Enter', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight');
      const formats: readonly (readonly [item: string, text: string])[] = [
        ['Copy', 'won\tdp_1PqLmN2eZvKYlo2C00000000\nlost\tdp_1PqLmN2eZvKYlo2C00000001'],
        ['Copy with column names', 'status\tid\nwon\tdp_1PqLmN2eZvKYlo2C00000000\nlost\tdp_1PqLmN2eZvKYlo2C00000001'],
        ['Copy as CSV', 'status,id\nwon,dp_1PqLmN2eZvKYlo2C00000000\nlost,dp_1PqLmN2eZvKYlo2C00000001\n'],
        ['Copy as JSON', '[\n  {"status": "won", "id": "dp_1PqLmN2eZvKYlo2C00000000"},\n  {"status": "lost", "id": "dp_1PqLmN2eZvKYlo2C00000001"}\n]\n'],
        ['Copy as Markdown', '| status | id |\n| --- | --- |\n| won | dp_1PqLmN2eZvKYlo2C00000000 |\n| lost | dp_1PqLmN2eZvKYlo2C00000001 |\n'],
        ['Copy as SQL values', "values\n  ('won'::text, 'dp_1PqLmN2eZvKYlo2C00000000'::text),\n  ('lost', 'dp_1PqLmN2eZvKYlo2C00000001')\n"],
        ['Copy as in (…) list', "in ('won', 'dp_1PqLmN2eZvKYlo2C00000000', 'lost', 'dp_1PqLmN2eZvKYlo2C00000001')"],
      ];
      for (const [item, text] of formats) {
        grids().clipboard = '';
        await press('Shift+F10');
        await grids().page.getByRole('menuitem', { name: item, exact: true }).click();
        await until(item, async () => Promise.resolve(grids().clipboard === '' ? undefined : true));
        assert.equal(grids().clipboard, text);
      }
      await said('Copied 2 × 2').waitFor();
    });

    it('copies a whole column of rows that are not here, amounts raw', async () => {
      await grids().show(disputes(5000));
      await header('amount').focus();
      await press('Control+Space', 'Control+c');
      await said('Copied 5,000 × 1').waitFor();
      const lines = grids().clipboard.split('\n');
      assert.deepEqual([lines.length, lines[0], lines[4999]], [5000, '9007199254740993', String(9_007_199_254_740_993n + BigInt((4999 * 7919) % 5000))]);
    });

    it('inspects JSON as a tree and as text, exact, and gives the focus back', async () => {
      await grids().show(disputes(100));
      await grids().page.locator('[role="row"][aria-rowindex="3"] [role="gridcell"]').first().click();
      await press('End', 'ArrowLeft', 'Enter');
      const inspector = grids().page.getByRole('region', { name: 'Value of evidence in row 2' });
      assert.match((await inspector.textContent()) ?? '', /charge: "ch_1PqLmN2eZvKYlo2C00000001"count: 12345678901234567890/);
      await inspector.getByText('ch_1PqLmN2eZvKYlo2C00000001').click();
      assert.deepEqual(await grids().whenAsked('open'), { kind: 'open', id: 'ch_1PqLmN2eZvKYlo2C00000001' });
      await inspector.getByRole('button', { name: 'Text' }).click();
      assert.match((await inspector.locator('.casebook-text').textContent()) ?? '', /^\{\n {2}"charge": "ch_1PqLmN2eZvKYlo2C00000001",\n {2}"count": 12345678901234567890,/);
      await press('Escape');
      assert.deepEqual(await focused(), ['3', '7']);
      assert.equal(await inspector.count(), 0);
    });

    it('inspects a long text whole, where the page has it cut', async () => {
      await grids().show(disputes(5000));
      await grids().page.locator('[role="gridcell"]').first().click();
      // Before the row is here: it is shown when it comes.
      await press('Control+End', 'ArrowUp', 'Enter');
      const inspector = grids().page.getByRole('region', { name: 'Value of note in row 4,999' });
      await until('the whole value', async () => ((await inspector.locator('.casebook-text').textContent())?.length === 3000 ? true : undefined));
      await inspector.getByText('text · 3,000 characters').waitFor();
      await press('Escape', 'ArrowLeft', 'Enter');
      await grids().page.getByRole('region', { name: 'Value of evidence in row 4,999' }).waitFor();
    });

    it('follows the focus while it is open, and shows arrays, bytes and moments as what they are', async () => {
      await grids().show({ columns: { tags: 'text[]', file: 'bytea', at: 'timestamp with time zone', none: 'text' }, count: 1, row: () => ['{a,"b, c",NULL}', '\\x6869', '2026-10-01 14:00:00+02', null] });
      await grids().page.locator('[role="gridcell"]').first().dblclick();
      const inspector = grids().page.locator('.casebook-inspector');
      assert.deepEqual(await inspector.locator('.casebook-leaf').allTextContents(), ['1: a', '2: "b, c"', '3: NULL']);
      await grids().page.locator('[role="gridcell"]').nth(1).click();
      assert.match((await inspector.textContent()) ?? '', /bytea · 2 bytes.*00000000 {2}68 69 +hi$/);
      await press('ArrowRight');
      assert.match((await inspector.textContent()) ?? '', /2026-10-01 14:00:00\+02/);
      assert.equal(await grids().page.locator('[role="gridcell"]').nth(2).textContent(), '2026-10-01 12:00:00+00');
      await press('ArrowRight');
      assert.match((await inspector.locator('.casebook-value').textContent()) ?? '', /^NULL$/);
    });

    it('says the local time of a moment, and the amount as stored, when they are pointed at', async () => {
      await grids().show(disputes(10));
      await grids().page.locator('[role="gridcell"][aria-colindex="6"]').first().hover();
      assert.match((await grids().page.locator('[role="gridcell"][aria-colindex="6"]').first().getAttribute('title')) ?? '', /Oct 1, 2026.* your time \(/);
      await grids().page.locator('[role="gridcell"][aria-colindex="4"]').first().hover();
      assert.equal(await grids().page.locator('[role="gridcell"][aria-colindex="4"]').first().getAttribute('title'), 'Stored as 9007199254740993');
    });

    it('finds what is true by that word', async () => {
      await grids().show({ columns: { livemode: 'boolean' }, count: 10, row: (index) => [index < 3 ? 't' : 'f'] });
      await header('livemode').click({ button: 'right' });
      await press('f', 'Enter');
      await grids().page.keyboard.type('true');
      await press('Enter');
      await said('3 of 10 rows in 41 ms on replica').waitFor();
    });

    it('selects a row by its number', async () => {
      await grids().show(disputes(10));
      await grids().page.getByRole('rowheader', { name: '3', exact: true }).click();
      await press('Control+c');
      await said('Copied 1 × 7').waitFor();
    });

    it('keeps a hostile name in its line, and makes nothing of what is like markup', async () => {
      const name = 'a\n\u202Eb<img src=x onerror=alert(1)>';
      await grids().show({ columns: { [name]: 'text' }, count: 1, row: () => ['<script>alert(1)</script>'] });
      assert.deepEqual(await headers(), ['a↵U+202Eb<img src=x onerror=alert(1)>']);
      assert.deepEqual(await shown(0, 1), ['<script>alert(1)</script>']);
      await grids().page.locator('[role="gridcell"]').dblclick();
      assert.equal(await grids().page.locator('.casebook-text').textContent(), '<script>alert(1)</script>');
      assert.equal(await grids().page.locator('.casebook-result img, .casebook-result script').count(), 0);
    });

    it('shows amounts as stored where that is wanted', async () => {
      await grids().show(disputes(10));
      await header('amount').click({ button: 'right' });
      await grids().page.getByRole('menuitem', { name: 'Show as stored' }).click();
      assert.deepEqual(await shown(2, 1), ['9007199254740993']);
    });
  });

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
