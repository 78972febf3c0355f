import * as l10n from '@vscode/l10n';
import { commands, window } from 'vscode';
import { explain, type Failure, type NextStep } from '../domain/failure';

const steps: Readonly<Record<NextStep, { title: () => string; command?: readonly [id: string, ...rest: unknown[]] }>> = {
  retry: { title: () => l10n.t('Try Again') },
  selectConnection: { title: () => l10n.t('Select Connection'), command: ['casebook.selectConnection'] },
  editConnection: { title: () => l10n.t('Open Connections'), command: ['casebook.connections.focus'] },
  openSettings: { title: () => l10n.t('Open Settings'), command: ['workbench.action.openSettings', '@ext:casebook.casebook'] },
  manageTrust: { title: () => l10n.t('Manage Workspace Trust'), command: ['workbench.trust.manage'] },
};

/** Shows a failure with its next step; `retry` is what *Try Again* does. A cancelled action needs no message: the user knows. */
export async function presentFailure(failure: Failure, retry?: () => Thenable<unknown>): Promise<void> {
  if (failure.kind === 'cancelled') return;
  const { text, next } = explain(failure);
  const step = next && (next !== 'retry' || retry) ? steps[next] : undefined;
  const chosen = await window.showErrorMessage(text, ...(step ? [step.title()] : []));
  if (!chosen || !step) return;
  if (step.command) await commands.executeCommand(...step.command);
  else await retry?.();
}
