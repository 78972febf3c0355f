import * as l10n from '@vscode/l10n';
import { commands, window } from 'vscode';
import { explain, type Failure, type NextStep } from '../domain/failure';

/** A command gets the connection whose failure it is. */
const steps: Readonly<Record<NextStep, { readonly title: () => string; readonly command?: string }>> = {
  retry: { title: () => l10n.t('Try Again') },
  selectConnection: { title: () => l10n.t('Select Connection'), command: 'casebook.selectConnection' },
  editConnection: { title: () => l10n.t('Open Connections'), command: 'casebook.connections.focus' },
  manageTrust: { title: () => l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' },
  acceptRights: { title: () => l10n.t('Accept for This Connection…'), command: 'casebook.acceptRights' },
  copyReadOnlyRole: { title: () => l10n.t('Copy SQL for a Read-Only Role'), command: 'casebook.copyReadOnlyRole' },
};

/** Shows a failure with its next step; `retry` is what *Try Again* does. A cancelled action needs no message: the user knows. */
export async function presentFailure(failure: Failure, retry?: () => Thenable<unknown>): Promise<void> {
  if (failure.kind === 'cancelled') return;
  const { text, next } = explain(failure);
  const offered = next.map((step) => steps[step]).filter(({ command }) => command !== undefined || retry !== undefined);
  const chosen = await window.showErrorMessage(text, ...offered.map(({ title }) => title()));
  const step = offered.find(({ title }) => title() === chosen);
  if (step?.command !== undefined) await commands.executeCommand(step.command, ...(failure.connection === undefined ? [] : [failure.connection]));
  else if (step) await retry?.();
}
