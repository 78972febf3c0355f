import { setTimeout as delay } from 'node:timers/promises';
import { succeed, type Result } from '../../domain/failure';
import type { Row } from '../database';
import type { Engine, Link } from './engine';
import { exchange, type Answer } from './exchange';
import { connectFailureOf, isLost, lockTimeout } from './failures';
import type { Way } from './serverFacts';
import { execute, rollback } from './transaction';

/** Milliseconds in which a stopped statement, a rollback or a goodbye must have settled; then the session is given up. */
const patience = 5000;

/** Milliseconds after which a request to stop is repeated. */
const again = 250;

/** Milliseconds of silence after which a session is not trusted to be there, and in which it must answer then. */
const silence = 30_000;
const answerTime = 1000;

/** What its opening tells of a session. */
export interface Greeting extends Required<Way> {
  /** Settings of every transaction. */
  readonly settings: Readonly<Record<string, string>>;
  /** More settings, of a transaction that reads few rows. */
  readonly settingsForFew: Readonly<Record<string, string>>;
}

/** One session of a server, used by one at a time. Nothing is sent while an interrupt is under way. */
export class Session {
  /** Names of the statements prepared here. */
  readonly prepared = new Set<string>();
  /** False once the server or the way to it is gone. */
  alive = true;
  /** True once the server could not be told to stop, or did not settle when it was. */
  unreachable = false;
  /** True once a round trip after a rest was lost with no word of an answer: the way had been cut meanwhile. */
  stale = false;
  private rested = false;
  private running = false;
  /** By the wall clock: others may stand still while the machine sleeps. */
  private heardAt = Date.now();
  /** Of the round trip that is under way, or of the last one. */
  private settled: Promise<void> = Promise.resolve();
  private interrupting: Promise<void> | undefined;
  private impatient: NodeJS.Timeout | undefined;

  constructor(
    private readonly link: Link,
    readonly greeting: Greeting,
    /** As the engine's. */
    readonly lasting: boolean,
  ) {
    const lost = (): void => void (this.alive = false);
    link.client.on('error', lost);
    link.client.on('end', lost);
  }

  /** One round trip; settles when the statement has and an interrupt of it is over. */
  async exchange(messages: readonly Buffer[], row?: (cells: Row) => void): Promise<Answer> {
    this.running = true;
    let settle = (): void => undefined;
    this.settled = new Promise((resolve) => (settle = resolve));
    const begun = (): void => void (this.rested = false);
    try {
      return await exchange(this.link.client, messages, row, begun);
    } catch (error) {
      if (isLost(error)) {
        this.stale = this.rested;
        this.destroy();
      }
      throw error;
    } finally {
      this.running = false;
      settle();
      this.heardAt = Date.now();
      clearTimeout(this.impatient);
      await this.interrupting;
      this.interrupting = undefined;
    }
  }

  /** Stops the round trip that is under way; without one it does nothing. */
  interrupt(): void {
    if (!this.running || this.interrupting) return;
    const giveUp = (): void => {
      this.unreachable = true;
      this.destroy();
    };
    this.impatient = setTimeout(giveUp, patience);
    this.interrupting = this.insist().catch(giveUp);
  }

  /** The server forgets a request that it notices between two messages of a round trip (two of four were lost on a statement that took long to plan), so it is asked again until that has settled. */
  private async insist(): Promise<void> {
    while (this.running) {
      await this.link.interrupt();
      await Promise.race([this.settled, delay(again, undefined, { ref: false })]);
    }
  }

  /** Nobody uses it for a while. */
  rest(): void {
    this.rested = true;
  }

  /** Whether the server still answers. After a silence it is asked: a way that was cut tells nobody. */
  async answers(): Promise<boolean> {
    if (this.lasting || Date.now() - this.heardAt < silence) return this.alive;
    const impatient = setTimeout(() => this.destroy(), answerTime);
    try {
      await this.exchange([]);
    } catch {
      this.destroy();
    } finally {
      clearTimeout(impatient);
    }
    return this.alive;
  }

  /**
   * Ends the transaction, and whatever else a statement left behind; behind a pooler those are the advisory locks that a function took, and both
   * before the one Sync, after which the server's session is another client's. A session that cannot is given up.
   */
  async rollback(): Promise<void> {
    if (!this.alive) return;
    const impatient = setTimeout(() => this.destroy(), patience);
    try {
      await this.exchange([...rollback(), ...execute(this.greeting.direct ? 'discard all' : 'select pg_catalog.pg_advisory_unlock_all()')]);
      this.prepared.clear();
    } catch {
      this.destroy();
    } finally {
      clearTimeout(impatient);
    }
  }

  pause(): void {
    this.link.client.connection.stream.pause();
  }

  resume(): void {
    this.link.client.connection.stream.resume();
  }

  /** Gives it up without a word to the server. */
  destroy(): void {
    this.alive = false;
    void this.link.destroy();
  }

  async close(): Promise<void> {
    this.alive = false;
    const impatient = setTimeout(() => void this.link.destroy(), patience);
    try {
      await this.link.close();
    } catch {
      // One that could not say goodbye is as gone.
      this.destroy();
    } finally {
      clearTimeout(impatient);
    }
  }
}

/** Connects, and asks in one trip what this server can do. */
export async function openSession(engine: Engine): Promise<Result<Session>> {
  const connected = await engine.connect().catch((error: unknown): Result<Link> => ({ ok: false, failure: connectFailureOf(error) }));
  if (!connected.ok) return connected;
  const { client, processId } = connected.value;
  const rows: Row[] = [];
  let checksClient = true;
  try {
    await exchange(client, [...execute(greetingSql), ...execute('select pg_catalog.set_config($1, $2, true)', ...Object.entries(checkOfClient).flat())], (row) => rows.push(row));
  } catch (error) {
    // The setting is unknown before PostgreSQL 14, and on platforms that cannot tell that a client is gone.
    checksClient = false;
    if (isLost(error) || rows.length === 0) {
      await connected.value.destroy();
      return { ok: false, failure: connectFailureOf(error) };
    }
  }
  const [backend, standby, jit, ...few] = rows[0] ?? [];
  const greeting: Greeting = {
    direct: engine.kind === 'embedded' || backend === String(processId),
    cancels: processId !== 0,
    standby: standby === 't',
    settings: { ...commonSettings, ...(jit !== null && { jit: 'off' }), ...(checksClient && checkOfClient) },
    settingsForFew: Object.fromEntries(Object.entries(settingsForFew).filter((_, index) => few[index] !== null)),
  };
  return succeed(new Session(connected.value, greeting, engine.lasting));
}

const checkOfClient = { client_connection_check_interval: '2s' };

/** Planning a card takes longer than reading it, and so does starting workers, even for a branch that is then not run (12 ms). */
const settingsForFew = { plan_cache_mode: 'force_generic_plan', max_parallel_workers_per_gather: '0' };

/** The session's process, whether the server is a standby, and which of the settings it knows. */
const greetingSql = `select pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(), ${['jit', ...Object.keys(settingsForFew)].map((name) => `pg_catalog.current_setting('${name}', true)`).join(', ')}`;

/** The strings' syntax is the one by which the guard read the statement. */
const commonSettings = { lock_timeout: String(lockTimeout), idle_in_transaction_session_timeout: '60s', standard_conforming_strings: 'on' };
