import * as l10n from '@vscode/l10n';
import { commands, Disposable, window, workspace, type Event, type TreeDataProvider, type TreeView } from 'vscode';
import { explain, succeed } from '../../domain/failure';
import { registerCommand } from '../../host/commands';
import type { Log } from '../../host/log';
import type { Listing, Node } from './listing';
import { DisputesTree, type State, type TreeNeeds } from './tree';

export interface ExplorerNeeds extends TreeNeeds {
  readonly onDidChangeSource: Event<void>;
  /** What was looked up is to be asked anew. */
  readonly forget: () => void;
  /** The disputes in sight are read: time to make ready for what comes next. */
  readonly warm: () => Promise<void>;
  readonly log: Log;
}

/** The Disputes view with its commands. Nothing is asked of a database before the view is seen. */
export function registerExplorer(needs: ExplorerNeeds): Disposable & { readonly disputes: TreeDataProvider<unknown> } {
  const tree = new DisputesTree(needs);
  const view = window.createTreeView('casebook.disputes', { treeDataProvider: tree, showCollapseAll: true });
  const warmAfter = async (listing: Listing): Promise<void> => {
    await listing.foremost()?.nodes();
    await needs.warm();
  };
  const disposable = Disposable.from(
    tree,
    view,
    tree.onDidChangeState((state) => {
      if (state.kind === 'offline') needs.log.warn(l10n.t('The disputes cannot be shown: {0}', state.failure.message));
      if ('stale' in state) needs.log.warn(l10n.t('The disputes were not refreshed: {0}', state.stale.message));
      else if (state.kind === 'ready') void warmAfter(state.listing);
      void show(view, state);
    }),
    needs.onDidChangeSource(() => tree.restart()),
    workspace.onDidGrantWorkspaceTrust(() => tree.refresh()),
    registerCommand('casebook.refresh', () => {
      needs.forget();
      tree.refresh();
      return Promise.resolve(succeed(undefined));
    }),
    registerCommand('casebook.loadMore', async ({ group }) => {
      const first = await tree.loadMore(group);
      // The keyboard goes on where the line to load more was.
      if (first.ok && first.value && view.visible) await view.reveal(first.value, { select: true, focus: true });
      return first.ok ? succeed(undefined) : first;
    }),
  );
  return Object.assign(disposable, { disputes: tree });
}

async function show(view: TreeView<Node>, state: State): Promise<void> {
  const due = state.kind === 'ready' ? (state.counts.dueWithinDay ?? 0) : 0;
  view.description = 'connection' in state ? state.connection : '';
  view.message = messageOf(state);
  view.badge = due > 0 ? { value: due, tooltip: due === 1 ? l10n.t('1 dispute is due within 24 hours') : l10n.t('{0} disputes are due within 24 hours', due) } : undefined;
  await commands.executeCommand('setContext', 'casebook.state', state.kind);
}

/** What stands above the disputes. A view's message has no button: the view's own *Refresh* is named. */
export function messageOf(state: State): string {
  if (state.kind === 'offline') return explain(state.failure).text;
  if ('stale' in state) return l10n.t('Not refreshed since {0}: {1} Use Refresh above to try again.', state.asOf.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' }), state.stale.message);
  return state.kind === 'noLayout' && state.denied.length > 0 ? l10n.t('The role may not read {0}.', state.denied.join(', ')) : '';
}
