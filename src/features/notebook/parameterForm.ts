import * as l10n from '@vscode/l10n';
import { commands, env, QuickPickItemKind, ThemeIcon, window, type NotebookCell, type NotebookDocument, type QuickInputButton, type QuickPick, type QuickPickItem } from 'vscode';
import { fail, succeed, type Result } from '../../domain/failure';
import { presentFailure } from '../../host/failures';
import { setDefault } from '../../investigation/edits';
import { checkValue, type Parameter } from '../../investigation/parameters';
import { readInvestigation } from '../../investigation/reading';
import { suggest, type Suggestion } from '../../investigation/suggestions';
import { edit, investigationOf } from './document';
import type { ParameterValues } from './parameters';

/** Takes values for several parameters at once, all or none. */
export async function giveParameters(notebook: NotebookDocument, given: Readonly<Record<string, string>>, values: ParameterValues): Promise<Result<boolean>> {
  const { parameters } = readInvestigation(investigationOf(notebook));
  const checked: [Parameter, string][] = [];
  for (const [name, value] of Object.entries(given)) {
    const parameter = parameters.get(name);
    if (!parameter) return fail('parameter', l10n.t('The parameter {0} is not declared.', name));
    const fits = checkValue(parameter.type, value);
    if (!fits.ok) return fail('parameter', l10n.t('The value of {0} does not fit: {1}', name, fits.failure.message));
    checked.push([parameter, value]);
  }
  for (const [parameter, value] of checked) await values.set(notebook, parameter, value);
  return succeed(true);
}

interface FormItem extends QuickPickItem {
  readonly parameter?: Parameter;
  readonly run?: () => Thenable<unknown>;
}

/** Every parameter with its value; the chosen one is asked for, until the user runs or leaves. */
export async function showParameters(notebook: NotebookDocument, cell: NotebookCell | undefined, values: ParameterValues): Promise<void> {
  if (readInvestigation(investigationOf(notebook)).parameters.size === 0) {
    void window.showInformationMessage(l10n.t('This investigation has no parameters. Declare one in a line such as "-- @param since timestamptz = today".'));
    return;
  }
  const useDefault: QuickInputButton = { iconPath: new ThemeIcon('discard'), tooltip: l10n.t('Use the Default Again') };
  const setAsDefault: QuickInputButton = { iconPath: new ThemeIcon('pin'), tooltip: l10n.t('Set as Default, in the File') };
  for (;;) {
    const chosen = await showPick<FormItem, { readonly item: FormItem; readonly button?: QuickInputButton }>(
      { title: l10n.t('Parameters'), placeholder: l10n.t('Choose the one to set'), items: formItems(notebook, cell, values, useDefault, setAsDefault) },
      (pick, answer) => {
        pick.onDidAccept(() => pick.activeItems[0] && answer({ item: pick.activeItems[0] }));
        pick.onDidTriggerItemButton(answer);
      },
    );
    if (!chosen) return;
    const { item, button } = chosen;
    if (item.run) {
      await item.run();
      return;
    }
    if (!item.parameter) continue;
    if (button === useDefault) await values.reset(notebook, item.parameter.name);
    else if (button === setAsDefault) await makeDefault(notebook, item.parameter, values);
    else await askFor(notebook, item.parameter, item.parameter.name, values);
  }
}

function formItems(notebook: NotebookDocument, cell: NotebookCell | undefined, values: ParameterValues, useDefault: QuickInputButton, setAsDefault: QuickInputButton): FormItem[] {
  const given = values.of(notebook);
  const items = [...readInvestigation(investigationOf(notebook)).parameters.values()].map((parameter): FormItem => {
    const value = given[parameter.name];
    const buttons = value === undefined || value === parameter.default ? [] : [...(parameter.default === undefined ? [] : [useDefault]), setAsDefault];
    return { label: parameter.name, description: value ?? parameter.default ?? l10n.t('needs a value'), detail: [parameter.type, parameter.description].filter(Boolean).join(' · '), buttons, parameter };
  });
  const run = (title: string, icon: string, command: string, ...args: unknown[]): FormItem => ({ label: `$(${icon}) ${title}`, run: () => commands.executeCommand(command, ...args) });
  return [
    ...items,
    { label: '', kind: QuickPickItemKind.Separator },
    ...(cell && cell.index >= 0 ? [run(l10n.t('Run Cell {0}', cell.index + 1), 'play', 'notebook.cell.execute', { ranges: [{ start: cell.index, end: cell.index + 1 }], document: notebook.uri })] : []),
    run(l10n.t('Run All Cells'), 'run-all', 'notebook.execute', notebook.uri),
  ];
}

