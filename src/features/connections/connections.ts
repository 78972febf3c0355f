import * as l10n from '@vscode/l10n';
import { EventEmitter, workspace, type Disposable, type Event, type Memento, type SecretStorage } from 'vscode';
import type { Database, Server } from '../../data/database';
import { detectLayouts } from '../../data/layouts/detect';
import type { Layout, Source } from '../../data/layouts/layout';
import { fail, succeed, type Failure, type Result } from '../../domain/failure';
import type { ConnectionDescription } from '../../data/connection';
import { readConnections, writeConnection } from './settings';

/** A connection as the window holds it. `open` makes its database; nothing is sent before it is asked something. */
export interface Connection {
  readonly name: string;
  /** One line for people: `user@host:port/database`, or what the embedded one holds. */
  readonly place: string;
  readonly kind: 'postgres' | 'embedded';
  readonly production: boolean;
  /** The layout's id where it is set by hand. */
  readonly layout?: string;
  readonly open: () => Promise<Database>;
}

/** What a connect found out. */
export interface Findings {
  readonly server: Server;
  readonly layouts: readonly Layout[];
  /** One question's round trip. */
  readonly latencyMs: number;
}

export type ConnectionState = { readonly kind: 'closed' } | { readonly kind: 'opening' } | ({ readonly kind: 'open' } & Findings) | { readonly kind: 'failed'; readonly failure: Failure };

interface Opened {
  readonly database: Promise<Database>;
  readonly source: Promise<Result<Source>>;
}

/** Opens a server that a description names; the password is asked for at each connect. */
export type OpenServer = (description: ConnectionDescription, password: () => Promise<string | undefined>) => Promise<Database>;

const activeKey = 'casebook.activeConnection';
const secretKey = (name: string): string => `casebook.password:${name}`;

