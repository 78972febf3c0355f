import * as l10n from '@vscode/l10n';
import type { ActivationFunction } from 'vscode-notebook-renderer';
import { isResultPayload, type ResultPayload } from '../shared/result';
import type { ToHost } from '../shared/toHost';
import { isToRenderer } from '../shared/toRenderer';
import chartStyle from './chart/chart.css';
import { ChartPanel } from './chart/panel';
import { Grid } from './grid';
import inspectorStyle from './inspector.css';
import type { GridState } from './memory';
import popupStyle from './popup.css';
import style from './style.css';

/** What users have made of grids, by the result's id; the webview keeps it when it is loaded anew. */
type Remembered = Readonly<Record<string, GridState>>;
/** More are forgotten, the oldest first. */
const mostRemembered = 20;

export const activate: ActivationFunction<Remembered> = (context) => {
  const sheet = document.createElement('style');
  sheet.textContent = [style, popupStyle, inspectorStyle, chartStyle].join('\n');
  document.head.append(sheet);

  /** By the output's id. */
  const grids = new Map<string, Grid>();
  const charts = new Map<string, ChartPanel>();
  context.onDidReceiveMessage?.((message: unknown) => {
    if (!isToRenderer(message)) return;
    for (const [id, grid] of grids) {
      if (grid.payload.resultId !== message.resultId) continue;
      if (message.kind === 'chart') charts.get(id)?.receive(message.chart);
      else grid.receive(message);
    }
  });
  const post = (message: ToHost): void => context.postMessage?.(message);
  const disposeChart = (id: string): void => {
    charts.get(id)?.dispose();
    charts.delete(id);
  };
  const dispose = (id: string): void => {
    disposeChart(id);
    grids.get(id)?.dispose();
    grids.delete(id);
  };
  /** Above the grid, whose rows are its table. */
  const showChart = (id: string, container: HTMLElement, payload: ResultPayload): void => {
    const chart = new ChartPanel(payload, post);
    charts.set(id, chart);
    container.prepend(chart.root);
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
        charts.get(item.id)?.update(payload);
      } else {
        dispose(item.id);
        const { resultId } = payload;
        grids.set(item.id, new Grid(container, payload, {
          post,
          state: context.getState()?.[resultId],
          remember: (state) => remember(resultId, state),
          toggleChart: () => {
            if (charts.has(item.id)) disposeChart(item.id);
            else showChart(item.id, container, payload);
          },
        }));
        if (payload.chart) showChart(item.id, container, payload);
      }
    },
    disposeOutputItem(id) {
      for (const each of id === undefined ? [...grids.keys()] : [id]) dispose(each);
    },
  };
};