/** Writes the value into the file, and no longer keeps it beside. */
async function makeDefault(notebook: NotebookDocument, { name }: Parameter, values: ParameterValues): Promise<void> {
  const value = values.of(notebook)[name];
  if (value === undefined) return;
  const change = setDefault(investigationOf(notebook), name, value);
  if (!change.ok) await presentFailure(change.failure);
  else if (await edit(notebook, [change.value])) await values.reset(notebook, name);
}

/** Asks for what these cells take and have no value for. One that the user leaves out is for the run to refuse. */
export async function askRequired(notebook: NotebookDocument, cells: readonly number[], values: ParameterValues): Promise<void> {
  const { cells: readings, parameters } = readInvestigation(investigationOf(notebook));
  const names = new Set(cells.flatMap((index) => readings[index]?.references ?? []).flatMap((reference) => (reference.kind === 'parameter' ? [reference.name] : [])));
  const given = values.of(notebook);
  const missing = [...names].flatMap((name) => parameters.get(name) ?? []).filter((parameter) => parameter.default === undefined && given[parameter.name] === undefined);
  for (const [index, parameter] of missing.entries()) {
    const title = missing.length === 1 ? parameter.name : l10n.t('{0} ({1} of {2})', parameter.name, index + 1, missing.length);
    if (!(await askFor(notebook, parameter, title, values))) return;
  }
}

interface ValueItem extends QuickPickItem {
  /** Absent where what was typed does not fit. */
  readonly value?: string;
}

/** Asks for one value: typed and checked as it is typed, or chosen. False where the user left. */
async function askFor(notebook: NotebookDocument, parameter: Parameter, title: string, values: ParameterValues): Promise<boolean> {
  const clipboard = parameter.type.startsWith('text') ? await env.clipboard.readText() : '';
  const suggested = suggest(parameter, values.before(parameter), clipboard).map(suggestionItem);
  const value = await showPick<ValueItem, string>(
    { title, placeholder: [parameter.type, parameter.description].filter(Boolean).join(' · '), value: values.of(notebook)[parameter.name] ?? parameter.default ?? '' },
    (pick, answer) => {
      // Of the items that are shown: the pick itself knows it a moment later, when a fast hand has pressed Enter.
      let active: ValueItem | undefined;
      const refresh = (): void => {
        active = undefined;
        const typed = typedItem(parameter, pick.value);
        // Enter in an empty box takes what is offered first, and an empty text only where nothing is.
        pick.items = pick.value === '' ? [...suggested, typed] : [typed, ...suggested.filter(({ value: each }) => each !== pick.value)];
      };
      refresh();
      pick.onDidChangeValue(refresh);
      pick.onDidChangeActive(([item]) => void (active = item));
      pick.onDidAccept(() => {
        const chosen = (active ?? pick.items[0])?.value;
        if (chosen !== undefined) answer(chosen);
      });
    },
  );
  if (value === undefined) return false;
  await values.set(notebook, parameter, value);
  return true;
}

function typedItem({ type }: Parameter, value: string): ValueItem {
  const checked = checkValue(type, value);
  if (!checked.ok) return { label: `$(error) ${checked.failure.message}`, alwaysShow: true };
  return { label: value === '' ? l10n.t('Empty text') : value, ...(value !== '' && { description: l10n.t('as typed') }), alwaysShow: true, value };
}

function suggestionItem({ value, from }: Suggestion): ValueItem {
  const words: Readonly<Record<Suggestion['from'], string>> = { clipboard: l10n.t('in the clipboard'), before: l10n.t('given before'), default: l10n.t('the default'), usual: '' };
  return { label: value === '' ? l10n.t('Empty text') : value, description: words[from], alwaysShow: true, value };
}

/** Shows a pick until it is answered; undefined where the user left. */
function showPick<Item extends QuickPickItem, T>(options: Partial<Pick<QuickPick<Item>, 'title' | 'placeholder' | 'value' | 'items'>>, listen: (pick: QuickPick<Item>, answer: (value: T) => void) => void): Promise<T | undefined> {
  const pick = Object.assign(window.createQuickPick<Item>(), options, { ignoreFocusOut: true, matchOnDescription: true });
  return new Promise((resolve) => {
    listen(pick, (value) => {
      resolve(value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
