import * as z from 'zod/mini';
import { EventEmitter, type Memento, type NotebookDocument } from 'vscode';
import { maskText } from '../../data/masking/maskText';
import { isPersonalName } from '../../domain/personalNames';
import type { Parameter } from '../../investigation/parameters';

type Values = Readonly<Record<string, string>>;

const valuesKey = 'casebook.parameters';
const storedValues = z.record(z.string(), z.record(z.string(), z.string()));
/** Investigations whose values the workspace remembers. */
const mostInvestigations = 100;

const historyKey = 'casebook.parameterHistory';
const storedHistory = z.record(z.string(), z.array(z.string()));
/** Parameters whose earlier values it remembers, and values of each. */
const mostParameters = 100;
const mostValues = 8;

/**
 * The values that the user gave to parameters, by notebook, and those given before, by the parameter's name and type: in the workspace's memory,
 * never in the file. What looks personal or secret lasts as long as the notebook is open, and so does what an untitled one is given: VS Code gives its
 * name away again.
 */
export class ParameterValues {
  private readonly changed = new EventEmitter<void>();
  private readonly ofSession = new WeakMap<NotebookDocument, Values>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: Memento) {}

  of(notebook: NotebookDocument): Values {
    return { ...this.remembered(notebook), ...this.ofSession.get(notebook) };
  }

  async set(notebook: NotebookDocument, { name, type }: Parameter, value: string): Promise<void> {
    const isPrivate = isPersonalName(name) || maskText(value) !== value;
    await this.forget(notebook, name);
    if (isPrivate || notebook.isUntitled) this.ofSession.set(notebook, { ...this.ofSession.get(notebook), [name]: value });
    else await this.remember(notebook, { ...this.remembered(notebook), [name]: value });
    if (!isPrivate) await this.enterHistory(`${name} ${type}`, value);
    this.changed.fire();
  }

  /** The default holds again. */
  async reset(notebook: NotebookDocument, name: string): Promise<void> {
    await this.forget(notebook, name);
    this.changed.fire();
  }

  /** What a parameter of this name and type was given before in this workspace, the latest first. */
  before({ name, type }: Parameter): readonly string[] {
    return this.history()[`${name} ${type}`] ?? [];
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async forget(notebook: NotebookDocument, name: string): Promise<void> {
    this.ofSession.set(notebook, without(this.ofSession.get(notebook) ?? {}, name));
    const remembered = this.remembered(notebook);
    if (Object.hasOwn(remembered, name)) await this.remember(notebook, without(remembered, name));
  }

  private remembered({ isUntitled, uri }: NotebookDocument): Values {
    return isUntitled ? {} : (this.all()[uri.toString()] ?? {});
  }

  private async remember({ uri }: NotebookDocument, values: Values): Promise<void> {
    await this.memory.update(valuesKey, withLatest(this.all(), uri.toString(), values, mostInvestigations));
  }

  private async enterHistory(key: string, value: string): Promise<void> {
    const history = this.history();
    const values = [value, ...(history[key] ?? []).filter((each) => each !== value)].slice(0, mostValues);
    await this.memory.update(historyKey, withLatest(history, key, values, mostParameters));
  }

  private all(): z.infer<typeof storedValues> {
    return storedValues.safeParse(this.memory.get(valuesKey)).data ?? {};
  }

  private history(): z.infer<typeof storedHistory> {
    return storedHistory.safeParse(this.memory.get(historyKey)).data ?? {};
  }
}

const without = (values: Values, name: string): Values => Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));

/** The latest entry is the last; the first make room. */
function withLatest<T>(entries: Readonly<Record<string, T>>, key: string, value: T, most: number): Record<string, T> {
  const others = Object.entries(entries).filter(([each]) => each !== key);
  return Object.fromEntries([...others.slice(1 - most), [key, value]]);
}
