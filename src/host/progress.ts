import { ProgressLocation, window, type CancellationToken } from 'vscode';

/** An AbortSignal that fires when the token does. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** A cancellable notification around work that may take long; `report` says how far it is. */
export const withProgress = async <T>(title: string, work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>): Promise<T> =>
  window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (progress, token) => work(signalOf(token), (message) => progress.report({ message })));
