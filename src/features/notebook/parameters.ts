import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { EventEmitter, window, type Memento, type NotebookDocument } from 'vscode';
import { checkValue, type Parameter } from '../../investigation/parameters';
import { readInvestigation } from '../../investigation/reading';
import { investigationOf } from './document';

const key = 'casebook.parameters';
const stored = z.record(z.string(), z.record(z.string(), z.string()));
/** Investigations whose values the workspace remembers. */
const mostRemembered = 100;

/** The values that the user gave to parameters, by notebook: in the workspace's memory, never in the file. An untitled one's last as long as it is open: VS Code gives its name away again. */
export class ParameterValues {
  private readonly changed = new EventEmitter<void>();
  private readonly untitled = new WeakMap<NotebookDocument, Readonly<Record<string, string>>>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: Memento) {}

  of(notebook: NotebookDocument): Readonly<Record<string, string>> {
    return (notebook.isUntitled ? this.untitled.get(notebook) : this.all()[notebook.uri.toString()]) ?? {};
  }

  async set(notebook: NotebookDocument, name: string, value: string): Promise<void> {
    const values = { ...this.of(notebook), [name]: value };
    if (notebook.isUntitled) this.untitled.set(notebook, values);
    else await this.remember(notebook.uri.toString(), values);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async remember(uri: string, values: Readonly<Record<string, string>>): Promise<void> {
    const others = Object.entries(this.all()).filter(([each]) => each !== uri);
    await this.memory.update(key, Object.fromEntries([...others.slice(1 - mostRemembered), [uri, values]]));
  }

  private all(): z.infer<typeof stored> {
    return stored.safeParse(this.memory.get(key)).data ?? {};
  }
}

/** Shows every parameter with its value; the chosen one is asked for, until the user is done. */
export async function setParameters(notebook: NotebookDocument, values: ParameterValues): Promise<void> {
  for (;;) {
    const parameters = [...readInvestigation(investigationOf(notebook)).parameters.values()];
    if (parameters.length === 0) {
      void window.showInformationMessage(l10n.t('This investigation has no parameters. Declare one in a line such as "-- @param since timestamptz = today".'));
      return;
    }
    const given = values.of(notebook);
    const items = parameters.map((parameter) => {
      const value = given[parameter.name] ?? parameter.default;
      return { label: parameter.name, description: value === undefined ? l10n.t('needs a value') : value, detail: [parameter.type, parameter.description].filter(Boolean).join(' · '), parameter };
    });
    const chosen = await window.showQuickPick(items, { title: l10n.t('Parameters'), placeHolder: l10n.t('Choose the one to set') });
    if (!chosen) return;
    await ask(chosen.parameter, chosen.label, notebook, values);
  }
}

/** Asks for what these cells take and have no value for. One that the user leaves out is for the run to refuse. */
export async function askRequired(notebook: NotebookDocument, cells: readonly number[], values: ParameterValues): Promise<void> {
  const { cells: readings, parameters } = readInvestigation(investigationOf(notebook));
  const names = new Set(cells.flatMap((index) => readings[index]?.references ?? []).flatMap((reference) => (reference.kind === 'parameter' ? [reference.name] : [])));
  const given = values.of(notebook);
  const missing = [...names].flatMap((name) => parameters.get(name) ?? []).filter((parameter) => parameter.default === undefined && given[parameter.name] === undefined);
  for (const [index, parameter] of missing.entries()) {
    const title = missing.length === 1 ? parameter.name : l10n.t('{0} ({1} of {2})', parameter.name, index + 1, missing.length);
    if (!(await ask(parameter, title, notebook, values))) return;
  }
}

async function ask(parameter: Parameter, title: string, notebook: NotebookDocument, values: ParameterValues): Promise<boolean> {
  const { name, type, description } = parameter;
  const before = values.of(notebook)[name] ?? parameter.default;
  const value = await window.showInputBox({
    title,
    prompt: [type, description].filter(Boolean).join(' · '),
    ...(before !== undefined && { value: before }),
    validateInput: (text) => {
      const checked = checkValue(type, text);
      return checked.ok ? undefined : checked.failure.message;
    },
  });
  if (value === undefined) return false;
  await values.set(notebook, name, value);
  return true;
}
