import * as l10n from '@vscode/l10n';
import type { Value } from '../shared/result';
import { shownText, type Face } from './face';
import { piecesOf, withMarks, type Piece } from './pieces';

type Attributes = Readonly<Record<string, string>>;
type Children = readonly (Node | string)[];

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, attributes: Attributes, children: Children): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

export const element = (className: string, attributes: Attributes = {}, ...children: Children): HTMLElement => make('div', className, attributes, children);
export const span = (className: string, text: string, attributes: Attributes = {}): HTMLElement => make('span', className, attributes, [text]);
export const tagged = <Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, attributes: Attributes = {}, ...children: Children): HTMLElementTagNameMap[Name] => make(name, className, attributes, children);

export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = make('button', 'casebook-button', { type: 'button', ...attributes }, [text]);
  made.addEventListener('click', act);
  return made;
}

/** A text of the database's in a line of ours: nothing in it breaks the line or turns its direction. */
export function quoted(className: string, text: string, attributes: Attributes = {}): HTMLElement {
  return make('span', className, { dir: 'auto', ...attributes }, withMarks(text).map(pieceNode));
}

/** What stands for a piece: an identifier opens its card. */
export function pieceNode({ kind, text }: Piece): Node {
  if (kind === 'text') return document.createTextNode(text);
  return kind === 'mark' ? span('casebook-mark', text) : span('casebook-identifier', text, { role: 'link', title: l10n.t('Open {0} (Ctrl+Enter)', text) });
}

/** The same outside of cells: an identifier is a stop of its own for the Tab key. */
export function linkNode(piece: Piece): Node {
  const made = pieceNode(piece);
  if (made instanceof HTMLElement && piece.kind === 'identifier') {
    made.tabIndex = 0;
    made.title = l10n.t('Open {0} (Enter)', piece.text);
  }
  return made;
}

/** Fills a cell: with its value, or as one that is still on its way where there are no values. */
export function fillCell(cell: HTMLElement, values: readonly Value[] | undefined, column: number, face: Face, length: number | undefined): void {
  cell.classList.toggle('casebook-loading', values === undefined);
  if (!values) return;
  const value = values[column] ?? null;
  const shown = shownText(face, values, column);
  const pieces = shown === value ? piecesOf(value, length) : [{ kind: 'text', text: shown ?? '' } as const];
  cell.classList.toggle('casebook-mixed', pieces.length > 1);
  cell.replaceChildren(...pieces.map(pieceNode));
}

/**
 * Makes the elements of `wanted` and no others exist among the last children of `parent`, in order. Those that stay are not
 * moved: a focused one keeps its focus.
 */
export function keepElements(parent: HTMLElement, shown: Map<number, HTMLElement>, wanted: readonly number[], create: (index: number) => HTMLElement): void {
  const kept = new Set(wanted);
  for (const [index, made] of shown) {
    if (kept.has(index)) continue;
    made.remove();
    shown.delete(index);
  }
  let next: HTMLElement | null = null;
  for (const index of wanted.toReversed()) {
    const made: HTMLElement = shown.get(index) ?? create(index);
    shown.set(index, made);
    if (!made.isConnected) parent.insertBefore(made, next);
    next = made;
  }
}

/** Width of a text in an element's font, in CSS pixels. */
export function textMeasure(of: HTMLElement): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const { fontSize, fontFamily } = getComputedStyle(of);
  if (context) context.font = `${fontSize} ${fontFamily}`;
  return (text) => context?.measureText(text).width ?? 0;
}