/** Every connection of this window, which one is active, and what is known of each. */
export class Connections implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly sourceChanged = new EventEmitter<void>();
  private readonly embedded = new Map<string, Connection>();
  private readonly opened = new Map<string, Opened>();
  private readonly states = new Map<string, ConnectionState>();
  private readonly settings: Disposable;
  /** Something to show changed: the list, the active one, or a state. */
  readonly onDidChange: Event<void> = this.changed.event;
  /** What `source()` gives changed: another connection is active, or the active one was opened anew. */
  readonly onDidChangeSource: Event<void> = this.sourceChanged.event;

  constructor(
    private readonly openServer: OpenServer,
    private readonly secrets: SecretStorage,
    private readonly memory: Memento,
  ) {
    this.settings = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('casebook.connections')) void this.reset();
    });
  }

  all(): readonly Connection[] {
    return [...this.embedded.values(), ...readConnections().descriptions.map((description) => this.server(description))];
  }

  problems(): readonly string[] {
    return readConnections().problems;
  }

  find(name: string): Connection | undefined {
    return this.all().find((connection) => connection.name === name);
  }

  /** What the settings say of it; undefined for an embedded one. */
  description(name: string): ConnectionDescription | undefined {
    return readConnections().descriptions.find((description) => description.name === name);
  }

  /** The one chosen in this workspace, else the default by setting, else the only one. */
  active(): Connection | undefined {
    const all = this.all();
    const wanted = [this.memory.get<string>(activeKey), workspace.getConfiguration('casebook').get<string>('defaultConnection')];
    return wanted.map((name) => all.find((connection) => connection.name === name)).find((connection) => connection) ?? (all.length === 1 ? all[0] : undefined);
  }

  state(name: string): ConnectionState {
    return this.states.get(name) ?? { kind: 'closed' };
  }

  async select(name: string): Promise<Result<void>> {
    if (!this.find(name)) return unknownConnection(name);
    await this.memory.update(activeKey, name);
    this.changed.fire();
    this.sourceChanged.fire();
    return succeed(undefined);
  }

  /** The connection of that name, or the active one, open and understood. Opened once and shared; a failed try is forgotten. */
  async source(name?: string): Promise<Result<Source>> {
    const connection = name === undefined ? this.active() : this.find(name);
    if (!connection) return name === undefined ? fail('unsupported', l10n.t('No connection is selected.')) : unknownConnection(name);
    if (!workspace.isTrusted && connection.kind === 'postgres') return fail('untrusted', l10n.t('This workspace is not trusted, so Casebook does not connect to "{0}".', connection.name));
    const known = this.opened.get(connection.name);
    if (known) return known.source;
    const database = connection.open();
    const opened: Opened = { database, source: this.understand(connection, database) };
    this.opened.set(connection.name, opened);
    const source = await opened.source;
    if (!source.ok && this.opened.get(connection.name) === opened) {
      this.opened.delete(connection.name);
      await (await database).close();
    }
    return source;
  }

  private async understand(connection: Connection, opening: Promise<Database>): Promise<Result<Source>> {
    const { name } = connection;
    this.enter(name, { kind: 'opening' });
    const database = await opening;
    const found = await inspect(database);
    if (!found.ok) {
      this.enter(name, { kind: 'failed', failure: found.failure });
      return found;
    }
    this.enter(name, { kind: 'open', ...found.value });
    const { layouts } = found.value;
    return succeed({ name, database, layout: connection.layout ? layouts.find(({ id }) => id === connection.layout) : layouts[0] });
  }

  private enter(name: string, state: ConnectionState): void {
    this.states.set(name, state);
    this.changed.fire();
  }

  /** Opens anew, whatever was known; `state` then says what it found. */
  async test(name: string): Promise<Result<Source>> {
    await this.close(name);
    const source = await this.source(name);
    if (this.active()?.name === name) this.sourceChanged.fire();
    return source;
  }

  /** Connects to what a description names, without adding it, and says what it found. */
  async preview(description: ConnectionDescription, password: string | undefined): Promise<Result<Findings>> {
    const database = await this.openServer(description, () => Promise.resolve(password));
    try {
      return await inspect(database);
    } finally {
      await database.close();
    }
  }

  /** Adds one to the user's settings, its password to the secret storage. */
  async add(description: ConnectionDescription, password: string | undefined): Promise<void> {
    if (password !== undefined) await this.secrets.store(secretKey(description.name), password);
    await writeConnection(description.name, description);
  }

  /** Adds an embedded one that lives as long as the window, selects and opens it. */
  async adopt(connection: Pick<Connection, 'name' | 'place' | 'open'>): Promise<Result<Source>> {
    await this.close(connection.name);
    this.embedded.set(connection.name, { ...connection, kind: 'embedded', production: false });
    await this.select(connection.name);
    return this.source(connection.name);
  }

  async remove(name: string): Promise<Result<void>> {
    if (!this.find(name)) return unknownConnection(name);
    await this.close(name);
    if (!this.embedded.delete(name)) await writeConnection(name, undefined);
    await this.secrets.delete(secretKey(name));
    this.changed.fire();
    this.sourceChanged.fire();
    return succeed(undefined);
  }

  private server(description: ConnectionDescription): Connection {
    const { name, url, host, port, database, user } = description;
    return {
      name,
      place: url ? url.replace(/^\w+:\/\//, '') : `${user ? `${user}@` : ''}${host ?? ''}${port ? `:${port}` : ''}/${database ?? ''}`,
      kind: 'postgres',
      production: description.production ?? false,
      ...(description.layout && { layout: description.layout }),
      open: () => this.openServer(description, async () => this.secrets.get(secretKey(name))),
    };
  }

  private async close(name: string): Promise<void> {
    const known = this.opened.get(name);
    this.opened.delete(name);
    this.states.delete(name);
    await (await known?.database)?.close();
  }

  private async reset(): Promise<void> {
    await Promise.all([...this.opened.keys()].filter((name) => !this.embedded.has(name)).map((name) => this.close(name)));
    this.changed.fire();
    this.sourceChanged.fire();
  }

  /** Closes every database. VS Code waits for it when the window closes. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.opened.keys()].map((name) => this.close(name)));
  }

  dispose(): void {
    this.settings.dispose();
    this.changed.dispose();
    this.sourceChanged.dispose();
    void this.closeAll();
  }
}

async function inspect(database: Database): Promise<Result<Findings>> {
  const server = await database.describe();
  if (!server.ok) return server;
  const asked = performance.now();
  const layouts = await detectLayouts(database);
  return layouts.ok ? succeed({ server: server.value, layouts: layouts.value, latencyMs: performance.now() - asked }) : layouts;
}

const unknownConnection = (name: string): { readonly ok: false; readonly failure: Failure } => fail('notFound', l10n.t('There is no connection named "{0}".', name));
