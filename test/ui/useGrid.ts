import type { Locator } from 'playwright-core';
import { GridPage, type GivenResult } from './gridPage';

const statuses = ['won', 'lost', 'needs_response', 'under_review'];

/** Disputes as a run yields them; amounts go up and down. */
export const disputes = (count: number): GivenResult => ({
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

/** A page for the tests of a group, and what they do with its grid. */
export function useGrid() {
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
  return { grids, press, header, headers, shown, settled, said, focused };
}
