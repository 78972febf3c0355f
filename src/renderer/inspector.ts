import * as l10n from '@vscode/l10n';
import { scan, secretKind } from '../shared/identifiers';
import type { Value } from '../shared/result';
import { formatCount } from '../shared/words';
import { button, element, linkNode, quoted, span } from './elements';
import { faceLabel, inLocalTime, shownText, type Face } from './face';
import { printJson, readArray, readBytes, readJson } from './nodes';
import { treeOf } from './tree';

/** A value that is looked at. */
export interface Inspected {
  /** As a person counts. */
  readonly row: number;
  readonly column: number;
  readonly face: Face;
  /** The row that it stands in, as far as it is here. */
  readonly values: readonly Value[];
  readonly value: Value;
  /** Characters in all, where `value` is not whole. */
  readonly length?: number | undefined;
  /** Whether the rest of it is on its way. */
  readonly isComing: boolean;
}

export interface InspectorActions {
  copy(): void;
  close(): void;
  open(id: string): void;
}

/** One way to look at a value. */
interface Look {
  readonly name: string;
  make(): HTMLElement;
}

/** Beside the grid: one value, whole. */
export class Inspector {
  readonly root = element('casebook-inspector', { role: 'region', tabindex: '-1' });
  /** The way to look that the user has chosen last. */
  private preferred: string | undefined;
  private inspected: Inspected | undefined;

  constructor(private readonly actions: InspectorActions) {
    this.root.hidden = true;
    this.root.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') actions.close();
      if (event.key === 'Enter') open(event);
    });
    const open = ({ target }: Event): void => {
      const identifier = target instanceof Element ? target.closest('.casebook-identifier') : null;
      if (identifier) actions.open(identifier.textContent);
    };
    this.root.addEventListener('click', open);
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** Whether it shows the value of that cell. */
  shows(row: number, column: number): boolean {
    return this.isOpen && this.inspected?.row === row + 1 && this.inspected.column === column;
  }

  hide(): void {
    this.root.hidden = true;
    this.root.replaceChildren();
    this.inspected = undefined;
  }

  show(inspected: Inspected): void {
    this.inspected = inspected;
    const { face, row } = inspected;
    const looks = looksAt(inspected);
    const look = looks.find(({ name }) => name === this.preferred) ?? looks[0];
    const hadFocus = this.root.contains(document.activeElement);
    this.root.setAttribute('aria-label', l10n.t('Value of {0} in row {1}', face.name, formatCount(row)));
    const choices = looks.length < 2 ? [] : looks.map(({ name }) => button(name, () => this.prefer(name), { 'aria-pressed': String(name === look?.name) }));
    this.root.replaceChildren(
      element(
        'casebook-inspector-head',
        {},
        element('casebook-inspector-title', {}, quoted('casebook-column', face.name), span('casebook-type', [faceLabel(face), ...sizeOf(inspected)].join(' · '))),
        element('casebook-actions', {}, ...choices, button(l10n.t('Copy'), () => this.actions.copy()), button('×', () => this.actions.close(), { 'aria-label': l10n.t('Close'), title: l10n.t('Close (Escape)') })),
      ),
      ...factsOf(inspected),
      look?.make() ?? '',
    );
    this.root.hidden = false;
    if (hadFocus) this.focus();
  }

  focus(): void {
    (this.root.querySelector<HTMLElement>('.casebook-value') ?? this.root).focus({ preventScroll: true });
  }

  private prefer(name: string): void {
    this.preferred = name;
    if (this.inspected) this.show(this.inspected);
  }
}

function sizeOf({ value, length, isComing, face }: Inspected): string[] {
  if (value === null) return [];
  const bytes = face.kind === 'bytes' ? readBytes(value, length) : undefined;
  const size = bytes ? (bytes.size === 1 ? l10n.t('1 byte') : l10n.t('{0} bytes', formatCount(bytes.size))) : value.length === 1 ? l10n.t('1 character') : l10n.t('{0} characters', formatCount(length ?? value.length));
  if (length === undefined) return [size];
  return [size, isComing ? l10n.t('loading…') : l10n.t('the first {0} are shown; copy takes all', formatCount(value.length))];
}

/** What else there is to know of a value. */
function factsOf({ face, value, values, column }: Inspected): HTMLElement[] {
  if (value === null) return [];
  const local = face.kind === 'instant' ? inLocalTime(value) : undefined;
  const shown = shownText({ ...face, asStored: false }, values, column);
  const facts = [...(shown !== null && shown !== value && face.currency !== undefined ? [shown] : []), ...(local === undefined ? [] : [local])];
  return facts.length === 0 ? [] : [element('casebook-quiet', {}, facts.join(' · '))];
}

function looksAt({ face, value, length }: Inspected): Look[] {
  if (value === null) return [{ name: l10n.t('Text'), make: () => textView(span('casebook-mark', 'NULL')) }];
  if (value === '') return [{ name: l10n.t('Text'), make: () => textView(span('casebook-mark', "''")) }];
  const text: Look = { name: l10n.t('Text'), make: () => textView(...linked(value)) };
  const bytes = face.kind === 'bytes' ? readBytes(value, length) : undefined;
  if (bytes) return [{ name: l10n.t('Bytes'), make: () => textView(bytes.dump) }, text];
  if (length !== undefined) return [text];
  const array = face.kind === 'array' ? readArray(value) : undefined;
  if (array) return [{ name: l10n.t('Tree'), make: () => focusable(treeOf(array, 1)) }, text];
  // JSON stands in columns of text too: of logs, metadata, payloads.
  const json = face.kind === 'json' || /^\s*[[{]/.test(value) ? readJson(value) : undefined;
  if (!json || json.kind === 'scalar') return [text];
  return [{ name: l10n.t('Tree'), make: () => focusable(treeOf(json, 0)) }, { name: l10n.t('Text'), make: () => textView(...linked(printJson(json))) }];
}

function focusable(content: HTMLElement): HTMLElement {
  content.classList.add('casebook-value');
  content.tabIndex = 0;
  return content;
}

const textView = (...content: readonly (Node | string)[]): HTMLElement => focusable(element('casebook-text', {}, ...content));

/** Identifiers are looked for in so many characters. */
const mostScanned = 200_000;

function linked(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let from = 0;
  for (const { kind, text: id, start, end } of scan(text.slice(0, mostScanned))) {
    if (kind === secretKind) continue;
    nodes.push(text.slice(from, start), linkNode({ kind: 'identifier', text: id }));
    from = end;
  }
  return [...nodes, text.slice(from)];
}
