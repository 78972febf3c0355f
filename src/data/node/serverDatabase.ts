import * as l10n from '@vscode/l10n';
import { serialize } from 'pg-protocol';
import { succeed, type Result } from '../../domain/failure';
import type { Database, Question, RowReceiver, Rows, Run, RunSummary, Server } from '../database';
import { checkSettings, checkStatement } from '../guard';
import type { History, HistoryEntry } from '../history';
import { maskFailure, maskText } from '../masking/maskText';
import { rightsRefusal } from '../rights';
import { abortable } from './abortable';
import { ColumnTypes } from './columnTypes';
import type { Engine } from './engine';
import { endedFailure, failureOf, isLost, isServersWord, type TimeLimit } from './failures';
import { Pool } from './pool';
import { RowFlow } from './rowFlow';
import { decodeServer, serverQuestion, type Way } from './serverFacts';
import { openSession, type Session } from './session';
import { begin, rollback } from './transaction';
import { Watch } from './watch';

export interface DatabaseOptions {
  readonly name: string;
  /** Whether a role that could do more than read gets runs. */
  readonly acceptRights?: boolean | undefined;
  readonly history: History;
}

const questionTimeout = 10_000;

/** What is asked of a session, within which time. */
interface Asked<T> extends TimeLimit {
  readonly pool: Pool;
  readonly sql: string;
  readonly signal: AbortSignal | undefined;
  readonly work: (session: Session, watch: Watch) => Promise<Result<T>>;
}

/** The port, on anything that speaks PostgreSQL's protocol. */
export class ServerDatabase implements Database {
  readonly connection: string;
  private readonly questions: Pool;
  private readonly runs: Pool;
  private readonly types = new ColumnTypes();
  private readonly watches = new Set<Watch>();
  private server: Promise<Result<Server>> | undefined;
  /** What the last session that was opened told of the way to the server. */
  private way: Way = { direct: true, cancels: true };

  constructor(
    private readonly engine: Engine,
    private readonly options: DatabaseOptions,
  ) {
    this.connection = options.name;
    const { sessions } = engine;
    const open = async (): Promise<Result<Session>> => {
      let opened = await openSession(engine);
      if (!opened.ok && opened.failure.kind === 'busy' && sessions !== 1) {
        // A role may have fewer connections than the two pools keep.
        await Promise.all([this.questions.closeIdle(), this.runs.closeIdle()]);
        opened = await openSession(engine);
      }
      if (opened.ok) this.meet(opened.value.greeting);
      // Whoever answers next may be another.
      else if (opened.failure.kind === 'offline') this.server = undefined;
      return opened;
    };
    this.questions = new Pool(sessions === 1 ? 1 : sessions.questions, open);
    this.runs = sessions === 1 ? this.questions : new Pool(sessions.runs, open);
  }

  async describe(signal?: AbortSignal): Promise<Result<Server>> {
    this.server ??= this.ask(serverQuestion).then((answer) => {
      const server = answer.ok ? decodeServer(this.engine.kind, answer.value, this.way) : answer;
      if (!server.ok) this.server = undefined;
      return server;
    });
    return (await abortable(this.server, signal)) ?? endedFailure('cancelled', { timeout: questionTimeout });
  }

  ask(question: Question, signal?: AbortSignal): Promise<Result<Rows>> {
    return this.recorded({ origin: question.origin, statement: question.name }, this.answer(question, signal), (answer) => answer.rows.length);
  }

  run(run: Run, receiver: RowReceiver, signal: AbortSignal): Promise<Result<RunSummary>> {
    return this.recorded({ origin: run.origin, statement: maskText(run.written ?? run.sql) }, this.perform(run, receiver, signal), (summary) => summary.rowCount);
  }

  async close(): Promise<void> {
    const closing = Promise.all([this.questions.close(), this.runs.close()]);
    for (const watch of this.watches) watch.end('cancelled');
    await closing;
    this.engine.release();
  }

  /** A session that was opened: where a standby became a primary since the last one, or the other way round, the server's facts are asked anew. */
  private meet(way: Required<Way>): void {
    if (this.way.standby !== undefined && this.way.standby !== way.standby) this.server = undefined;
    this.way = way;
  }

  private async answer({ name, sql, parameters, timeout = questionTimeout, holdsUsersSql = false, readsFew = false }: Question, signal?: AbortSignal): Promise<Result<Rows>> {
    const refusal = holdsUsersSql ? await this.refusalOf(sql, signal) : undefined;
    if (refusal) return refusal;
    const work = async (session: Session): Promise<Result<Rows>> => {
      // A pooler gives each transaction some session: a name might not be known there. And what users write changes.
      const statement = session.greeting.direct && !holdsUsersSql ? name : '';
      const { fields, rows } = await session.exchange([
        ...begin(session, { ...(readsFew && session.greeting.settingsForFew), statement_timeout: String(timeout) }),
        ...(session.prepared.has(statement) ? [] : [serialize.parse({ name: statement, text: sql })]),
        serialize.bind({ statement, values: [...parameters] }),
        serialize.describe({ type: 'P' }),
        serialize.execute({}),
        ...rollback(),
      ]);
      if (statement) session.prepared.add(statement);
      const columns = await this.types.columns(session, fields);
      if (holdsUsersSql) await session.rollback();
      return succeed({ columns, rows });
    };
    // The server quotes values that it met: no caller shows or logs them.
    const answer = await this.withSession({ pool: holdsUsersSql ? this.runs : this.questions, sql, timeout, signal, work });
    return answer.ok ? answer : { ok: false, failure: maskFailure(answer.failure, true) };
  }

