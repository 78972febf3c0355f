/** One line of the table: what was measured, Casebook beside the reference. */
export interface Line {
  readonly what: string;
  readonly casebook: number;
  readonly reference?: number;
  readonly unit: 'ms' | 'MB' | '';
  readonly goal: Goal;
}

export interface Goal {
  readonly words: string;
  readonly reached: (casebook: number, reference: number) => boolean;
}

/** Goals by what they compare: a time beside the reference's, or a number by itself. */
export const goals = {
  asFastAs: { words: '≤ 1.0 ×', reached: (casebook, reference) => casebook <= reference },
  times: (factor: number): Goal => ({ words: `≤ ${factor} ×`, reached: (casebook, reference) => casebook <= reference * factor }),
  plus: (milliseconds: number): Goal => ({ words: `≤ + ${milliseconds} ms`, reached: (casebook, reference) => casebook <= reference + milliseconds }),
  atMost: (most: number): Goal => ({ words: `≤ ${most}`, reached: (casebook) => casebook <= most }),
} satisfies Record<string, Goal | ((number: number) => Goal)>;

export const isReached = ({ goal, casebook, reference }: Line): boolean => goal.reached(casebook, reference ?? NaN);

const figure = (value: number | undefined, unit: string): string => (value === undefined ? '–' : `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`.trim());

export function printTable(lines: readonly Line[], caption: string): string {
  const rows = lines.map((line) => [
    line.what,
    figure(line.casebook, line.unit),
    figure(line.reference, line.unit),
    line.reference ? (line.casebook / line.reference).toFixed(2) : '–',
    line.goal.words,
    isReached(line) ? 'yes' : 'no',
  ]);
  const all = [['what', 'Casebook', 'reference', 'ratio', 'goal', 'reached'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const [head, ...body] = all.map((row) => `| ${row.map((cell, column) => (column > 0 && column < 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`);
  return [caption, '', head, `|${widths.map((width, column) => (column > 0 && column < 4 ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`, ...body].join('\n');
}
