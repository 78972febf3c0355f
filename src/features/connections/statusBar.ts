import * as l10n from '@vscode/l10n';
import { Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { usedLayout } from '../../data/layouts/layout';
import type { Connections } from './connections';
import { tooltipOf } from './tooltip';
import { stateIcons, stateWords } from './words';

/** The active connection at the foot of the window: its name and layout behind a lock, in colour where it is production. */
export function connectionStatus(connections: Connections): Disposable {
  const item = window.createStatusBarItem('casebook.connection', StatusBarAlignment.Left, 10);
  item.name = l10n.t('Casebook Connection');
  item.command = 'casebook.selectConnection';
  const show = (): void => {
    const active = connections.active();
    if (!active) {
      item.hide();
      return;
    }
    const state = connections.state(active.name);
    const layout = state.kind === 'open' ? usedLayout(state.layouts, active.layout) : undefined;
    const label = [active.name, layout?.title].filter(Boolean).join(' · ');
    item.text = `$(${icons[state.kind]}) ${label}`;
    item.backgroundColor = active.production ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    item.tooltip = tooltipOf(active, state);
    item.accessibilityInformation = { label: [l10n.t('Casebook reads from {0}, read-only', active.name), active.production && l10n.t('production'), stateWords(state, active)].filter(Boolean).join(', '), role: 'button' };
    item.show();
  };
  show();
  return Disposable.from(item, connections.onDidChange(show));
}

/** A lock where all is well: it is only read. */
const icons = { ...stateIcons, closed: 'lock', open: 'lock' };
