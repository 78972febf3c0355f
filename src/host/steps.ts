import { QuickInputButtons, window, type Disposable, type InputBoxOptions, type QuickInput, type QuickPickItem } from 'vscode';

/** How a question ended: answered, *Back* pressed, or the whole thing left. */
export type Answer<T> = { readonly kind: 'answer'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'left' };

/** Where a question stands in its row of questions. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly total: number;
  readonly canGoBack: boolean;
}

/** One question: adds its answer to what is known. A step that has nothing to ask returns `skip`. */
export type Step<Known> = (known: Known, place: Place) => Promise<Answer<Known> | 'skip'>;

/** Asks one question after another, with *Back*; undefined when the user left. */
export async function askInSteps<Known>(title: string, steps: readonly Step<Known>[], start: Known): Promise<Known | undefined> {
  const asked: { readonly index: number; readonly known: Known }[] = [];
  let known = start;
  for (let index = 0; index < steps.length; ) {
    const answer = await steps[index]?.(known, { title, step: index + 1, total: steps.length, canGoBack: asked.length > 0 });
    if (answer === undefined || answer === 'skip') {
      index += 1;
      continue;
    }
    switch (answer.kind) {
      case 'left':
        return undefined;
      case 'back': {
        const previous = asked.pop();
        if (previous) ({ index, known } = previous);
        break;
      }
      case 'answer':
        asked.push({ index, known });
        known = answer.value;
        index += 1;
    }
  }
  return known;
}

/** A line of text, checked as it is typed. */
export async function askText(place: Place, options: Pick<InputBoxOptions, 'prompt' | 'placeHolder' | 'value' | 'password'> & { readonly problem?: (value: string) => string | undefined }): Promise<Answer<string>> {
  const box = window.createInputBox();
  box.value = options.value ?? '';
  box.prompt = options.prompt;
  box.placeholder = options.placeHolder;
  box.password = options.password ?? false;
  return shown(box, place, (answer) => [
    box.onDidChangeValue((value) => (box.validationMessage = value === '' ? undefined : options.problem?.(value))),
    box.onDidAccept(() => {
      box.validationMessage = options.problem?.(box.value);
      if (!box.validationMessage) answer(box.value);
    }),
  ]);
}

/** One of several. */
export async function askChoice<Item extends QuickPickItem>(place: Place, items: readonly Item[], placeHolder: string): Promise<Answer<Item>> {
  const pick = window.createQuickPick<Item>();
  pick.items = items;
  pick.placeholder = placeHolder;
  pick.matchOnDescription = true;
  return shown(pick, place, (answer) => [
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen) answer(chosen);
    }),
  ]);
}

async function shown<T>(input: QuickInput & { buttons: readonly (typeof QuickInputButtons.Back)[]; onDidTriggerButton: (listener: () => void) => Disposable }, place: Place, listen: (answer: (value: T) => void) => Disposable[]): Promise<Answer<T>> {
  input.title = place.title;
  input.step = place.step;
  input.totalSteps = place.total;
  input.ignoreFocusOut = true;
  input.buttons = place.canGoBack ? [QuickInputButtons.Back] : [];
  const listeners: Disposable[] = [];
  try {
    return await new Promise((resolve) => {
      listeners.push(
        ...listen((value) => resolve({ kind: 'answer', value })),
        input.onDidTriggerButton(() => resolve({ kind: 'back' })),
        input.onDidHide(() => resolve({ kind: 'left' })),
      );
      input.show();
    });
  } finally {
    listeners.forEach((listener) => void listener.dispose());
    input.dispose();
  }
}
