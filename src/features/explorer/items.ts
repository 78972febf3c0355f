import * as l10n from '@vscode/l10n';
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { GroupId } from '../../data/store/groups';
import type { Deadline } from '../../domain/deadline';
import { explain } from '../../domain/failure';
import { meaningOf } from '../../domain/status';
import { pageSize, type ListedDispute } from '../../data/store/explorer';
import type { DisputeNode, GroupNode, MoreNode, Node, PartNode, ProblemNode } from './listing';
import { deadlineIn, disputeInWords, type Words } from './words';

const { None, Collapsed, Expanded } = TreeItemCollapsibleState;

/** `now` is epoch milliseconds; `timeZone` the reader's. No item has a resource: dragged, it gives its text. */
export function itemOf(node: Node, now: number, timeZone: string, expanded: boolean): TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node, expanded);
    case 'dispute':
      return disputeItem(node, now, timeZone);
    case 'part':
      return partItem(node);
    case 'more':
      return moreItem(node);
    case 'problem':
      return problemItem(node);
  }
}

const groupIcons: Readonly<Record<GroupId, readonly [icon: string, colour?: string]>> = {
  overdue: ['error', 'charts.red'],
  staged: ['mail', 'charts.yellow'],
  today: ['watch', 'charts.yellow'],
  threeDays: ['calendar', 'charts.blue'],
  sevenDays: ['calendar'],
  later: ['calendar'],
  cannotRespond: ['lock'],
  waiting: ['eye'],
  closed: ['archive'],
};

/** An empty group stays, dimmed: "none" is an answer, and the others keep their places. */
function groupItem(node: GroupNode, expanded: boolean): TreeItem {
  const { group, count } = node;
  const item = new TreeItem(group.label(), count === 0 ? None : expanded ? Expanded : Collapsed);
  const [icon, colour] = groupIcons[group.id];
  const shown = count === 0 ? l10n.t('none') : numberOf(node);
  item.id = group.id;
  item.description = shown;
  item.iconPath = count === 0 ? new ThemeIcon(icon, new ThemeColor('disabledForeground')) : coloured(icon, colour);
  item.tooltip = group.description();
  item.contextValue = 'group';
  item.accessibilityInformation = { label: node.isEstimated ? l10n.t('{0}: about {1} disputes. {2}', group.label(), count.toLocaleString(), group.description()) : l10n.t('{0}: {1} disputes. {2}', group.label(), shown, group.description()) };
  return item;
}

const numberOf = ({ count, isEstimated }: GroupNode): string => (isEstimated ? `≈ ${count.toLocaleString()}` : count.toLocaleString());

function disputeItem({ dispute, parent, id }: DisputeNode, now: number, timeZone: string): TreeItem {
  const item = worded(disputeInWords(dispute, now, timeZone), Collapsed);
  item.id = `${parent.group.id} ${id}`;
  item.iconPath = disputeIcon(dispute, deadlineIn(dispute, now));
  item.contextValue = 'dispute identified';
  return item;
}

function disputeIcon({ status }: ListedDispute, deadline: Deadline): ThemeIcon {
  switch (deadline.state) {
    case 'missed':
      return coloured('error', 'charts.red');
    case 'due':
      return coloured('watch', deadline.hoursLeft < 24 ? 'charts.yellow' : deadline.hoursLeft < 72 ? 'charts.blue' : undefined);
    case 'cannotRespond':
      return coloured('lock', 'disabledForeground');
    case 'submitted':
      return coloured('eye');
    case 'none':
      return standingIcon(status);
  }
}

function standingIcon(status: string | null): ThemeIcon {
  switch (meaningOf(status ?? '').standing) {
    case 'won':
      return coloured('pass', 'charts.green');
    case 'lost':
      return coloured('circle-slash');
    case 'underReview':
      return coloured('eye');
    case 'closed':
      return coloured('circle-outline', 'disabledForeground');
    case 'awaitingResponse':
    case 'unknown':
      return coloured('question');
  }
}

function partItem({ words, icon, id }: PartNode): TreeItem {
  const item = worded(words, None);
  item.iconPath = new ThemeIcon(icon);
  item.contextValue = id === undefined ? 'part' : 'part identified';
  return item;
}

function moreItem({ group, parent }: MoreNode): TreeItem {
  const item = new TreeItem(l10n.t('Load More'), None);
  item.id = `${group} more`;
  item.description = l10n.t('{0} of {1} left', parent.left.toLocaleString(), numberOf(parent));
  item.iconPath = new ThemeIcon('ellipsis');
  item.command = { command: 'casebook.loadMore', title: l10n.t('Load More'), arguments: [{ group }] };
  item.accessibilityInformation = { label: l10n.t('Load {0} more. {1} left.', Math.min(pageSize, parent.left), parent.left), role: 'button' };
  return item;
}

function problemItem({ failure }: ProblemNode): TreeItem {
  const { text } = explain(failure);
  const item = new TreeItem(text, None);
  item.description = l10n.t('Try again');
  item.tooltip = text;
  item.iconPath = coloured('warning', 'list.warningForeground');
  item.command = { command: 'casebook.refresh', title: l10n.t('Try Again') };
  return item;
}

function worded({ label, description, sentence }: Words, state: TreeItemCollapsibleState): TreeItem {
  const item = new TreeItem(label, state);
  item.description = description;
  item.accessibilityInformation = { label: sentence };
  return item;
}

const coloured = (icon: string, colour?: string): ThemeIcon => (colour ? new ThemeIcon(icon, new ThemeColor(colour)) : new ThemeIcon(icon));
