import * as l10n from '@vscode/l10n';
import { typeLabel } from './columns';
import { piecesOf } from './pieces';
import type { ResultPayload, Value } from '../shared/result';

export function element(className: string, attributes: Readonly<Record<string, string>> = {}, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function span(className: string, text: string): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}

export function columnHeader({ name, type }: ResultPayload['columns'][number], masked: boolean): HTMLElement {
  return element('casebook-name', { role: 'columnheader', title: `${name}\n${type}` }, span('casebook-column', name), span('casebook-type', typeLabel(type, masked)));
}

/** Fills a cell: with its value, or as one that is still on its way where the value is undefined. */
export function fillCell(cell: HTMLElement, value: Value | undefined, length: number | undefined): void {
  cell.classList.toggle('casebook-loading', value === undefined);
  if (value === undefined) return;
  cell.replaceChildren(
    ...piecesOf(value, length).map(({ kind, text }) => {
      if (kind === 'text') return document.createTextNode(text);
      const made = span(`casebook-${kind}`, text);
      if (kind === 'identifier') {
        made.setAttribute('role', 'link');
        made.title = l10n.t('Open {0} (Enter)', text);
      }
      return made;
    }),
  );
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
