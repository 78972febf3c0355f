import { Hover, MarkdownString, Range, type CancellationToken, type ConfigurationScope, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { cardCommands, renderCard, renderPending, type Showing } from '../../data/lookup/card';
import type { Lookup } from '../../data/lookup/lookup';
import { identifierAt } from '../../domain/identifiers';
import type { LookupSettings } from './settings';

/** A card never blocks: what is known by then shows, the rest on the next hover. */
const patience = 250;

/** Cards for whatever identifier is under the pointer, in any document. */
export function createHoverProvider(lookup: Lookup, readSettings: (scope: ConfigurationScope) => LookupSettings, showing: () => Showing): HoverProvider {
  return {
    async provideHover(document: TextDocument, position: Position, token: CancellationToken) {
      const { enabled, languages, maxLineLength } = readSettings(document);
      if (!enabled || !(languages.includes('*') || languages.includes(document.languageId))) return undefined;
      const line = document.lineAt(position.line).text;
      if (line.length > maxLineLength) return undefined;
      const found = identifierAt(line, position.character);
      if (!found) return undefined;
      const { text: id, kind, start, end } = found;

      // The pointer that moves on takes its question back; the card that ran out of patience leaves it, for the next hover.
      const left = new AbortController();
      const leaving = token.onCancellationRequested(() => left.abort());
      const outcome = await within(patience, lookup.lookup([{ id, kind }], { signal: left.signal }));
      leaving.dispose();
      if (token.isCancellationRequested) return undefined;
      return new Hover(cardMarkdown(outcome?.[0] ? renderCard(outcome[0], showing()) : renderPending(id, kind, showing())), new Range(position.line, start, position.line, end));
    },
  };
}

/** A card as VS Code shows it: icons, and no command but the card's own. */
export function cardMarkdown(card: string): MarkdownString {
  const markdown = new MarkdownString(card, true);
  markdown.isTrusted = { enabledCommands: cardCommands };
  return markdown;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), milliseconds)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
