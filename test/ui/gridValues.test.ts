import assert from 'node:assert/strict';
import { disputes, useGrid } from './useGrid';
import { until } from './workbench';

describe('The result grid', () => {
  const { grids, press, header, headers, shown, said, focused } = useGrid();

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
});
