import * as l10n from '@vscode/l10n';
import { Worker } from 'node:worker_threads';
import { fail, succeed, type Result } from '../../domain/failure';
import type { Formatting, FormatStyle } from '../../investigation/format';
import type { FormatAnswer, FormatRequest } from './worker';

/**
 * The formatter in a thread of its own: to load it takes longer than the extension host may stand still, and so does a long
 * text. Started by the first request, and anew after a crash.
 */
export class Formatter {
  private readonly open = new Map<number, (outcome: Result<Formatting>) => void>();
  private worker: Worker | undefined;
  private requests = 0;

  constructor(private readonly file: string) {}

  format(text: string, style: FormatStyle, within: { readonly start: number; readonly end: number }): Promise<Result<Formatting>> {
    const id = ++this.requests;
    return new Promise((resolve) => {
      this.open.set(id, resolve);
      this.worker ??= this.start();
      this.worker.postMessage({ id, text, style, within } satisfies FormatRequest);
    });
  }

  dispose(): void {
    void this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(this.file, { stdout: false, stderr: false });
    worker.on('message', ({ id, formatting }: FormatAnswer) => this.settle(id, succeed(formatting)));
    let reason = '';
    worker.on('error', (error) => (reason = error.message));
    worker.on('exit', () => {
      this.worker = undefined;
      for (const id of this.open.keys()) this.settle(id, fail('unsupported', l10n.t('The formatter stopped, and nothing was changed. {0}', reason)));
    });
    worker.unref();
    return worker;
  }

  private settle(id: number, outcome: Result<Formatting>): void {
    this.open.get(id)?.(outcome);
    this.open.delete(id);
  }
}
