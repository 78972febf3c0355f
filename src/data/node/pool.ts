import * as l10n from '@vscode/l10n';
import { cancelled, fail, succeed, type Result } from '../../domain/failure';
import { abortable } from './abortable';
import type { Session } from './session';

const idleMs = 5 * 60_000;

/** At most `size` sessions, opened when needed, closed after five idle minutes unless they last. Who finds none free waits in line. */
export class Pool {
  private readonly idle: { readonly session: Session; readonly timer: NodeJS.Timeout | undefined }[] = [];
  private readonly waiting: (() => void)[] = [];
  private taken = 0;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly size: number,
    private readonly open: () => Promise<Result<Session>>,
  ) {}

  /** A session of one's own until `release`. Fails as opening does, with `cancelled`, or with `busy` after `patience` milliseconds. */
  async acquire(patience: number, signal?: AbortSignal): Promise<Result<Session>> {
    if (signal?.aborted) return cancelled();
    if (this.taken >= this.size) {
      const turn = await this.turn(patience, signal);
      if (!turn.ok) return turn;
    } else {
      this.taken += 1;
    }
    return this.take(patience, signal);
  }

  /** A session for a place that is taken. */
  private async take(patience: number, signal: AbortSignal | undefined): Promise<Result<Session>> {
    for (let held = this.idle.pop(); held; held = this.idle.pop()) {
      clearTimeout(held.timer);
      if (await held.session.answers()) return succeed(held.session);
      this.abandon();
    }
    const opening = this.closing ? Promise.resolve(closed()) : this.open();
    const opened = await abortable(opening, signal).catch((bug: unknown) => {
      this.free();
      throw bug;
    });
    if (opened?.ok && !this.closing) return opened;
    if (opened?.ok === false && opened.failure.kind === 'busy' && this.taken > 1) {
      // The server has no more for us: those that we have go round.
      this.taken -= 1;
      const turn = await this.turn(patience, signal);
      return turn.ok ? this.take(patience, signal) : turn;
    }
    void opening.then(
      (late) => (late.ok ? this.release(late.value) : this.free()),
      () => this.free(),
    );
    if (opened?.ok) return closed();
    return opened ?? cancelled();
  }

  release(session: Session): void {
    if (!session.alive || this.closing) {
      void this.end(session);
      return;
    }
    session.rest();
    const timer = session.lasting ? undefined : setTimeout(() => this.tire(session), idleMs).unref();
    this.idle.push({ session, timer });
    this.free();
  }

  private tire(session: Session): void {
    this.idle.splice(
      this.idle.findIndex((held) => held.session === session),
      1,
    );
    this.taken += 1;
    void this.end(session);
  }

  /** Gives up whatever is idle, where the way to the server was lost. */
  abandon(): void {
    for (const { session, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      session.destroy();
    }
  }

  /** Ends whatever is idle; settles when it is gone. */
  async closeIdle(): Promise<void> {
    await Promise.all(
      this.idle.splice(0).map(async ({ session, timer }) => {
        clearTimeout(timer);
        this.taken += 1;
        await this.end(session);
      }),
    );
  }

  /** Its place is free once it is gone: the embedded engine lets nobody in before that. */
  private async end(session: Session): Promise<void> {
    await session.close();
    this.free();
  }

  /** No session is given out any more; settles when the last one is back and closed. */
  close(): Promise<void> {
    return (this.closing ??= this.drain());
  }

  private async drain(): Promise<void> {
    await this.closeIdle();
    while (this.taken > 0) {
      await this.turn();
      this.free();
    }
  }

  /** The next in line, or nobody, gets the place. */
  private free(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.taken -= 1;
  }

  private turn(patience = 2 ** 31 - 1, signal?: AbortSignal): Promise<Result<void>> {
    return new Promise((resolve) => {
      const settle = (result: Result<void>): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        resolve(result);
      };
      const leave = (result: Result<void>): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        settle(result);
      };
      const enter = (): void => settle(succeed(undefined));
      const abort = (): void => leave(cancelled());
      const timer = setTimeout(() => leave(fail('busy', l10n.t('Every session of this connection is taken by a statement that is still running.'))), patience);
      signal?.addEventListener('abort', abort);
      this.waiting.push(enter);
    });
  }
}

const closed = (): ReturnType<typeof fail> => fail('offline', l10n.t('This connection is closed.'));
