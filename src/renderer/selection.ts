/** Where a cell is shown. The header's row is -1. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** The focused cell, and where the selected rectangle began. */
export interface Selection {
  readonly anchor: Position;
  readonly active: Position;
}

/** Rows and columns as shown, both ends included. */
export interface Range {
  readonly rows: readonly [first: number, last: number];
  readonly columns: readonly [first: number, last: number];
}

export const headerRow = -1;

export const isSame = (one: Position, other: Position): boolean => one.row === other.row && one.column === other.column;

export const selectOnly = (active: Position): Selection => ({ anchor: active, active });

export const rangeOf = ({ anchor, active }: Selection): Range => ({
  rows: [Math.min(anchor.row, active.row), Math.max(anchor.row, active.row)],
  columns: [Math.min(anchor.column, active.column), Math.max(anchor.column, active.column)],
});

export const isSelected = ({ rows, columns }: Range, { row, column }: Position): boolean => row >= rows[0] && row <= rows[1] && column >= columns[0] && column <= columns[1];

/** Of a KeyboardEvent, what a move depends on. Command is Control on a Mac. */
export interface Stroke {
  readonly key: string;
  readonly shift: boolean;
  readonly control: boolean;
}

/** The size of the grid, and the rows of one page up or down. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

/** The selection after a key, or undefined where the key moves nothing: as the ARIA grid pattern has it. */
export function selectionAfter(stroke: Stroke, selection: Selection, extent: Extent): Selection | undefined {
  const { rows, columns } = extent;
  if (columns === 0) return undefined;
  if (stroke.control && stroke.key === 'a') return rows === 0 ? undefined : { anchor: { row: rows - 1, column: columns - 1 }, active: { row: 0, column: 0 } };
  if (stroke.key === ' ') return wholeOf(stroke, selection.active, extent);
  if (stroke.key === 'Escape') return selection.anchor === selection.active ? undefined : selectOnly(selection.active);
  const target = targetOf(stroke, selection.active, extent);
  if (!target) return undefined;
  // One up from the first row is the header, which no range reaches into.
  const top = stroke.shift || (stroke.control && selection.active.row !== headerRow) || stroke.key === 'PageUp' ? 0 : headerRow;
  if (stroke.shift && (selection.active.row === headerRow || rows === 0)) return undefined;
  const active = { row: Math.max(rows === 0 ? headerRow : top, Math.min(rows - 1, target.row)), column: Math.max(0, Math.min(columns - 1, target.column)) };
  return stroke.shift ? { anchor: selection.anchor, active } : selectOnly(active);
}

/** Its column with Control, its row with Shift. */
function wholeOf({ shift, control }: Stroke, { row, column }: Position, { rows, columns }: Extent): Selection | undefined {
  if (shift === control || rows === 0 || (shift && row === headerRow)) return undefined;
  return shift ? { anchor: { row, column: columns - 1 }, active: { row, column: 0 } } : { anchor: { row: rows - 1, column }, active: { row: 0, column } };
}

function targetOf({ key, control }: Stroke, { row, column }: Position, { rows, columns, page }: Extent): Position | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: control ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: control ? rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: control ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: control ? columns - 1 : column + 1 };
    case 'PageUp':
      return { row: row - page, column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return { row: control ? 0 : row, column: 0 };
    case 'End':
      return { row: control ? rows - 1 : row, column: columns - 1 };
    default:
      return undefined;
  }
}
