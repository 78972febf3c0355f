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
  const [title, ...facts] = renderCard(outcome, { ...showing, live: false }).split(/ {2}\n|\n+/).filter((line) => !line.startsWith('|:--')).map(cells);
  const pick = window.createQuickPick<Choice>();
  pick.title = title?.join(' ') ?? outcome.id;
  pick.placeholder = l10n.t('{0}: choose what to do', outcome.id);
  pick.items = [
    ...actionsOf(outcome).map((action) => ({ label: action.title, action })),
    { label: l10n.t('Known'), kind: QuickPickItemKind.Separator },
    ...facts.map(([label = '', ...more]) => ({ label, description: more.join(' · ') })),
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

/** A line's text, or the texts of a table's line. */
const cells = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .map((cell) => withoutMarkdown(cell).trim())
    .filter(Boolean);
