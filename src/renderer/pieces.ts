import * as l10n from '@vscode/l10n';
import { scan, secretKind } from '../shared/identifiers';
import type { Value } from '../shared/result';
import { formatCount } from '../shared/words';

/** What a cell shows, piece by piece. `mark` is what stands for something that has no letters of its own. */
export interface Piece {
  readonly kind: 'text' | 'identifier' | 'mark';
  readonly text: string;
}

/** More never fits into a cell's line. */
const longestShown = 400;

/** Controls, line ends, zero-width and direction marks: unseen, or harmful to the line. Joiners belong to emoji and scripts. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const marks: Readonly<Record<string, string>> = { '\n': '↵', '\t': '⇥', '\r': '␍' };

/** NULL, an empty string and what cannot be seen are made visible; identifiers stand apart. `length` is that of a value that was cut; no more than `most` characters are shown. */
export function piecesOf(value: Value, length?: number, most = longestShown): Piece[] {
  if (value === null) return [{ kind: 'mark', text: 'NULL' }];
  if (value === '') return [{ kind: 'mark', text: "''" }];
  const shown = value.slice(0, most);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { kind, text, start, end } of scan(shown)) {
    if (kind === secretKind) continue;
    pieces.push(...withMarks(shown.slice(from, start)), { kind: 'identifier', text });
    from = end;
  }
  pieces.push(...withMarks(shown.slice(from)));
  if (length !== undefined) pieces.push({ kind: 'mark', text: l10n.t('… {0} characters', formatCount(length)) });
  return pieces;
}

/** A text with what cannot be seen made visible; nothing in it is a link. */
export function withMarks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (index > from) pieces.push({ kind: 'text', text: text.slice(from, index) });
    pieces.push({ kind: 'mark', text: marks[character] ?? codePointOf(character) });
    from = index + character.length;
  }
  return from < text.length ? [...pieces, { kind: 'text', text: text.slice(from) }] : pieces;
}

const codePointOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
