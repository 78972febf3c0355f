import * as l10n from '@vscode/l10n';
import { readPage, readParts, type Counts, type Cursor, type DisputePart, type ListedDispute, type Page, type Readable } from '../../data/store/explorer';
import { groups, type Group } from '../../data/store/groups';
import { succeed, type Failure, type Result } from '../../domain/failure';
import { evidenceInWords, partInWords, type Words } from './words';

/** A line of the tree. What a command of its menu takes is on it: the `id` that it stands for, the `group` to load more of. */
export type Node = Shelf | DisputeNode | PartNode | MoreNode | ProblemNode;

export interface DisputeNode {
  readonly kind: 'dispute';
  readonly id: string;
  readonly dispute: ListedDispute;
  readonly parent: Shelf;
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
  readonly parent: Shelf;
}

export interface ProblemNode {
  readonly kind: 'problem';
  readonly failure: Failure;
  readonly parent: Shelf | DisputeNode;
}

/**
 * The disputes as of one moment. A refresh makes another and ends this one: an answer that comes late reaches lines
 * that nobody sees any more.
 */
export class Listing {
  private readonly ended = new AbortController();
  readonly shelves: readonly Shelf[];

  constructor(
    private readonly from: Readable,
    counts: Counts,
    now: string,
  ) {
    this.shelves = groups.map((group) => new Shelf(group, counts.groups.get(group.id) ?? 0, async (after) => readPage(from, group, now, after, this.ended.signal)));
  }

  /** What comes first in sight: the most urgent shelf that holds anything. */
  readonly foremost = (): Shelf | undefined => this.shelves.find(({ count }) => count > 0);

  async parts(node: DisputeNode): Promise<readonly Node[]> {
    const parts = await readParts(this.from, node.dispute, this.ended.signal);
    return parts.ok ? partNodes(node, parts.value, this.from.layout.relations.balance_transactions !== undefined) : [{ kind: 'problem', failure: parts.failure, parent: node }];
  }

  end(): void {
    this.ended.abort();
  }
}

/** One group with what has been read of it. */
export class Shelf {
  readonly kind = 'group';
  private readonly disputes = new Map<string, DisputeNode>();
  private next: Cursor | undefined;
  private begun = false;
  private reading: Promise<Result<DisputeNode | undefined>> | undefined;

  constructor(
    readonly group: Group,
    /** All of the group, read or not. */
    readonly count: number,
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

function partNodes(parent: DisputeNode, parts: readonly DisputePart[], hasLedger: boolean): readonly PartNode[] {
  const { dispute } = parent;
  const said = (icon: string, label: string, description: string, id?: string | null): PartNode => ({
    kind: 'part', icon, parent, words: { label, description, sentence: l10n.t('{0}: {1}.', label, description) }, ...(id && { id }),
  });
  const of = (kind: DisputePart['kind']): PartNode[] => parts.filter((part) => part.kind === kind).map((part) => ({ kind: 'part', id: part.id, icon: iconOf(part), words: partInWords(part), parent }));
  const or = (nodes: PartNode[], otherwise: PartNode): PartNode[] => (nodes.length > 0 ? nodes : [otherwise]);
  return [
    ...or(of('charge'), said('warning', l10n.t('Charge'), dispute.chargeId === null ? l10n.t('none named') : l10n.t('{0} is not in the database', dispute.chargeId), dispute.chargeId)),
    ...(dispute.paymentIntentId === null ? [] : [said('arrow-swap', l10n.t('Payment'), dispute.paymentIntentId, dispute.paymentIntentId)]),
    ...of('refund'),
    ...or(of('transaction'), said('dash', l10n.t('Money movements'), hasLedger ? l10n.t('none') : l10n.t('this database holds no ledger'))),
    { kind: 'part', icon: 'files', words: evidenceInWords(dispute), parent },
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
