import * as l10n from '@vscode/l10n';
import { Disposable, env, window } from 'vscode';
import { powersOf, readOnlyRole } from '../../data/rights';
import { cancelled, fail, succeed, type Result } from '../../domain/failure';
import { registerCommand } from '../../host/commands';
import type { Connections } from './connections';
import type { Findings } from './openings';
import type { Given } from './view';

/** What can be done about what a connect found: rights, layouts, indexes. */
export function actOnFacts(connections: Connections, named: (given: Given, title: string) => Promise<Result<string>>): Disposable {
  /** What is known of a connection; it is opened for that where it is not open. */
  const findings = async (given: Given, title: string): Promise<Result<Findings & { readonly name: string }>> => {
    const name = await named(given, title);
    if (!name.ok) return name;
    const source = await connections.source(name.value);
    if (!source.ok) return source;
    const state = connections.state(name.value);
    return state.kind === 'open' ? succeed({ ...state, name: name.value }) : fail('offline', l10n.t('"{0}" was closed meanwhile.', name.value));
  };

  const copyRole = async ({ server, layouts }: Findings): Promise<Result<string>> => {
    const statements = readOnlyRole(server, layouts);
    await env.clipboard.writeText(statements);
    void window.showInformationMessage(l10n.t('The SQL for a role that can only read is on the clipboard: put in a password, and give it to whoever may create roles.'));
    return succeed(statements);
  };

  const acceptRights = async (given: Given): Promise<Result<unknown>> => {
    const found = await findings(given, l10n.t('Accept the rights of which connection?'));
    if (!found.ok) return found;
    const { name, server } = found.value;
    const accept = l10n.t('Accept for "{0}"', name);
    const copy = l10n.t('Copy SQL for a Read-Only Role');
    const chosen = await window.showWarningMessage(
      l10n.t('Run cells on "{0}" as "{1}"?', name, server.user),
      {
        modal: true,
        detail: l10n.t(
          'This role could do more than read: {0}. Casebook runs each statement in a read-only transaction and refuses what would write, but what a function hides is bounded by rights alone. A role that can only read is better.',
          powersOf(server).join(', '),
        ),
      },
      accept,
      copy,
    );
    if (chosen === copy) return copyRole(found.value);
    return chosen === accept ? done(await connections.change(name, { acceptRights: true })) : cancelled();
  };

  return Disposable.from(
    registerCommand('casebook.acceptRights', acceptRights),
    registerCommand('casebook.copyReadOnlyRole', async (given) => {
      const found = await findings(given, l10n.t('A read-only role for which connection?'));
      return found.ok ? copyRole(found.value) : found;
    }),
    registerCommand('casebook.useLayout', async (given) => {
      const found = await findings(given, l10n.t('The layout of which connection?'));
      if (!found.ok) return found;
      const { name, layouts } = found.value;
      const layout = typeof given === 'object' && given.layout !== undefined ? given.layout : await pickLayout(name, layouts);
      return layout === undefined ? cancelled() : done(await connections.change(name, { layout }));
    }),
    registerCommand('casebook.copyIndex', async ({ statement }) => {
      await env.clipboard.writeText(statement);
      void window.showInformationMessage(l10n.t('The statement is on the clipboard, for whoever may create indexes: {0}', statement));
      return succeed(statement);
    }),
  );
}

/** Callers of a command get no database. */
const done = (changed: Result<unknown>): Result<true> => (changed.ok ? succeed(true) : changed);

async function pickLayout(name: string, layouts: Findings['layouts']): Promise<string | undefined> {
  const chosen = await window.showQuickPick(layouts.map(({ id, title }) => ({ label: title, id })), { title: l10n.t('Which layout of "{0}" shall Casebook use?', name) });
  return chosen?.id;
}
