import assert from 'node:assert/strict';
import { useWorkbench } from './useWorkbench';
import { until } from './workbench';

for (const theme of ['light', 'dark'] as const) {
  describe(`The sample in a ${theme} window`, () => {
    const workbench = useWorkbench({ theme });

    it('fills the explorer', async () => {
      await workbench().openView('Casebook');
      await workbench().runCommand('Casebook: Open Sample');
      await workbench().treeItem(/^Staged, not sent\s*200/).waitFor();
      await workbench().treeItem(/^Overdue/).waitFor();
      await workbench().page.locator('.tab.active[data-resource-name="webhooks.jsonl"]').waitFor();
      await workbench().screenshot(`explorer-${theme}`);
    });

    it('shows a card over an identifier in the log', async () => {
      const identifier = await until('an identifier in view', async () => {
        const lines = await workbench().page.locator('.editor-group-container.active .view-line').allTextContents();
        return /\b(?:dp|du)_\w{14,}/.exec(lines.join('\n'))?.[0];
      });
      // A database that is slow to answer has the card say so, until the next hover.
      await until('the whole card', async () => {
        const card = await workbench().hoverText(identifier);
        return (await card.getByRole('link', { name: 'Investigate' }).isVisible()) || undefined;
      });
      await workbench().screenshot(`card-${theme}`);
    });

    it('runs an investigation', async () => {
      await workbench().page.locator('.tab[data-resource-name="webhook-incident.casebook.sql"]').click();
      await workbench().runCell(0);
      assert.equal(await workbench().waitForNotebookCellDone(0), 'success');
      await workbench().frameWith('[role="grid"] [role="gridcell"]');
      await workbench().screenshot(`investigation-${theme}`);
    });
  });
}
