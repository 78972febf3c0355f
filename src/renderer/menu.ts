import { element, span } from './elements';

export interface MenuItem {
  readonly label: string;
  /** The key that does the same. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly act: () => void;
}
/** A line between groups. */
export const separator = 'separator';
export type MenuEntry = MenuItem | typeof separator;

/** A menu by mouse and keyboard: arrows, Home, End, first letters, Enter and Space. `done` is called before an item acts. */
export function createMenu(label: string, entries: readonly MenuEntry[], done: () => void): { readonly menu: HTMLElement; readonly first: HTMLElement } {
  const menu = element('casebook-menu', { role: 'menu', 'aria-label': label });
  for (const entry of entries) {
    if (entry === separator) {
      menu.append(element('casebook-separator', { role: 'separator' }));
      continue;
    }
    const item = element('casebook-item', { role: 'menuitem', tabindex: '-1', ...(entry.disabled && { 'aria-disabled': 'true' }) }, span('', entry.label));
    if (entry.hint !== undefined) item.append(span('casebook-hint', entry.hint, { 'aria-hidden': 'true' }));
    item.addEventListener('click', () => {
      if (entry.disabled) return;
      done();
      entry.act();
    });
    item.addEventListener('pointermove', () => item.focus({ preventScroll: true }));
    menu.append(item);
  }
  const items = Array.from(menu.querySelectorAll<HTMLElement>('[role=menuitem]'));
  menu.addEventListener('keydown', (event) => {
    const at = items.findIndex((item) => item === document.activeElement);
    const target = targetOf(event.key, at, items);
    if (target === undefined) return;
    event.preventDefault();
    if (target === 'act') items[at]?.click();
    else items[target]?.focus({ preventScroll: true });
  });
  return { menu, first: items[0] ?? menu };
}

function targetOf(key: string, at: number, items: readonly HTMLElement[]): number | 'act' | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % items.length;
    case 'ArrowUp':
      return (at + items.length - 1) % items.length;
    case 'Home':
      return 0;
    case 'End':
      return items.length - 1;
    case 'Enter':
    case ' ':
      return 'act';
    // As a click beside it would.
    case 'Tab':
      return at;
    default: {
      if (key.length !== 1) return undefined;
      const behind = [...items.keys()].map((index) => (at + 1 + index) % items.length);
      return behind.find((index) => items[index]?.textContent.toLowerCase().startsWith(key.toLowerCase()));
    }
  }
}
