import * as l10n from '@vscode/l10n';
import { commands, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { actionsOf, renderCard, type CardAction, type Showing } from '../../data/lookup/card';
import type { Outcome } from '../../data/lookup/outcome';
import { withoutMarkdown } from '../../domain/markdown';

interface Choice extends QuickPickItem {
  readonly action?: CardAction;
}

/** Shows a card as a list: what can be done first, then what is known. It waits for nobody. */
export function showPick(outcome: Outcome, showing: Showing): void {
  const [title = '', ...facts] = renderCard(outcome, { ...showing, live: false }).split(/ {2}\n|\n\n/).map(withoutMarkdown);
  const pick = window.createQuickPick<Choice>();
  pick.title = title;
  pick.placeholder = l10n.t('{0}: choose what to do', outcome.id);
  pick.items = [
    ...actionsOf(outcome).map((action) => ({ label: action.title, action })),
    { label: l10n.t('Known'), kind: QuickPickItemKind.Separator },
    ...facts.map((label) => ({ label, alwaysShow: true })),
  ];
  pick.onDidAccept(() => {
    const action = pick.selectedItems[0]?.action;
    if (!action) return;
    pick.hide();
    void commands.executeCommand(action.command, ...action.given);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}
