import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { useWorkbench } from './useWorkbench';
import { until } from './workbench';

const investigation = `-- @title Bars
-- @param least bigint = 2 "The least"
-- @limit 20000000

-- %% numbers
select n from generate_series(1, 5) n where n >= :least;

-- %%
select cardinality(:numbers.n) as many;

-- %%
select 1 as quick;
select n, sqrt(n) from generate_series(1, 20000000) n;
select 'never';
`;

describe('What stands below a cell', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-bars-'));
  const file = path.join(folder, 'bars.casebook.sql');
  writeFileSync(file, investigation);
  after(() => rmSync(folder, { recursive: true }));
  const workbench = useWorkbench({ folder });

  /** An entry of a cell's status bar. */
  const entry = (cell: number, text: string | RegExp): Locator => workbench().codeCell(cell).locator('.cell-statusbar-container .cell-status-item', { hasText: text });
  const form = (): Locator => workbench().page.locator('.quick-input-widget:visible');
  const row = (text: string): Locator => form().locator('.monaco-list-row', { hasText: text });
  const done = async (cell: number): Promise<void> => assert.equal(await workbench().waitForNotebookCellDone(cell), 'success');

  before(async () => {
    const { page } = workbench();
    await workbench().openView('Casebook');
    await workbench().runCommand('Casebook: Open Sample');
    await workbench().treeItem(/^Overdue/).waitFor();
    await page.locator('.tab.active[data-resource-name="webhooks.jsonl"]').waitFor();
    await workbench().runCommand('View: Close All Editors');
    await workbench().quickOpen('bars.casebook.sql');
  });

  it('are its rows, its connection, its name and its parameters', async () => {
    await workbench().runCell(1);
    await done(1);
    await entry(0, /^4 rows · [\d.]+ m?s$/).waitFor();
    await entry(0, 'Sample').waitFor();
    await entry(0, 'numbers').waitFor();
    await entry(0, 'least = 2').waitFor();
    assert.equal(await entry(0, 'stale').count(), 0);
  });

  it('is a form of all parameters, which checks what is typed', async () => {
    const { page } = workbench();
    await entry(0, 'least = 2').click();
    await row('bigint · The least').click();
    await row('as typed').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('4x');
    await row('bigint is a whole number').waitFor();
    await page.keyboard.press('Enter');
    await row('bigint is a whole number').waitFor();
    await workbench().screenshot('parameters-refused');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await row('Run All Cells').waitFor();
    await row('least').getByText('4', { exact: true }).waitFor();
    await workbench().screenshot('parameters-form');
    await page.keyboard.press('Escape');
    await entry(0, 'least = 4').waitFor();
  });

  it('says that a result is stale, and why, and runs what it rests on', async () => {
    await entry(0, 'stale: least changed').waitFor();
    await entry(1, 'stale: numbers changed').waitFor();
    await workbench().screenshot('parameters-stale');
    await entry(1, 'stale').click();
    await entry(0, /^2 rows/).waitFor();
    await until('nothing is stale', async () => ((await workbench().page.getByText(/^stale/).count()) === 0 ? true : undefined));
    assert.equal(readFileSync(file, 'utf8'), investigation);
  });

  it('gives a value the place of the default in the file, where the user says so', async () => {
    const { page } = workbench();
    await entry(0, 'least = 4').click();
    await row('The least').hover();
    const pin = row('The least').locator('.codicon-pin');
    await pin.click();
    await pin.waitFor({ state: 'detached' });
    await row('The least').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tab.active').click();
    await page.keyboard.press('Control+S');
    await until('the file has it', () => Promise.resolve(readFileSync(file, 'utf8') === investigation.replace('= 2 "', '= 4 "') ? true : undefined));
  });

  it('tells how far a run is, and what was left of it once it is stopped', async () => {
    await workbench().runCell(2);
    await entry(2, /^statement 2 of 3 · [\d,]+ rows so far · [\d.]+ s$/).waitFor();
    await workbench().screenshot('parameters-progress');
    await workbench().runCell(2);
    await entry(2, /stopped at statement 2 of 3$/).waitFor();
    await workbench().frameWith('text=/rows had come\\. They are not kept/');
    await workbench().frameWith('text=/Statement 3 of this cell was not run\\./');
    await workbench().screenshot('parameters-stopped');
  });
});
