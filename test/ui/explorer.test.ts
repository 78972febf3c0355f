import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useWorkbench } from './useWorkbench';
import { until } from './workbench';

for (const theme of ['light', 'dark'] as const) {
  describe(`The explorer and the library in a ${theme} window`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casebook-library-'));
    mkdirSync(path.join(folder, '.casebook/snippets/reporting'), { recursive: true });
    writeFileSync(path.join(folder, '.casebook/snippets/reporting/ours.sql'), '-- @title Our own question\n-- @about Ours.\n-- @using disputes\nselect count(*) from disputes;\n');
    writeFileSync(path.join(folder, '.casebook/snippets/reporting/broken.sql'), '-- @title Two questions\n-- @about Two.\nselect 1;\nselect 2;\n');
    writeFileSync(path.join(folder, 'incident.casebook.sql'), '-- @title Incident\nselect 1;\n');
    after(() => rmSync(folder, { recursive: true }));
    const workbench = useWorkbench({ theme, folder });

    it('shows a dispute’s charge, money and evidence beneath it, and its card beside it', async () => {
      const { page } = workbench();
      await page.setViewportSize({ width: 1000, height: 1300 });
      await until('the window has its new size', async () => ((await page.locator('.part.statusbar').boundingBox())?.y ?? 0) > 1200 || undefined);
      await workbench().openView('Casebook');
      await workbench().runCommand('Casebook: Open Sample');
      await workbench().treeItem(/^Staged, not sent\s*200/).click();
      await workbench().treeItem(/h left/).first().click();
      for (const part of [/^Charge [\d,.]+ USD/, /^Payment\s*pi_/, /^Withdrawal -[\d,.]+ USD\s*net -/, /^Evidence\s*staged, not submitted/]) await workbench().treeItem(part).first().waitFor();
      await workbench().treeItem(/h left/).nth(4).hover();
      await page.locator('.workbench-hover', { hasText: 'The evidence is staged, and nothing was submitted' }).waitFor();
      await workbench().screenshot(`explorer-expanded-${theme}`);
    });

    it('loads more by the keyboard, which goes on among the new lines', async () => {
      const { page } = workbench();
      await workbench().treeItem(/^Staged, not sent/).click();
      await workbench().treeItem(/^Closed/).click();
      await workbench().treeItem(/won|lost/).first().waitFor();
      await page.keyboard.press('End');
      await workbench().treeItem(/^Load More/).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.part.sidebar .monaco-list-row.focused', { hasText: /won|lost|prevented|closed/ }).waitFor();
      await workbench().screenshot(`explorer-more-${theme}`);
    });

    it('lists the snippets by theme, the workspace’s own and what cannot be read, and opens one to run', async () => {
      const { page } = workbench();
      await workbench().treeItem(/^incident\.casebook\.sql/).waitFor();
      await workbench().treeItem(/broken\.sql, line 4/).waitFor();
      await workbench().treeItem(/^Reporting/).click();
      await workbench().treeItem(/^Our own question\s*this workspace/).waitFor();
      await workbench().treeItem(/^Reconciliation/).click();
      await workbench().treeItem('Won without reinstatement').hover();
      await page.locator('.workbench-hover', { hasText: 'A rule: cards show its findings as a breakage.' }).waitFor();
      await workbench().screenshot(`library-${theme}`);
      await workbench().runCommand('View: Close All Editors');
      await workbench().treeItem('Won without reinstatement').click();
      await page.locator('.notebook-editor .code-cell-row', { hasText: 'dispute_reversal' }).waitFor();
      await workbench().runCell(0);
      assert.equal(await workbench().waitForNotebookCellDone(0), 'success');
      await workbench().screenshot(`library-opened-${theme}`);
    });
  });
}
