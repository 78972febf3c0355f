import * as l10n from '@vscode/l10n';
import type { Row } from '../data/database';
import { fail } from '../domain/failure';
import { lex } from './lexer';
import { costlyMark, planInWords } from './plan';
import { prepare, runStatement, type CellOutcome, type RunContext } from './run';

/**
 * The plans of a cell's statements, as a text: what the server would do, or with `analyze` what it did. That runs them, read-only as every
 * run is, and shows none of their rows.
 */
export async function explainCell(context: RunContext, cell: number, analyze: boolean, signal: AbortSignal): Promise<CellOutcome<string>> {
  const prepared = await prepare(context, cell, signal);
  if (!prepared.ok) return prepared;
  const { source, statements, directives } = prepared.value;
  const parts: string[] = [];
  for (const [index, statement] of statements.entries()) {
    const [first] = lex(statement.text).filter(({ kind }) => kind !== 'lineComment' && kind !== 'blockComment');
    const keyword = first && statement.text.slice(first.start, first.end).toLowerCase();
    if (first && (keyword === 'explain' || keyword === 'show')) {
      const { failure } = fail('unsupported', keyword === 'show' ? l10n.t('SHOW has no plan.') : l10n.t('This statement asks for a plan itself: run it.'));
      return { ok: false, failure: { failure, range: { start: statement.start + first.start, end: statement.start + first.end } } };
    }
    const rows: Row[] = [];
    const bounds = { origin: 'cell', limit: context.defaults.limit, timeout: directives.timeout ?? context.defaults.timeout, prefix: `explain (format json${analyze ? ', analyze' : ''}) ` } as const;
    const run = await runStatement(context, prepared.value, statement, bounds, () => ({ masked: { columns: () => undefined, rows: (batch) => void rows.push(...batch) } }), signal);
    if (!run.ok) return run;
    const plan = planInWords(rows.map(([line]) => line).join('\n'));
    if (!plan.ok) return { ok: false, failure: { failure: plan.failure } };
    const what = statements.length === 1 ? l10n.t('Plan on {0}', source.name) : l10n.t('Plan of statement {0} on {1}', index + 1, source.name);
    parts.push(`${what}\n\n${plan.value}\n`);
  }
  if (parts.length === 0) return { ok: false, failure: { failure: fail('notFound', l10n.t('This cell has no statement.')).failure } };
  const how = analyze ? l10n.t('The statements were run, and none of their rows are shown.') : l10n.t('Nothing was run: costs and rows are the planner’s estimates.');
  return { ok: true, value: `${how}\n${l10n.t('{0} marks what takes most.', costlyMark)} ${l10n.t('A share is a node’s own.')}\n\n${parts.join('\n')}` };
}
