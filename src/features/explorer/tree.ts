import { EventEmitter, type CancellationToken, type Event, type MarkdownString, type ProviderResult, type TreeDataProvider, type TreeItem } from 'vscode';
import { countGroups, estimateGroups, type Counts } from '../../data/store/explorer';
import type { Source } from '../../data/layouts/layout';
import { isUnanswered, succeed, type Failure, type Result } from '../../domain/failure';
import { itemOf } from './items';
import { Listing, type Node } from './listing';

/** What the view can show; the kinds are the values of the context key `casebook.state`. */
export type State =
  | { readonly kind: 'none' } // no connection is selected
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'offline'; readonly failure: Failure }
  | { readonly kind: 'noLayout'; readonly connection: string; readonly denied: readonly string[] }
  | ({ readonly kind: 'empty' } & Shown)
  | ({ readonly kind: 'ready'; readonly counts: Counts; readonly listing: Listing } & Shown);

/** What a connection held at some moment. */
interface Shown {
  readonly connection: string;
  readonly asOf: Date;
  /** Why a later refresh failed: what was on screen stays. */
  readonly stale?: Failure;
}

export interface TreeNeeds {
  readonly activeSource: () => Promise<Result<Source>>;
  /** The lookup's card of an identifier, as the tooltip of its line. */
  readonly card: (id: string) => Promise<MarkdownString | undefined>;
  readonly clock: () => Date;
}

const isEstimate = ({ estimated, dueWithinDay }: Counts): boolean => estimated.size > 0 || dueWithinDay === undefined;

export class DisputesTree implements TreeDataProvider<Node> {
  private readonly changed = new EventEmitter<Node | undefined>();
  private readonly stateChanged = new EventEmitter<State>();
  private asking = new AbortController();
  private opening: Promise<State> | undefined;
  private state: State | undefined;
  readonly onDidChangeTreeData: Event<Node | undefined> = this.changed.event;
  /** Fires when what the view can show is known. */
  readonly onDidChangeState: Event<State> = this.stateChanged.event;

  constructor(private readonly needs: TreeNeeds) {}

  getTreeItem(node: Node): TreeItem {
    const foremost = this.state?.kind === 'ready' ? this.state.listing.foremost() : undefined;
    return itemOf(node, this.needs.clock().getTime(), Intl.DateTimeFormat().resolvedOptions().timeZone, node === foremost);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const state = await this.current();
    if (state.kind !== 'ready') return [];
    switch (node?.kind) {
      case undefined:
        return [...state.listing.groups];
      case 'group':
        return [...(await node.nodes())];
      case 'dispute':
        return [...(await state.listing.parts(node))];
      case 'part':
      case 'more':
      case 'problem':
        return [];
    }
  }

  getParent(node: Node): ProviderResult<Node> {
    return node.kind === 'group' ? undefined : node.parent;
  }

  async resolveTreeItem(item: TreeItem, node: Node, token: CancellationToken): Promise<TreeItem> {
    if ('id' in node) {
      const card = await this.needs.card(node.id);
      if (card && !token.isCancellationRequested) item.tooltip = card;
    }
    return item;
  }

  /** Asks anew, if anybody looks; what is shown stays where nobody answers. */
  refresh(): void {
    this.interrupt();
    this.asking = new AbortController();
    this.opening = undefined;
    this.changed.fire(undefined);
  }

  /** Forgets what is shown, which is another database's, and asks anew. */
  restart(): void {
    this.interrupt();
    this.state = undefined;
    this.refresh();
  }

  /** Reads the next page of a group; gives the first line that came with it. */
  async loadMore(group: string): Promise<Result<Node | undefined>> {
    const state = await this.current();
    const node = state.kind === 'ready' ? state.listing.groups.find((one) => one.group.id === group) : undefined;
    if (!node) return succeed(undefined);
    const first = await node.readMore();
    this.changed.fire(node);
    return first;
  }

  dispose(): void {
    this.interrupt();
    this.changed.dispose();
    this.stateChanged.dispose();
  }

  private interrupt(): void {
    this.asking.abort();
    if (this.state?.kind === 'ready') this.state.listing.interrupt();
  }

  private async current(): Promise<State> {
    const opening = (this.opening ??= this.open());
    const state = await opening;
    return this.opening === opening ? state : this.current();
  }

  private async open(): Promise<State> {
    const { signal } = this.asking;
    const state = await this.ask(signal);
    if (!signal.aborted) {
      this.state = state;
      this.stateChanged.fire(state);
      if (state.kind === 'ready' && isEstimate(state.counts)) void this.countExactly(state, signal);
    }
    return state;
  }

  /** Puts the numbers themselves where estimates stand; without an answer those stay, marked as they are. */
  private async countExactly({ listing }: Extract<State, { kind: 'ready' }>, signal: AbortSignal): Promise<void> {
    const counts = await listing.countExactly(signal);
    if (signal.aborted || !counts.ok || this.state?.kind !== 'ready' || this.state.listing !== listing) return;
    this.state = { ...this.state, counts: counts.value };
    this.opening = Promise.resolve(this.state);
    this.stateChanged.fire(this.state);
    this.changed.fire(undefined);
  }

  private async ask(signal: AbortSignal): Promise<State> {
    const source = await this.needs.activeSource();
    if (!source.ok) return this.stateAfter(source.failure);
    const { name: connection, database, layout } = source.value;
    if (!layout?.relations.disputes) return { kind: 'noLayout', connection, denied: layout?.denied ?? [] };
    const asOf = this.needs.clock();
    const now = asOf.toISOString();
    const estimated = await estimateGroups({ database, layout }, now, signal);
    // Where no index helps, counting is as fast.
    const counts = !estimated.ok && estimated.failure.kind === 'timeout' ? await countGroups({ database, layout }, now, signal) : estimated;
    if (!counts.ok) return this.stateAfter(counts.failure);
    if ([...counts.value.groups.values()].every((count) => count === 0)) return { kind: 'empty', connection, asOf };
    return { kind: 'ready', connection, asOf, counts: counts.value, listing: new Listing({ database, layout }, counts.value, now) };
  }

  private stateAfter(failure: Failure): State {
    if (failure.kind === 'unselected') return { kind: 'none' };
    if (failure.kind === 'untrusted') return { kind: 'untrusted' };
    // What was read before is better than nothing.
    return isUnanswered(failure.kind) && (this.state?.kind === 'ready' || this.state?.kind === 'empty') ? { ...this.state, stale: failure } : { kind: 'offline', failure };
  }
}