  private async perform(run: Run, receiver: RowReceiver, signal: AbortSignal): Promise<Result<RunSummary>> {
    const settings = { ...run.settings, statement_timeout: String(Math.min(run.timeout, 2 ** 31 - 1)) };
    const harmless = checkSettings(run.settings ?? {});
    if (!harmless.ok) return harmless;
    const refusal = await this.refusalOf(run.sql, signal);
    if (refusal) return refusal;

    const limit = { timeout: run.timeout, raise: l10n.t('Give it more with "-- @timeout 5min" in its cell, or give all more with the setting "casebook.notebook.statementTimeout".') };
    return this.withSession({
      pool: this.runs,
      sql: run.sql,
      ...limit,
      signal,
      work: async (session, watch) => {
        const summary = await this.stream(session, run, settings, receiver, watch, limit);
        watch.dispose();
        await session.rollback();
        return summary;
      },
    });
  }

  /** Why a statement of a user's is not run here. */
  private async refusalOf(sql: string, signal: AbortSignal | undefined): Promise<Result<never> | undefined> {
    const checked = await checkStatement(sql);
    if (!checked.ok) return checked;
    const server = await this.describe(signal);
    if (!server.ok) return server;
    return this.options.acceptRights ? undefined : rightsRefusal(server.value, this.connection);
  }

  private async stream(session: Session, run: Run, settings: Readonly<Record<string, string>>, receiver: RowReceiver, watch: Watch, limit: TimeLimit): Promise<Result<RunSummary>> {
    const { portalRows } = this.engine;
    const started = performance.now();
    const parse = serialize.parse({ text: run.sql });
    const { fields } = await session.exchange([...begin(session, settings), parse, serialize.describe({ type: 'S' })]);
    const parseAgain = this.types.unknown(fields);
    receiver.columns(await this.types.columns(session, fields));

    const flow = new RowFlow(receiver, run.limit, session, portalRows === 0);
    watch.stop = () => {
      flow.discard();
      session.interrupt();
    };
    let tag: string | undefined;
    let messages = [...(parseAgain ? [parse] : []), serialize.bind({ values: [...run.parameters] })];
    while (tag === undefined && !watch.endedBy) {
      const rows = portalRows && Math.min(portalRows, run.limit - flow.rowCount + 1);
      try {
        ({ tag } = await session.exchange([...messages, serialize.execute({ rows })], flow.row));
      } catch (error) {
        await flow.drained();
        // Past the limit the answer is complete, however the statement ended.
        if (!flow.more || !isServersWord(error)) throw error;
      }
      // A portal counts its last Execute alone, and a cut answer none.
      if (flow.more || tag?.startsWith('SELECT ')) tag = `SELECT ${flow.rowCount}`;
      await flow.drained();
      messages = [];
    }
    if (watch.endedBy || tag === undefined) return endedFailure(watch.endedBy ?? 'cancelled', limit);
    const ended = performance.now();
    return succeed({ rowCount: flow.rowCount, more: flow.more, firstRowMs: (flow.firstRowAt ?? ended) - started, elapsedMs: ended - started, tag });
  }

  /** Work on a session of one's own. Where the way to the server was cut while the session was idle, it is done on another: nobody has seen anything of it, and it only reads. */
  private async withSession<T>(asked: Asked<T>): Promise<Result<T>> {
    const acquired = await asked.pool.acquire(asked.timeout, asked.signal);
    if (!acquired.ok) return acquired;
    return (await this.workOn(acquired.value, asked)) ?? this.withSession(asked);
  }

  /** What the work throws becomes a failure, and the session is made clean; undefined where it was stale. */
  private async workOn<T>(session: Session, asked: Asked<T>): Promise<Result<T> | undefined> {
    const { pool, sql, timeout, signal, work } = asked;
    const started = performance.now();
    const watch = new Watch(timeout + this.engine.grace, () => session.interrupt(), signal);
    this.watches.add(watch);
    try {
      return watch.endedBy ? endedFailure(watch.endedBy, asked) : await work(session, watch);
    } catch (error) {
      watch.dispose();
      if (isLost(error)) {
        this.server = undefined;
        // What was lost on the way took the idle sessions with it, or will.
        for (const pool of [this.questions, this.runs]) pool.abandon();
        if (session.stale && !watch.endedBy) return undefined;
      }
      await session.rollback();
      return { ok: false, failure: failureOf(error, sql, { ...asked, endedBy: watch.endedBy, overdue: performance.now() - started >= timeout, unreachable: session.unreachable }) };
    } finally {
      this.watches.delete(watch);
      watch.dispose();
      pool.release(session);
    }
  }

  private async recorded<T>(asked: Pick<HistoryEntry, 'origin' | 'statement'>, answer: Promise<Result<T>>, rowCount: (value: T) => number): Promise<Result<T>> {
    const started = performance.now();
    const at = new Date().toISOString();
    const result = await answer;
    this.options.history.append({
      at,
      connection: this.connection,
      ...asked,
      outcome: result.ok ? 'done' : result.failure.kind,
      rowCount: result.ok ? rowCount(result.value) : 0,
      elapsedMs: performance.now() - started,
    });
    return result;
  }
}
