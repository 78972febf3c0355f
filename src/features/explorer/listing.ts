import * as l10n from '@vscode/l10n';
import type { Layout, Readable } from '../../data/layouts/layout';
import { countGroups, readPage, readParts, type Counts, type Cursor, type DisputePart, type ListedDispute, type Page } from '../../data/store/explorer';
import { groups, type Group } from '../../data/store/groups';
import { evidenceInWords } from '../../domain/evidence';
import { succeed, type Failure, type Result } from '../../domain/failure';
import { labelled, partInWords, type Words } from './words';

/** A line of the tree. What a command of its menu takes is on it: the `id` that it stands for, the `group` to load more of. */
export type Node = GroupNode | DisputeNode | PartNode | MoreNode | ProblemNode;

export interface DisputeNode {
  readonly kind: 'dispute';
  readonly id: string;
  readonly dispute: ListedDispute;
  readonly parent: GroupNode;
}

/** What a dispute is tied to, or the words that it is not there. */
export interface PartNode {
  readonly kind: 'part';
  readonly id?: string;
  readonly icon: string;
  readonly words: Words;
  readonly parent: DisputeNode;
}

export interface MoreNode {
  readonly kind: 'more';
  readonly group: string;
  readonly parent: GroupNode;
}

export interface ProblemNode {
  readonly kind: 'problem';
  readonly failure: Failure;
  readonly parent: GroupNode | DisputeNode;
}

/** The disputes as of one moment. A refresh that succeeds makes another: an answer that comes late reaches lines that nobody sees any more. */
export class Listing {
  readonly groups: readonly GroupNode[];
  private reading = new AbortController();

  constructor(
    private readonly from: Readable,
    counts: Counts,
    private readonly now: string,
  ) {
    this.groups = groups.map((group) => new GroupNode(group, async (after) => readPage(from, group, now, after, this.reading.signal)));
    this.number(counts);
  }

  private number({ groups: counts, estimated }: Counts): void {
    for (const node of this.groups) {
      node.count = counts.get(node.group.id) ?? 0;
      node.isEstimated = estimated.has(node.group.id);
    }
  }

  /** Puts the exact numbers where estimates stand. */
  async countExactly(signal: AbortSignal): Promise<Result<Counts>> {
    const counts = await countGroups(this.from, this.now, signal);
    if (counts.ok) this.number(counts.value);
    return counts;
  }

  /** Ends what is being read; what is asked for later is read. */
  interrupt(): void {
    this.reading.abort();
    this.reading = new AbortController();
  }

  /** What comes first in sight: the most urgent group that holds anything. */
  readonly foremost = (): GroupNode | undefined => this.groups.find(({ count }) => count > 0);

  async parts(node: DisputeNode): Promise<readonly Node[]> {
    const parts = await readParts(this.from, node.dispute, this.reading.signal);
    return parts.ok ? partNodes(node, parts.value, this.from.layout) : [{ kind: 'problem', failure: parts.failure, parent: node }];
  }
}

/** One group with what has been read of it. */
export class GroupNode {
  readonly kind = 'group';
  private readonly disputes = new Map<string, DisputeNode>();
  private next: Cursor | undefined;
  private begun = false;
  private reading: Promise<Result<DisputeNode | undefined>> | undefined;
  /** All of the group, read or not. */
  count = 0;
  isEstimated = false;

  constructor(
    readonly group: Group,
    private readonly read: (after: Cursor | undefined) => Promise<Result<Page>>,
  ) {}

  /** Disputes not yet read. */
  get left(): number {
    return Math.max(0, this.count - this.disputes.size);
  }

  async nodes(): Promise<readonly Node[]> {
    const read = this.begun ? succeed(undefined) : await this.readMore();
    if (!read.ok) return [{ kind: 'problem', failure: read.failure, parent: this }];
    return [...this.disputes.values(), ...(this.next ? [{ kind: 'more', group: this.group.id, parent: this } as const] : [])];
  }

  /** Reads the next page, shared by all who ask meanwhile; gives the first dispute that came with it. */
  async readMore(): Promise<Result<DisputeNode | undefined>> {
    this.reading ??= this.append().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async append(): Promise<Result<DisputeNode | undefined>> {
    if (this.begun && !this.next) return succeed(undefined);
    const page = await this.read(this.next);
    if (!page.ok) return page;
    const nodes = page.value.disputes.map((dispute): DisputeNode => ({ kind: 'dispute', id: dispute.id, dispute, parent: this }));
    // By id: where the data holds a dispute twice, the tree shows it once.
    for (const node of nodes) this.disputes.set(node.id, node);
    this.begun = true;
    this.next = page.value.next;
    return succeed(nodes[0]);
  }
}

/** What is not there is said, and whether the database could have told. */
function partNodes(parent: DisputeNode, parts: readonly DisputePart[], { relations }: Layout): readonly PartNode[] {
  const { chargeId, paymentIntentId } = parent.dispute;
  const said = (icon: string, label: string, description: string, id?: string | null): PartNode => ({ kind: 'part', icon, parent, words: labelled(label, description), ...(id && { id }) });
  const of = (kind: DisputePart['kind']): PartNode[] => parts.filter((part) => part.kind === kind).map((part) => ({ kind: 'part', id: part.id, icon: iconOf(part), words: partInWords(part), parent }));
  const or = (nodes: PartNode[], otherwise: PartNode): PartNode[] => (nodes.length > 0 ? nodes : [otherwise]);
  const missing = chargeId !== null && relations.charges !== undefined;
  return [
    ...or(of('charge'), said(missing ? 'warning' : 'dash', l10n.t('Charge'), missing ? l10n.t('{0} is not in the database', chargeId) : (chargeId ?? l10n.t('none named')), chargeId)),
    ...(paymentIntentId === null ? [] : [said('arrow-swap', l10n.t('Payment'), paymentIntentId, paymentIntentId)]),
    ...of('refund'),
    ...or(of('transaction'), said('dash', l10n.t('Money movements'), relations.balance_transactions ? l10n.t('none') : l10n.t('this database holds no ledger'))),
    { kind: 'part', icon: 'files', words: labelled(l10n.t('Evidence'), evidenceInWords(parent.dispute) ?? l10n.t('not known here')), parent },
  ];
}

function iconOf({ kind, amount }: DisputePart): string {
  switch (kind) {
    case 'charge':
      return 'credit-card';
    case 'refund':
      return 'discard';
    case 'transaction':
      return (amount ?? 0n) < 0n ? 'arrow-small-down' : 'arrow-small-up';
  }
}
