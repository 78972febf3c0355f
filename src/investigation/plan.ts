import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { fail, succeed, type Result } from '../domain/failure';
import { formatCount } from '../shared/words';

/** A node of a plan as `explain (format json)` writes it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Total Cost': number;
  readonly 'Plan Rows': number;
  /** Of one loop, as the two after it; they are there after `analyze`. */
  readonly 'Actual Total Time'?: number | undefined;
  readonly 'Actual Rows'?: number | undefined;
  readonly 'Actual Loops'?: number | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
  readonly [key: string]: unknown;
}

const planNode: z.ZodMiniType<PlanNode> = z.looseObject({
  'Node Type': z.string(),
  'Total Cost': z.number(),
  'Plan Rows': z.number(),
  'Actual Total Time': z.optional(z.number()),
  'Actual Rows': z.optional(z.number()),
  'Actual Loops': z.optional(z.number()),
  get Plans() {
    return z.optional(z.array(planNode));
  },
});
const answer = z.tuple([z.object({ Plan: planNode })]);

/** What marks a node whose own share of the whole is the largest, or at least this. */
export const costlyMark = '▲';
const costlyShare = 0.2;
/** What stands in the place of the mark elsewhere: an editor draws guides into lines that begin with spaces. */
const edge = '│';

/** One line of a plan as a tree. */
interface Line {
  readonly tree: string;
  /** What the node takes without those beneath it, in milliseconds where it was run, else in the planner's units of cost. */
  readonly own: number;
  readonly rows: number;
  readonly expectedRows: number;
  readonly details: readonly string[];
}

/** A plan as a text that shows the tree, each node with what it takes for itself; the costly ones are marked. Fails where the server wrote another form. */
export function planInWords(json: string): Result<string> {
  const read = answer.safeParse(parsed(json));
  if (!read.success) return fail('unsupported', l10n.t('This server writes its plans in a form that Casebook does not know.'), { hint: l10n.t('Write "explain" before the statement and run it: that shows the plan as the server writes it.') });
  const [{ Plan: root }] = read.data;
  const isAnalyzed = root['Actual Total Time'] !== undefined;
  const lines = linesOf(root, '', '');
  const whole = lines.reduce((sum, { own }) => sum + own, 0);
  const most = Math.max(...lines.map(({ own }) => own));
  const texts = lines.flatMap(({ tree, own, rows, expectedRows, details }) => {
    const isCostly = own > 0 && (own === most || own >= costlyShare * whole);
    const numbers = [`${whole === 0 ? 0 : Math.round((100 * own) / whole)} %`.padStart(6), amount(own).padStart(12), formatCount(Math.round(rows)).padStart(12), ...(isAnalyzed ? [formatCount(Math.round(expectedRows)).padStart(12)] : [])].join('');
    return [`${isCostly ? costlyMark : edge}${numbers}   ${tree}`, ...details.map((detail) => `${edge}${' '.repeat(numbers.length + 3)}${detail}`)];
  });
  const titles = [l10n.t('share').padStart(6), (isAnalyzed ? l10n.t('ms') : l10n.t('cost')).padStart(12), l10n.t('rows').padStart(12), ...(isAnalyzed ? [l10n.t('expected').padStart(12)] : [])].join('');
  return succeed([edge + titles, ...texts].join('\n'));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const amount = (value: number): string => value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function linesOf(node: PlanNode, before: string, beneath: string): Line[] {
  const children = node.Plans ?? [];
  const loops = node['Actual Loops'] ?? 1;
  const indent = `${beneath}${children.length > 0 ? '│  ' : '   '}`;
  return [
    {
      tree: before + titleOf(node),
      // A node that ends early (Limit) takes less than those beneath it would.
      own: Math.max(0, takenBy(node) - children.reduce((sum, child) => sum + takenBy(child), 0)),
      rows: (node['Actual Rows'] ?? node['Plan Rows']) * loops,
      expectedRows: node['Plan Rows'] * loops,
      details: detailsOf(node).map((detail) => indent + detail),
    },
    ...children.flatMap((child, index) => (index === children.length - 1 ? linesOf(child, `${beneath}└─ `, `${beneath}   `) : linesOf(child, `${beneath}├─ `, `${beneath}│  `))),
  ];
}

const takenBy = (node: PlanNode): number => (node['Actual Total Time'] === undefined ? node['Total Cost'] : node['Actual Total Time'] * (node['Actual Loops'] ?? 1));

/** As PostgreSQL's own text has it: `Hash Left Join`, `Index Scan using disputes_pkey on disputes d`. */
function titleOf(node: PlanNode): string {
  const text = (key: string): string => (typeof node[key] === 'string' ? node[key] : '');
  const join = text('Join Type');
  const type = join === '' || join === 'Inner' ? node['Node Type'] : `${node['Node Type'].replace(/ Join$/, '')} ${join} Join`;
  const relation = text('Relation Name') || text('CTE Name') || text('Function Name');
  const alias = text('Alias');
  return [
    text('Subplan Name') && `${text('Subplan Name')}:`,
    type,
    text('Index Name') && `using ${text('Index Name')}`,
    relation && `on ${relation}${alias && alias !== relation ? ` ${alias}` : ''}`,
  ]
    .filter(Boolean)
    .join(' ');
}

const detailKeys = ['Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Filter', 'Rows Removed by Filter', 'Sort Key', 'Group Key', 'Sort Method', 'Workers Launched'];

function detailsOf(node: PlanNode): string[] {
  return detailKeys.flatMap((key) => {
    const value = node[key];
    if (Array.isArray(value)) return [`${key}: ${value.join(', ')}`];
    return typeof value === 'string' || (typeof value === 'number' && value > 0) ? [`${key}: ${value}`] : [];
  });
}
