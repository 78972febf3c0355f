import * as l10n from '@vscode/l10n';
import { toTsv } from '../shared/tsv';
import { formatCount, summarise } from '../shared/words';
import type { ResultPayload, ToHost, ToRenderer } from '../shared/result';
import { element } from './elements';
import { Pages } from './pages';
import { rangeOf, selectionAfter, selectOnly, type Selection } from './selection';
import { Sheet } from './sheet';

/** One result: what the user does with it, and the line below that says what it is. */
export class Grid {
  readonly root = element('casebook-result');
  private readonly summary = element('casebook-summary');
  private readonly note = element('casebook-note', { role: 'status' });
  private readonly resized = new ResizeObserver(() => this.paint());
  private readonly pages: Pages;
  private readonly sheet: Sheet;
  private selection: Selection = selectOnly({ row: 0, column: 0 });
  private expired = false;

  constructor(
    container: HTMLElement,
    private payload: ResultPayload,
    private readonly post: (message: ToHost) => void,
  ) {
    container.classList.add('casebook-output');
    container.replaceChildren(this.root);
    this.pages = new Pages(payload, post);
    this.sheet = new Sheet(this.root, payload);
    this.root.append(this.sheet.view, element('casebook-footer', {}, this.summary, this.note));
    this.listen(this.sheet.view);
    this.update(payload);
    this.resized.observe(this.sheet.view);
  }

  get resultId(): string {
    return this.payload.resultId;
  }

  /** The same result, with more rows than before. */
  update(payload: ResultPayload): void {
    this.payload = payload;
    this.pages.update(payload);
    this.summary.textContent = payload.columns.length === 0 ? l10n.t('{0}; the statement has no columns', summarise(payload)) : summarise(payload);
    this.sheet.view.hidden = payload.columns.length === 0;
    this.sheet.view.ariaLabel = this.summary.textContent;
    this.sheet.fit(payload.rows);
    this.sheet.setRowCount(payload.rowCount);
    this.paint();
  }

  receive(message: ToRenderer): void {
    switch (message.kind) {
      case 'page':
        this.pages.receive(message);
        this.sheet.fit(message.rows);
        this.paint();
        return;
      case 'copied':
        this.sayCopied(message.rows, message.columns);
        return;
      case 'expired':
        this.expire();
        return;
    }
  }

  dispose(): void {
    this.resized.disconnect();
    this.root.remove();
  }

  /** The host has the rows no more; the first page is here and stays. */
  private expire(): void {
    if (this.expired) return;
    this.expired = true;
    this.note.textContent = l10n.t('The result is gone since the window was reloaded. Run the cell again.');
    this.root.classList.add('casebook-expired');
    this.sheet.setRowCount(this.payload.rows.length);
    this.selection = selectOnly({ row: 0, column: 0 });
    this.paint();
  }

  private listen(view: HTMLElement): void {
    view.addEventListener('scroll', () => this.paint(), { passive: true });
    view.addEventListener('keydown', (event) => this.onKey(event));
    view.addEventListener('copy', (event) => {
      event.preventDefault();
      this.copy();
    });
    view.addEventListener('mousedown', (event) => {
      const position = this.sheet.positionOf(event.target);
      if (!position || event.button !== 0) return;
      event.preventDefault();
      this.select(event.shiftKey ? { anchor: this.selection.anchor, active: position } : selectOnly(position));
    });
    view.addEventListener('mouseover', (event) => {
      const position = this.sheet.positionOf(event.target);
      if (position && event.buttons === 1) this.select({ anchor: this.selection.anchor, active: position });
    });
    view.addEventListener('click', (event) => {
      if (event.target instanceof Element && !event.shiftKey) this.open(event.target.closest('.casebook-identifier'));
    });
  }

  private onKey(event: KeyboardEvent): void {
    const control = event.ctrlKey || event.metaKey;
    const next = selectionAfter({ key: event.key, shift: event.shiftKey, control }, this.selection, this.sheet.extent);
    if (next) this.select(next);
    else if (control && event.key === 'c') this.copy();
    else if (event.key === 'Enter') this.open(this.sheet.cellAt(this.selection.active)?.querySelector('.casebook-identifier'));
    else return;
    // The workbench has other uses for these keys.
    event.preventDefault();
    event.stopPropagation();
  }

  private select(selection: Selection): void {
    this.selection = selection;
    this.root.classList.add('casebook-used');
    if (!this.expired) this.note.textContent = '';
    this.sheet.reveal(selection.active);
    this.paint();
    this.sheet.cellAt(selection.active)?.focus({ preventScroll: true });
  }

  private open(identifier: Element | null | undefined): void {
    if (identifier?.textContent) this.post({ kind: 'open', id: identifier.textContent });
  }

  /** By the host, which has every row whole; where it has them no more, what is left of them here. */
  private copy(): void {
    const range = rangeOf(this.selection);
    if (!this.expired) {
      this.post({ kind: 'copy', resultId: this.resultId, range });
      return;
    }
    const rows = this.payload.rows.slice(range.rows[0], range.rows[1] + 1).map((row) => row.slice(range.columns[0], range.columns[1] + 1));
    void navigator.clipboard.writeText(toTsv(rows));
  }

  private sayCopied(rows: number, columns: number): void {
    this.note.textContent = rows * columns === 1 ? l10n.t('Copied') : l10n.t('Copied {0} × {1}', formatCount(rows), formatCount(columns));
  }

  private paint(): void {
    const [first, last] = this.sheet.paint(this.pages, this.selection);
    if (!this.expired) this.pages.want(first, last);
  }
}
