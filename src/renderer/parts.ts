import type { Arrangement } from '../shared/arrangement';
import type { ResultPayload } from '../shared/result';
import type { ToHost } from '../shared/toHost';
import type { Face } from './face';
import type { Pages } from './pages';
import type { Popup } from './popup';
import type { Selection } from './selection';
import type { Sheet } from './sheet';

/** Of a grid, what acts on its cells and columns. */
export interface GridParts {
  readonly payload: ResultPayload;
  readonly isExpired: boolean;
  readonly faces: readonly Face[];
  readonly sheet: Sheet;
  readonly pages: Pages;
  readonly popup: Popup;
  readonly selection: Selection;
  /** Whether the user has been here. */
  readonly isUsed: boolean;
  post(message: ToHost): void;
  select(selection: Selection): void;
  arrange(arrangement: Arrangement): void;
  /** Columns stand elsewhere: `rebuild` where other columns are at the places. */
  relayout(rebuild: boolean): void;
  /** Values are shown otherwise. */
  refill(): void;
  say(text: string): void;
}
