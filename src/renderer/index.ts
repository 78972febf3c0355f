import * as l10n from '@vscode/l10n';
import type { ActivationFunction } from 'vscode-notebook-renderer';
import { isResultPayload } from '../shared/result';
import { isToRenderer } from '../shared/toRenderer';
import { Grid, type GridState } from './grid';
import style from './style.css';

/** What users have made of grids, by the result's id; the webview keeps it when it is loaded anew. */
type Remembered = Readonly<Record<string, GridState>>;
/** More are forgotten, the oldest first. */
const mostRemembered = 20;

export const activate: ActivationFunction<Remembered> = (context) => {
  const sheet = document.createElement('style');
  sheet.textContent = style;
  document.head.append(sheet);

  const grids = new Map<string, Grid>();
  context.onDidReceiveMessage?.((message: unknown) => {
    if (!isToRenderer(message)) return;
    for (const grid of grids.values()) if (grid.payload.resultId === message.resultId) grid.receive(message);
  });
  const dispose = (id: string): void => {
    grids.get(id)?.dispose();
    grids.delete(id);
  };
  const remember = (resultId: string, state: GridState): void => {
    const others = Object.entries(context.getState() ?? {}).filter(([id]) => id !== resultId);
    context.setState(Object.fromEntries([...others, [resultId, state]].slice(-mostRemembered)) as Remembered);
  };

  return {
    renderOutputItem(item, container) {
      const payload: unknown = item.json();
      const grid = grids.get(item.id);
      if (!isResultPayload(payload)) {
        container.textContent = l10n.t('This result is of another version of Casebook. Run the cell again.');
      } else if (grid?.payload.resultId === payload.resultId && container.contains(grid.root)) {
        grid.update(payload);
      } else {
        dispose(item.id);
        const { resultId } = payload;
        grids.set(item.id, new Grid(container, payload, { post: (message) => context.postMessage?.(message), state: context.getState()?.[resultId], remember: (state) => remember(resultId, state) }));
      }
    },
    disposeOutputItem(id) {
      for (const each of id === undefined ? [...grids.keys()] : [id]) dispose(each);
    },
  };
};
