import * as l10n from '@vscode/l10n';
import { commands, ProgressLocation, Uri, window, workspace, type Disposable } from 'vscode';
import type { Database } from '../../data/database';
import { succeed, type Result } from '../../domain/failure';
import { registerCommand, runCommand } from '../../host/commands';

export const sampleName = 'Sample';

export interface SampleNeeds {
  /** A sample of this window's own: its data, and the folder of its files. Opened when it is first asked something. */
  readonly prepare: () => Promise<{ readonly open: () => Promise<Database>; readonly files: string }>;
  /** Adds the connection for as long as the window lives, selects and opens it. */
  readonly connect: (connection: { readonly name: string; readonly place: string; readonly identity: string; readonly open: () => Promise<Database> }) => Promise<Result<unknown>>;
  /** Opens by itself when the window does, as `npm start` asks for. */
  readonly atOnce: boolean;
}

/** The made-up company with planted breakages: an embedded database, and files that name its identifiers. */
export function registerSample({ prepare, connect, atOnce }: SampleNeeds): Disposable {
  let prepared: ReturnType<SampleNeeds['prepare']> | undefined;
  const command = registerCommand('casebook.openSample', async () =>
    window.withProgress({ location: ProgressLocation.Notification, title: l10n.t('Opening the sample') }, async () => {
      // Opened a second time it is the same: what a window has is its own.
      const { open, files } = await (prepared ??= prepare());
      await commands.executeCommand('casebook.disputes.focus');
      const connected = await connect({ name: sampleName, place: l10n.t('embedded, made-up data'), identity: files, open });
      if (!connected.ok) {
        prepared = undefined;
        return connected;
      }
      const file = (name: string): Uri => Uri.joinPath(Uri.file(files), name);
      if (workspace.isTrusted) await commands.executeCommand('vscode.openWith', file('investigations/webhook-incident.casebook.sql'), 'casebook', { preview: false });
      await window.showTextDocument(file('logs/webhooks.jsonl'), { preview: false });
      return succeed(undefined);
    }),
  );
  if (atOnce) void runCommand('casebook.openSample');
  return command;
}
