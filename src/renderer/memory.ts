import type { Arrangement } from '../shared/arrangement';
import type { LayoutState } from './layout';
import type { Position } from './selection';

/** What a user has made of a grid, for when it is shown again. */
export interface GridState {
  readonly arrangement: Arrangement;
  readonly layout: LayoutState;
  readonly topRow: number;
  readonly active: Position;
}

/** Milliseconds: a selection that is drawn changes with each cell. */
const patience = 200;

/** Keeps the state of a grid, a little after it has changed. */
export class Memory {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly read: () => GridState,
    private readonly keep: (state: GridState) => void,
  ) {}

  keepSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.keep(this.read());
    }, patience);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
