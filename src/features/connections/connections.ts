import * as l10n from '@vscode/l10n';
import { Disposable, EventEmitter, workspace, type Event, type Memento, type SecretStorage } from 'vscode';
import type { ConnectionDescription } from '../../data/connection';
import type { Database } from '../../data/database';
import type { Source } from '../../data/layouts/layout';
import { fail, succeed, type Failure, type Result } from '../../domain/failure';
import { placeOf } from './description';
import { inspect, Openings, type Connection, type ConnectionState, type Findings } from './openings';
import { Passwords } from './passwords';
import { readConnections, readLayouts, writeConnection, type Entry } from './settings';

/** Opens a server that a description names; the password is asked for at each connect. */
export type OpenServer = (description: ConnectionDescription, password: () => Promise<string | undefined>) => Promise<Database>;

/** What is wrong in a setting, in a sentence, and which one. */
export interface Problem {
  readonly text: string;
  readonly setting: string;
}

const activeKey = 'casebook.activeConnection';

/** Every connection of this window, which one is active, and what is known of each. */
export class Connections implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly sourceChanged = new EventEmitter<void>();
  private readonly embedded = new Map<string, Connection>();
  private readonly openings = new Openings();
  private readonly passwords: Passwords;
  private readonly disposable: Disposable;
  private chosen: string | undefined;
  /** Something to show changed: the list, the active one, or a state. */
  readonly onDidChange: Event<void> = this.changed.event;
  /** What `source()` gives changed: another connection is active, or the active one was opened anew. */
  readonly onDidChangeSource: Event<void> = this.sourceChanged.event;

  constructor(
    private readonly openServer: OpenServer,
    secrets: SecretStorage,
    private readonly memory: Memento,
  ) {
    this.passwords = new Passwords(secrets);
    this.disposable = Disposable.from(
      this.openings.onDidChange(() => this.changed.fire()),
      workspace.onDidChangeConfiguration((event) => {
        if (['connections', 'defaultConnection', 'layouts'].some((key) => event.affectsConfiguration(`casebook.${key}`))) void this.refresh();
      }),
      workspace.onDidGrantWorkspaceTrust(() => void this.refresh()),
    );
  }

  all(): readonly Connection[] {
    return [...this.embedded.values(), ...readConnections().entries.map((entry) => this.server(entry))];
  }

  problems(): readonly Problem[] {
    return [
      ...readConnections().problems.map((text) => ({ text, setting: 'casebook.connections' })),
      ...readLayouts().problems.map((text) => ({ text, setting: 'casebook.layouts' })),
    ];
  }

  find(name: string): Connection | undefined {
    return this.all().find((connection) => connection.name === name);
  }

  /** What the settings say of it. */
  entry(name: string): Result<Entry> {
    const entry = readConnections().entries.find(({ description }) => description.name === name);
    if (entry) return succeed(entry);
    return this.embedded.has(name) ? fail('unsupported', l10n.t('"{0}" is embedded: there is nothing to edit.', name)) : unknownConnection(name);
  }

  /** The one chosen in this window, else the default by setting, else the one chosen last in this workspace, else the only one. */
  active(): Connection | undefined {
    const all = this.all();
    const wanted = [this.chosen, workspace.getConfiguration('casebook').get<string>('defaultConnection'), this.memory.get<string>(activeKey)];
    return wanted.map((name) => all.find((connection) => connection.name === name)).find((connection) => connection) ?? (all.length === 1 ? all[0] : undefined);
  }

  state(name: string): ConnectionState {
    return !workspace.isTrusted && !this.embedded.has(name) ? { kind: 'untrusted' } : this.openings.state(name);
  }

  async select(name: string): Promise<Result<void>> {
    if (!this.find(name)) return unknownConnection(name);
    this.chosen = name;
    await this.memory.update(activeKey, name);
    this.changed.fire();
    this.sourceChanged.fire();
    return succeed(undefined);
  }

  /** The connection of that name, or the active one, open and understood. */
  async source(name?: string): Promise<Result<Source>> {
    const connection = name === undefined ? this.active() : this.find(name);
    if (!connection) return name === undefined ? fail('unselected', l10n.t('No connection is selected.')) : unknownConnection(name);
    if (!workspace.isTrusted && connection.kind === 'postgres') return fail('untrusted', l10n.t('This workspace is not trusted, so Casebook does not connect to "{0}".', connection.name));
    return this.openings.source(connection);
  }

  /** Opens anew, whatever was known; `state` then says what it found. */
  async test(name: string): Promise<Result<Source>> {
    await this.openings.close(name);
    const source = await this.source(name);
    if (this.active()?.name === name) this.sourceChanged.fire();
    return source;
  }

  /** Connects to what a description names, without adding it, and says what it found. */
  async preview(description: ConnectionDescription, password: string | undefined, signal?: AbortSignal): Promise<Result<Findings>> {
    const database = await this.openServer(description, () => Promise.resolve(password));
    try {
      return await inspect(database, description.layout, signal);
    } finally {
      await database.close();
    }
  }

  /** The password to use for a description: the one given, else the one kept for the connection that it replaces, where it goes to the same user and host. */
  async choosePassword(description: ConnectionDescription, given: string | undefined, replaced: string = description.name): Promise<string | undefined> {
    const before = this.entry(replaced);
    if (given !== undefined || !before.ok || before.value.scope !== 'user') return given;
    return this.passwords.of({ ...description, name: replaced });
  }

  /** Adds one to the user's settings, in the place of the one that it replaces, and its password to the secret storage. */
  async add(description: ConnectionDescription, password: string | undefined, replaced: string = description.name): Promise<void> {
    await this.passwords.keep(description, password);
    await writeConnection(replaced, description);
    if (replaced !== description.name) await this.passwords.forget(replaced);
  }

  /** Says something else of one in the user's settings, and opens it anew. */
  async change(name: string, said: Pick<ConnectionDescription, 'layout' | 'acceptRights'>): Promise<Result<Source>> {
    const entry = this.entry(name);
    if (!entry.ok) return entry;
    if (entry.value.scope === 'workspace') return fail('unsupported', l10n.t('"{0}" stands in the settings of this workspace: add it to your own first.', name));
    await writeConnection(name, { ...entry.value.description, ...said });
    return this.test(name);
  }

  /** Adds an embedded one that lives as long as the window, selects and opens it. */
  async adopt(connection: Pick<Connection, 'name' | 'place' | 'identity' | 'open'>): Promise<Result<Source>> {
    this.embedded.set(connection.name, { ...connection, kind: 'embedded', production: false, acceptsRights: false });
    await this.select(connection.name);
    return this.source(connection.name);
  }

  async remove(name: string): Promise<Result<void>> {
    if (!this.embedded.delete(name)) {
      const entry = this.entry(name);
      if (!entry.ok) return entry;
      if (entry.value.scope === 'workspace') return fail('unsupported', l10n.t('"{0}" stands in the settings of this workspace: remove it there.', name));
      await writeConnection(name, undefined);
      await this.passwords.forget(name);
    }
    await this.openings.close(name);
    this.changed.fire();
    this.sourceChanged.fire();
    return succeed(undefined);
  }

  private server({ description, scope }: Entry): Connection {
    const { name } = description;
    return {
      name,
      place: placeOf(description),
      kind: 'postgres',
      production: description.production ?? false,
      acceptsRights: description.acceptRights ?? false,
      ...(description.layout && { layout: description.layout }),
      identity: JSON.stringify([description, readLayouts().layouts]),
      // A repository could name any host: the user's passwords are not for it.
      open: () => this.openServer(description, async () => (scope === 'user' ? this.passwords.of(description) : undefined)),
    };
  }

  /** After a change of the settings: whatever is still the same stays open, with what it runs. */
  private async refresh(): Promise<void> {
    const before = this.active()?.identity;
    await this.openings.keepOnly(this.all());
    this.changed.fire();
    if (this.active()?.identity !== before || this.state(this.active()?.name ?? '').kind === 'closed') this.sourceChanged.fire();
  }

  /** Closes every database; nothing of them runs on. */
  async closeAll(): Promise<void> {
    await this.openings.keepOnly([]);
  }

  dispose(): void {
    this.disposable.dispose();
    this.openings.dispose();
    this.changed.dispose();
    this.sourceChanged.dispose();
  }
}

const unknownConnection = (name: string): { readonly ok: false; readonly failure: Failure } => fail('notFound', l10n.t('There is no connection named "{0}".', name));
