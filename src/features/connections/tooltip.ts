import * as l10n from '@vscode/l10n';
import { MarkdownString } from 'vscode';
import { explain } from '../../domain/failure';
import type { Connection, ConnectionState } from './openings';
import { factsOf, lineOf } from './words';

/** All that is known of a connection, line by line. */
export function tooltipOf(connection: Connection, state: ConnectionState): MarkdownString {
  const text = new MarkdownString('', true);
  text.appendMarkdown('**').appendText(connection.name).appendMarkdown('**');
  if (connection.production) text.appendText(` · ${l10n.t('production')}`);
  text.appendText(`\n\n${connection.place}`);
  for (const [icon, words] of linesOf(connection, state)) text.appendMarkdown(`\n\n$(${icon}) `).appendText(words);
  return text;
}

function linesOf(connection: Connection, state: ConnectionState): readonly (readonly [icon: string, words: string])[] {
  switch (state.kind) {
    case 'open':
      return factsOf(state, connection).map((fact) => [fact.icon, lineOf(fact)]);
    case 'failed':
      return [['error', explain(state.failure).text]];
    case 'untrusted':
      return [['workspace-untrusted', l10n.t('This workspace is not trusted, so Casebook connects to no server from it.')]];
    case 'closed':
    case 'opening':
      return [['lock', l10n.t('Casebook reads from it when it is asked something, and never writes.')]];
  }
}
