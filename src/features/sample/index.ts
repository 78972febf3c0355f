import * as l10n from '@vscode/l10n';
import { commands, Uri, window, workspace, type Disposable } from 'vscode';
import type { Database } from '../../data/database';
import { succeed, type Result } from '../../domain/failure';
import { registerCommand, runCommand } from '../../host/commands';
import { withProgress } from '../../host/progress';

export const sampleName = 'Sample';

export interface SampleNeeds {
  /** A sample of this window's own: its data, and the folder of its files. Opened when it is first asked something. */
  readonly prepare: () => Promise<{ readonly open: () => Promise<Database>; readonly files: string }>;
  /** Adds the connection for as long as the window lives, selects and opens it. */
  readonly connect: (connection: { readonly name: string; readonly place: string; readonly open: () => Promise<Database> }) => Promise<Result<unknown>>;
  /** Opens by itself when the window does, as `npm start` asks for. */
  readonly atOnce: boolean;
}

/** The made-up company with planted breakages: an embedded database, and files that name its identifiers. */
export function registerSample({ prepare, connect, atOnce }: SampleNeeds): Disposable {
  const command = registerCommand('casebook.openSample', () =>
    withProgress(l10n.t('Opening the sample'), async () => {
      const { open, files } = await prepare();
      await commands.executeCommand('casebook.disputes.focus');
      const connected = await connect({ name: sampleName, place: l10n.t('embedded, made-up data'), open });
      if (!connected.ok) return connected;
      const file = (name: string): Uri => Uri.joinPath(Uri.file(files), name);
      if (workspace.isTrusted) await commands.executeCommand('vscode.openWith', file('investigations/webhook-incident.casebook.sql'), 'casebook', { preview: false });
      await window.showTextDocument(file('logs/webhooks.jsonl'), { preview: false });
      return succeed(undefined);
    }),
  );
  if (atOnce) void runCommand('casebook.openSample');
  return command;
}
