import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { GridPage, gridThemes, type GivenResult } from './gridPage';

const currencies = ['usd', 'eur', 'mxn', 'gbp', 'jpy'];
const statuses = ['won', 'lost', 'needs_response', 'under_review'];
const days = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

const results = {
  stacked: { columns: { currency: 'text', status: 'text', total: 'numeric' }, count: 20, row: (index) => [currencies[index % 5] ?? '', statuses[Math.floor(index / 5)] ?? '', String(12_500.5 * (1 + ((index * 7) % 5)))], chart: { kind: 'bar', x: 'currency', y: 'total', series: 'status' } },
  lying: { columns: { reason: 'text', disputes: 'integer' }, count: 14, row: (index) => [`a reason that is rather long ${index}`, String(40 - index * (index % 3 === 0 ? -2 : 2))], chart: { kind: 'bar', x: 'reason', y: 'disputes' } },
  line: { columns: { day: 'date', disputes: 'bigint', network: 'text' }, count: 360, row: (index) => [days(Math.floor(index / 2)), String(9_007_199_254_740_993n * BigInt(index % 2) * 0n + BigInt(20 + ((index * 37) % 23))), index % 2 === 0 ? 'visa' : 'mastercard'], chart: { kind: 'line', x: 'day', y: 'disputes', series: 'network' } },
  scatter: { columns: { amount: 'bigint', hours: 'numeric' }, count: 100_000, row: (index) => [String((index * 7919) % 90_001), String(((index * 104_729) % 7200) / 10)], chart: { kind: 'scatter', x: 'amount', y: 'hours' } },
  histogram: { columns: { amount: 'bigint' }, count: 5000, row: (index) => [String(((index * 7919) % 5003) ** 2)], chart: { kind: 'histogram', x: 'amount' } },
} satisfies Record<string, GivenResult>;

describe('The chart of a result', () => {
  let opened: GridPage | undefined;
  const page = (): GridPage => {
    if (!opened) throw new Error('The page is open only while the tests run');
    return opened;
  };
  before(async () => {
    opened = await GridPage.open();
  });
  after(() => opened?.close());
  const drawn = (): Locator => page().page.locator('.casebook-picture > svg');
  const marks = (of: string): Locator => drawn().locator(`[aria-label="${of}"]`).locator('rect, circle, path');

  for (const theme of gridThemes) {
    it(`is drawn in the colours of a ${theme} window`, async () => {
      for (const [name, result] of Object.entries(results)) {
        await page().show(result, theme);
        await drawn().waitFor();
        await page().screenshot(`chart-${name}-${theme}`);
      }
      assert.equal(await page().page.locator('.casebook-note').first().textContent(), '');
    });
  }

  it('has a bar for each name and series, and a line for each series', async () => {
    await page().show(results.stacked);
    await drawn().waitFor();
    assert.equal(await marks('bar').count(), 20);
    await page().show(results.line);
    await drawn().waitFor();
    assert.equal(await marks('line').count(), 2);
  });

  it('of 100,000 points is drawn with some thousand, and says so', async () => {
    await page().show(results.scatter);
    await drawn().waitFor();
    assert.ok((await marks('dot').count()) <= 4000);
    assert.match((await page().page.locator('.casebook-chart .casebook-note').textContent()) ?? '', /^[\d,]+ of 100,000 points are drawn\.$/);
  });

  it('says a mark by keyboard, with the very values, as the mouse does', async () => {
    await page().show({ columns: { name: 'text', total: 'bigint' }, count: 2, row: (index) => [`n${index}`, '9007199254740993'], chart: { kind: 'bar', x: 'name', y: 'total' } });
    await drawn().waitFor();
    await page().page.locator('.casebook-picture').focus();
    await page().page.keyboard.press('ArrowRight');
    await page().page.keyboard.press('ArrowRight');
    assert.equal(await page().page.locator('.casebook-said').textContent(), 'name  n1, total  9,007,199,254,740,993');
    await drawn().locator('[aria-label="tip"] text').first().waitFor();
  });

  it('is shown by the button below the grid, suggested by the types, and hidden by it', async () => {
    const { columns, count, row } = results.line;
    await page().show({ columns, count, row });
    assert.equal(await drawn().count(), 0);
    await page().page.getByRole('button', { name: 'Chart', exact: true }).click();
    await drawn().waitFor();
    assert.deepEqual(await page().page.locator('.casebook-picker option').allTextContents(), ['line x=day y=disputes series=network', 'bar x=network y=disputes', 'histogram x=disputes']);
    await page().page.locator('.casebook-picker').selectOption({ label: 'histogram x=disputes' });
    await marks('rect').first().waitFor();
    await page().page.getByRole('button', { name: 'Chart', exact: true }).click();
    await drawn().waitFor({ state: 'detached' });
  });

  it('that cannot be drawn says why in its place', async () => {
    await page().show({ ...results.histogram, chart: { kind: 'bar', x: 'nowhere', y: 'amount' } });
    await page().page.getByText('There is no column nowhere. There are: amount.').waitFor();
  });

  it('shows hostile names as text', async () => {
    await page().show({ columns: { name: 'text', n: 'integer' }, count: 2, row: (index) => [`<img src=x onerror=alert(1)> ${index}`, '1'], chart: { kind: 'bar', x: 'name', y: 'n' } });
    await drawn().waitFor();
    assert.equal(await page().page.locator('.casebook-chart img').count(), 0);
  });
});
