import { EventEmitter, type Event } from 'vscode';
import type { Database, Question, Server } from '../../data/database';
import { usedLayout, type Layout, type Source } from '../../data/layouts/layout';
import { succeed, type Failure, type Result } from '../../domain/failure';
import { readLayouts } from './settings';

/** A connection as the window holds it. `open` makes its database; nothing is sent before it is asked something. */
export interface Connection {
  readonly name: string;
  /** One line for people: `user@host:port/database`, or what the embedded one holds. */
  readonly place: string;
  readonly kind: 'postgres' | 'embedded';
  readonly production: boolean;
  /** The layout's id where it is set by hand. */
  readonly layout?: string;
  /** Whether the user said yes to a role that could do more than read. */
  readonly acceptsRights: boolean;
  /** Two of one name with another identity are not the same database. */
  readonly identity: string;
  readonly open: () => Promise<Database>;
}

/** What a connect found out. */
export interface Findings {
  readonly server: Server;
  readonly layouts: readonly Layout[];
  /** One question's round trip, milliseconds. */
  readonly latencyMs: number;
}

export type ConnectionState = { readonly kind: 'closed' } | { readonly kind: 'untrusted' } | { readonly kind: 'opening' } | ({ readonly kind: 'open' } & Findings) | { readonly kind: 'failed'; readonly failure: Failure };

interface Opened {
  readonly identity: string;
  readonly database: Promise<Database>;
  source: Promise<Result<Source>>;
}

/** The databases that are open in this window, and the state of each. */
export class Openings {
  private readonly opened = new Map<string, Opened>();
  private readonly states = new Map<string, ConnectionState>();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;

  state(name: string): ConnectionState {
    return this.states.get(name) ?? { kind: 'closed' };
  }

  /** Opened once and shared; a try that failed or threw is forgotten, so that the next action tries anew. */
  async source(connection: Connection): Promise<Result<Source>> {
    const { name, identity } = connection;
    const known = this.opened.get(name);
    if (known?.identity === identity) return known.source;
    if (known) await this.close(name);
    const database = connection.open();
    const opened: Opened = { identity, database, source: this.understand(connection, database) };
    this.opened.set(name, opened);
    const isCurrent = (): boolean => this.opened.get(name) === opened;
    try {
      const source = await opened.source;
      if (!source.ok && isCurrent()) {
        this.opened.delete(name);
        await (await database).close();
      }
      return source;
    } catch (error) {
      if (isCurrent()) await this.close(name);
      throw error;
    }
  }

  private async understand({ name, layout }: Connection, opening: Promise<Database>): Promise<Result<Source>> {
    this.enter(name, { kind: 'opening' });
    const database = await opening;
    const found = await inspect(database, layout);
    // It may have been closed meanwhile: its state is then no longer this try's to say.
    const isCurrent = (await this.opened.get(name)?.database) === database;
    if (!found.ok) {
      if (isCurrent) this.enter(name, { kind: 'failed', failure: found.failure });
      return found;
    }
    if (isCurrent) this.enter(name, { kind: 'open', ...found.value });
    const { layouts } = found.value;
    return succeed({ name, database, layout: usedLayout(layouts, layout) });
  }

  private enter(name: string, state: ConnectionState): void {
    this.states.set(name, state);
    this.changed.fire();
  }

  async close(name: string): Promise<void> {
    const known = this.opened.get(name);
    this.opened.delete(name);
    this.states.delete(name);
    // One that never opened has nothing to close.
    await known?.database.then((database) => database.close(), () => undefined);
    this.changed.fire();
  }

  /** Closes those that are gone or are now another database. */
  async keepOnly(connections: readonly Connection[]): Promise<void> {
    const stale = [...this.opened].filter(([name, { identity }]) => !connections.some((connection) => connection.name === name && connection.identity === identity));
    await Promise.all(stale.map(([name]) => this.close(name)));
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** Answered at once, whatever the server holds. */
const ping: Question = { name: 'casebook_ping', sql: 'select 1', parameters: [], origin: 'connection' };

/** Server and layouts, by two questions, and a third where the settings have layouts; `wanted` is the layout that the connection names. */
export async function inspect(database: Database, wanted: string | undefined, signal?: AbortSignal): Promise<Result<Findings>> {
  const server = await database.describe(signal);
  if (!server.ok) return server;
  // Loaded with the first connection, not with the window.
  const [{ detectLayouts }, { customLayouts }] = await Promise.all([import('../../data/layouts/detect'), import('../../data/layouts/custom')]);
  const detected = await detectLayouts(database, signal);
  if (!detected.ok) return detected;
  const asked = performance.now();
  const answered = await database.ask(ping, signal);
  if (!answered.ok) return answered;
  const latencyMs = performance.now() - asked;
  const custom = await customLayouts(database, readLayouts().layouts, signal);
  if (!custom.ok) return custom;
  // One that fits nothing here is another database's. The user's goes before a detected one of that name.
  const fitting = custom.value.filter(({ id, relations }) => id === wanted || Object.keys(relations).length > 0);
  const layouts = [...detected.value.filter(({ id }) => !fitting.some((layout) => layout.id === id)), ...fitting];
  const inlining = !server.value.lacks.includes('inlining');
  return succeed({ server: server.value, layouts: layouts.map((layout) => ({ ...layout, inlining })), latencyMs });
}
