import * as l10n from '@vscode/l10n';
import { commands, Disposable, env, languages, window, workspace, type Event, type MarkdownString } from 'vscode';
import { cardMarkdown, createHoverProvider } from './hover';
import { renderCard, type Showing } from '../../data/lookup/card';
import { createLookup, type Lookup } from '../../data/lookup/lookup';
import type { Outcome } from '../../data/lookup/outcome';
import type { Source } from '../../data/layouts/layout';
import { readRaw } from '../../data/store/raw';
import type { Rule } from '../../data/store/rule';
import { fail, succeed, type Result } from '../../domain/failure';
import { identifierAt, kindOf, scan, secretKind } from '../../domain/identifiers';
import { registerCommand } from '../../host/commands';
import type { Log } from '../../host/log';
import { Documents, scheme } from './documents';
import { showPick } from './pick';
import { settingsReader } from './settings';

export interface LookupNeeds {
  /** The named connection, or the active one. */
  readonly source: (connection?: string) => Promise<Result<Source>>;
  /** Another connection is active, or was opened anew. */
  readonly onDidChangeSource: Event<void>;
  /** The same array as long as they are the same rules. */
  readonly rules: () => Promise<readonly Rule[]>;
  readonly log: Log;
}

type Given = string | { readonly id: string } | undefined;

/** Cards on hover in every document, and the commands that show, open, read and copy what an identifier names. */
export function registerLookup({ source, onDidChangeSource, rules, log }: LookupNeeds): Disposable & Lookup & { readonly card: (id: string) => Promise<MarkdownString | undefined> } {
  const clock = Date.now;
  const warn = (words: string): void => log.warn(words);
  const readSettings = settingsReader(warn);
  const lookup = createLookup({ source, rules, clock, cacheSeconds: () => readSettings().cacheSeconds, warn });
  const showing = (live: boolean): Showing => ({ now: clock(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, live });

  const resolve = async (id: string): Promise<Outcome> => {
    const [outcome] = await lookup.lookup([{ id, kind: kindOf(id) ?? 'unknown' }]);
    if (!outcome) throw new Error('A lookup without an outcome.');
    return outcome;
  };

  const documents = new Documents(async (view, id) => {
    if (view === 'card') {
      const outcome = await resolve(id);
      return outcome.state === 'failed' ? { ok: false, failure: outcome.failure } : succeed(`${renderCard(outcome, showing(false))}\n`);
    }
    const asked = await source();
    return asked.ok ? readRaw(asked.value, { id, kind: kindOf(id) ?? 'unknown' }) : asked;
  });

  /** A command's identifier: as given, else what the user types, with what is under the cursor to begin with. */
  const withIdentifier = async (given: Given, title: string, act: (id: string) => Promise<Result<unknown>>): Promise<Result<unknown>> => {
    const id = typeof given === 'object' ? given.id : (given ?? (await askIdentifier(title)));
    if (id === undefined || id === '') return fail('cancelled', l10n.t('Nothing was looked up.'));
    // It would become a title, an address, a line of the status bar.
    if (scan(id).some(({ kind }) => kind === secretKind)) return fail('refused', l10n.t('This is a client secret or key, not an identifier: Casebook never looks it up, keeps it or shows it.'));
    return act(id);
  };

  const disposable = Disposable.from(
    documents,
    workspace.registerTextDocumentContentProvider(scheme, documents),
    languages.registerHoverProvider('*', createHoverProvider(lookup, readSettings, () => showing(true))),
    onDidChangeSource(() => lookup.forget()),
    registerCommand('casebook.lookup', (given) =>
      withIdentifier(given, l10n.t('Look up an identifier'), async (id) => {
        const outcome = await resolve(id);
        if (outcome.state === 'failed') return { ok: false, failure: outcome.failure };
        showPick(outcome, showing(false));
        return succeed(outcome.state);
      }),
    ),
    registerCommand('casebook.openDispute', (given) =>
      withIdentifier(given, l10n.t('Open a dispute'), async (id) => {
        const uri = await documents.prepare('card', id);
        if (uri.ok) await commands.executeCommand('markdown.showPreview', uri.value);
        return uri;
      }),
    ),
    registerCommand('casebook.showRaw', (given) =>
      withIdentifier(given, l10n.t('Show the raw object'), async (id) => {
        const uri = await documents.prepare('raw', id);
        if (uri.ok) await window.showTextDocument(uri.value, { preview: true });
        return uri;
      }),
    ),
    registerCommand('casebook.copyIdentifier', (given) =>
      withIdentifier(given, l10n.t('Copy an identifier'), async (id) => {
        await env.clipboard.writeText(id);
        window.setStatusBarMessage(l10n.t('Copied {0}', id), 3000);
        return succeed(id);
      }),
    ),
  );
  /** The card as a tooltip; undefined where there is none to show. */
  const card = async (id: string): Promise<MarkdownString | undefined> => {
    const outcome = await resolve(id);
    return outcome.state === 'failed' ? undefined : cardMarkdown(renderCard(outcome, showing(true)));
  };
  return Object.assign(disposable, lookup, { card });
}

async function askIdentifier(title: string): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const under = editor && identifierAt(editor.document.lineAt(editor.selection.active.line).text, editor.selection.active.character);
  const typed = await window.showInputBox({ title, value: under?.text ?? '', placeHolder: 'dp_…, ch_…, pi_…', prompt: l10n.t('A dispute, charge, payment, refund, event, customer or account, an ARN or a case.') });
  return typed?.trim();
}
