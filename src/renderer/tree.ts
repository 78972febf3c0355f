import * as l10n from '@vscode/l10n';
import { formatCount } from '../shared/words';
import { button, element, linkNode, span, tagged } from './elements';
import type { Node as Value } from './nodes';
import { piecesOf } from './pieces';

/** Parts made at once; the others wait for a click. */
const chunk = 200;
/** A tree this small opens whole. */
const openAtOnce = 12;

/** A value with parts as a tree: what is closed has no elements yet. */
export const treeOf = (value: Value, firstIndex: 0 | 1): HTMLElement => element('casebook-tree', {}, branch({ value, isOpen: true, firstIndex }));

interface Branch {
  readonly name?: string;
  readonly value: Value;
  readonly isOpen: boolean;
  /** JSON counts from 0, PostgreSQL's arrays from 1. */
  readonly firstIndex: 0 | 1;
}

function branch({ name, value, isOpen, firstIndex }: Branch): HTMLElement {
  const label: readonly Node[] = name === undefined ? [] : [span('casebook-key', name), document.createTextNode(': ')];
  if (value.kind === 'scalar') return element('casebook-leaf', {}, ...label, scalar(value.text));
  const parts: readonly (readonly [name: string, value: Value])[] = value.kind === 'object' ? value.members.map(([key, part]) => [plainName(key), part]) : value.items.map((part, index) => [String(index + firstIndex), part]);
  const [open, close] = value.kind === 'object' ? ['{', '}'] : ['[', ']'];
  if (parts.length === 0) return element('casebook-leaf', {}, ...label, `${open}${close}`);
  const count = span('casebook-quiet', `${open} ${value.kind === 'object' ? membersInWords(parts.length) : itemsInWords(parts.length)} ${close}`);
  const details = tagged('details', 'casebook-branch', {}, tagged('summary', '', {}, ...label, count));
  const fill = (): void => {
    if (details.childElementCount === 1) grow(details, parts, 0, firstIndex);
  };
  details.addEventListener('toggle', fill);
  if (isOpen) {
    fill();
    details.open = true;
  }
  return details;
}

function grow(parent: HTMLElement, parts: readonly (readonly [name: string, value: Value])[], from: number, firstIndex: 0 | 1): void {
  const shown = parts.slice(from, from + chunk);
  parent.append(...shown.map(([name, part]) => branch({ name, value: part, isOpen: parts.length <= openAtOnce && sizeOf(part) <= openAtOnce, firstIndex })));
  if (from + chunk >= parts.length) return;
  const more = button(l10n.t('{0} more', formatCount(parts.length - from - chunk)), () => {
    more.remove();
    grow(parent, parts, from + chunk, firstIndex);
  });
  parent.append(more);
}

const sizeOf = (value: Value): number => (value.kind === 'object' ? value.members.length : value.kind === 'array' ? value.items.length : 0);
const membersInWords = (count: number): string => (count === 1 ? l10n.t('1 member') : l10n.t('{0} members', formatCount(count)));
const itemsInWords = (count: number): string => (count === 1 ? l10n.t('1 item') : l10n.t('{0} items', formatCount(count)));

/** A name without its quotes where it needs none. */
const plainName = (quoted: string): string => (/^"[\w.$-]+"$/.test(quoted) ? quoted.slice(1, -1) : quoted);

function scalar(text: string): HTMLElement {
  const kind = text.startsWith('"') ? 'string' : /^(?:null|NULL)$/.test(text) ? 'mark' : /^-?\d/.test(text) ? 'numeral' : /^(?:true|false)$/.test(text) ? 'word' : 'text';
  const made = span(`casebook-${kind}`, '');
  made.append(...piecesOf(text, undefined, Infinity).map(linkNode));
  return made;
}
