import type { Ask } from '../shared/toHost';
import type { ToRenderer, Told } from '../shared/toRenderer';
import { columnSummary } from './columnSummary';
import { copyText } from './copy';
import { cut, cutRows } from './page';
import type { ResultStore } from './resultStore';
import { Views } from './view';

/** A value in the grid has room for less; the clipboard gets it whole. */
const longestInPage = 1000;
/** Characters: as many as a person can look through. */
const longestInspected = 1_000_000;

/** Answers what grids ask about results. Rejects where a later question has taken the place of this one. */
export class Answers {
  private readonly views = new Views();

  constructor(private readonly store: ResultStore) {}

  async answer(asked: Ask<'page' | 'value' | 'columnSummary' | 'chart'>): Promise<ToRenderer> {
    const { resultId } = asked;
    const stored = this.store.get(resultId);
    if (!stored) return { kind: 'expired', resultId };
    if (asked.kind === 'chart') {
      const { chartOf } = await import('./chart');
      return { kind: 'chart', resultId, chart: await chartOf(stored, asked.specification) };
    }
    const { view } = asked;
    const rows = await this.views.of(stored, asked.arrangement);
    switch (asked.kind) {
      case 'page':
        return { kind: 'page', resultId, view, rowCount: rows.rowCount, first: asked.first, ...cutRows(rows.rows(asked.first, asked.count), longestInPage) };
      case 'value': {
        const { row, column } = asked;
        const whole = row < rows.rowCount ? rows.value(row, column) : null;
        const value = whole === null ? null : cut(whole, longestInspected);
        return { kind: 'value', resultId, view, row, column, value, ...(whole !== value && { length: whole?.length ?? 0 }) };
      }
      case 'columnSummary':
        return { kind: 'columnSummary', resultId, view, column: asked.column, summary: await columnSummary(rows, asked.column) };
    }
  }

  /** The text for the clipboard, and what to tell the grid; no text where it is too much, or the result is gone. */
  async copy(asked: Ask<'copy'>): Promise<{ readonly text?: string; readonly told: Told<'copied' | 'expired'> }> {
    const { resultId, rows: [first, last], columns } = asked;
    const stored = this.store.get(resultId);
    if (!stored) return { told: { kind: 'expired', resultId } };
    const view = await this.views.of(stored, asked.arrangement);
    const text = await copyText(view, asked);
    return { ...(text !== undefined && { text }), told: { kind: 'copied', resultId, rows: Math.max(0, Math.min(last + 1, view.rowCount) - first), columns: columns.length } };
  }
}
