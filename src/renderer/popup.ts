/** Distance from what a popup belongs to, and from the output's edges. */
const gap = 4;

/** Shows one thing at a time over a result. The output grows where it has no room below. */
export class Popup {
  private end: ((giveBack: boolean) => void) | undefined;

  constructor(private readonly root: HTMLElement) {}

  /** `anchor` is where it opens, below; `focused` gets the focus; `onClosed` hears whether the focus is to go back. */
  open(content: HTMLElement, anchor: DOMRect, focused: HTMLElement, onClosed: (giveBack: boolean) => void): void {
    this.close(false);
    const { root } = this;
    const stop = new AbortController();
    const close = (giveBack: boolean): void => {
      if (stop.signal.aborted) return;
      stop.abort();
      this.end = undefined;
      content.remove();
      root.style.minHeight = '';
      onClosed(giveBack);
    };
    this.end = close;
    content.classList.add('casebook-popup');
    root.append(content);
    const bounds = root.getBoundingClientRect();
    const left = Math.max(0, Math.min(anchor.left - bounds.left, bounds.width - content.offsetWidth));
    const top = anchor.bottom - bounds.top + gap;
    content.style.left = `${left}px`;
    content.style.top = `${top}px`;
    root.style.minHeight = `${top + content.offsetHeight + gap}px`;
    focused.focus({ preventScroll: true });

    content.addEventListener(
      'keydown',
      (event) => {
        // The workbench has other uses for keys.
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close(true);
      },
      stop,
    );
    content.addEventListener('focusout', ({ relatedTarget }) => {
      // No other element has the focus when the whole window loses it, or a part of the popup goes.
      if (relatedTarget instanceof Node && !content.contains(relatedTarget)) close(false);
    }, stop);
    document.addEventListener('pointerdown', ({ target }) => {
      if (target instanceof Node && !content.contains(target)) close(false);
    }, { signal: stop.signal, capture: true });
  }

  /** `giveBack`: the focus goes back to where it was. */
  close(giveBack = true): void {
    this.end?.(giveBack);
  }
}
