import * as l10n from '@vscode/l10n';
import type { ActivationFunction } from 'vscode-notebook-renderer';
import { isResultPayload, isToRenderer } from '../shared/result';
import { Grid } from './grid';
import style from './style.css';

export const activate: ActivationFunction = (context) => {
  const sheet = document.createElement('style');
  sheet.textContent = style;
  document.head.append(sheet);

  const grids = new Map<string, Grid>();
  context.onDidReceiveMessage?.((message: unknown) => {
    if (!isToRenderer(message)) return;
    for (const grid of grids.values()) if (grid.resultId === message.resultId) grid.receive(message);
  });
  const dispose = (id: string): void => {
    grids.get(id)?.dispose();
    grids.delete(id);
  };

  return {
    renderOutputItem(item, container) {
      const payload: unknown = item.json();
      const grid = grids.get(item.id);
      if (!isResultPayload(payload)) {
        container.textContent = l10n.t('This result is of another version of Casebook. Run the cell again.');
      } else if (grid?.resultId === payload.resultId && container.contains(grid.root)) {
        grid.update(payload);
      } else {
        dispose(item.id);
        grids.set(item.id, new Grid(container, payload, (message) => context.postMessage?.(message)));
      }
    },
    disposeOutputItem(id) {
      for (const each of id === undefined ? [...grids.keys()] : [id]) dispose(each);
    },
  };
};
