import { parentPort } from 'node:worker_threads';
import { formatText, type Formatting, type FormatStyle } from '../../investigation/format';

/** What the worker is asked, one at a time or many at once, and what it answers to `id`. */
export interface FormatRequest {
  readonly id: number;
  readonly text: string;
  readonly style: FormatStyle;
  readonly within: { readonly start: number; readonly end: number };
}
export interface FormatAnswer {
  readonly id: number;
  readonly formatting: Formatting;
}

parentPort?.on('message', ({ id, text, style, within }: FormatRequest) => {
  void formatText(text, style, within).then((formatting) => parentPort?.postMessage({ id, formatting } satisfies FormatAnswer));
});
