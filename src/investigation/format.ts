import * as l10n from '@vscode/l10n';
import { formatDialect, postgresql } from 'sql-formatter';
import { parseTree, splitStatements } from '../data/guard';
import { fail, succeed, type Result } from '../domain/failure';
import { parseInvestigation } from './investigation';
import { lex, type Token } from './lexer';

export interface FormatStyle {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Offsets are UTF-16, into the text that was given. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A statement that stays as it is, and why: `start` is where it begins. */
export interface LeftAlone {
  readonly start: number;
  readonly reason: string;
}

export interface Formatting {
  readonly replacements: readonly Replacement[];
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * How to format the statements of a text that lie in `within`: a cell, an investigation, or any SQL. What stands around
 * statements (header, markers, Markdown, directives, comments) keeps its bytes. A statement is left alone where its formatted
 * text would not parse to the same tree, or would lose a parameter or a comment.
 */
export async function formatText(text: string, style: FormatStyle, within = { start: 0, end: text.length }): Promise<Formatting> {
  const replacements: Replacement[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const code of codeIn(text)) {
    if (code.start > within.end || code.end < within.start) continue;
    const statements = await splitStatements(text.slice(code.start, code.end));
    if (!statements.ok) {
      leftAlone.push({ start: code.start, reason: statements.failure.message });
      continue;
    }
    for (const [index, statement] of statements.value.entries()) {
      const start = code.start + statement.start;
      const end = code.start + statement.end;
      if (start > within.end || end < within.start) continue;
      const formatted = await formatStatement(statement.text, style);
      const indent = blankBefore(text, start);
      // A second statement of a line goes to a line of its own.
      const opening = index > 0 && text[start - indent.length - 1] === ';' ? '\n' : '';
      if (formatted.ok) replacements.push({ start: start - indent.length, end, text: opening + formatted.value });
      else leftAlone.push({ start, reason: formatted.failure.message });
    }
  }
  return { replacements: replacements.filter(({ start, end, text: formatted }) => text.slice(start, end) !== formatted), leftAlone };
}

/** Where the code of each cell stands. */
function codeIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  const { header, cells } = parseInvestigation(text);
  let at = header.length;
  return cells.flatMap(({ kind, written }) => {
    if (!written) return [];
    const start = at + written.marker.length + written.before.length;
    at = start + written.body.length + written.after.length;
    return kind === 'code' ? [{ start, end: start + written.body.length }] : [];
  });
}

/** The blanks between a statement and what stands before it: a line's beginning, or a semicolon. */
function blankBefore(text: string, start: number): string {
  const [, blank = ''] = /(?:^|[\r\n;])([ \t]*)$/.exec(text.slice(Math.max(0, start - 1000), start)) ?? [];
  return blank;
}

/** The formatter's answer is taken once it is settled: formatted again it stays the same. */
const rounds = 4;

async function formatStatement(sql: string, style: FormatStyle): Promise<Result<string>> {
  const meaning = await meaningOf(sql);
  if (!meaning.ok) return meaning;
  let formatted = sql;
  for (let round = 0; round < rounds; round += 1) {
    const next = laidOut(formatted, style);
    if (!next.ok) return next;
    if (next.value === formatted && round > 0) break;
    if (round === rounds - 1) return fail('unsupported', l10n.t('the formatter does not come to rest on it'));
    formatted = next.value;
  }
  const after = await meaningOf(formatted);
  return after.ok && after.value === meaning.value ? succeed(formatted) : fail('unsupported', l10n.t('formatted, it would not mean the same'));
}

function laidOut(sql: string, { tabSize, insertSpaces }: FormatStyle): Result<string> {
  const { text, restore } = standIn(sql);
  try {
    return succeed(restore(formatDialect(text, { dialect: postgresql, keywordCase: 'preserve', tabWidth: tabSize, useTabs: !insertSpaces, expressionWidth: 100 })));
  } catch {
    // The formatter reads fewer statements than PostgreSQL does; its words name its own grammar.
    return fail('unsupported', l10n.t('the formatter cannot read it'));
  }
}

/** The formatter knows neither `:name` nor that the FROM of `extract(epoch from …)` begins no clause: numbered parameters stand for them. */
function standIn(sql: string): { readonly text: string; readonly restore: (formatted: string) => string } {
  const tokens = lex(sql);
  const spans = tokens.flatMap((token, index) => {
    if (token.kind === 'parameter' || token.kind === 'chain' || token.kind === 'quotedParameter') return [token];
    const from = fieldOfExtract(sql, tokens, index);
    return from ? [{ start: token.start, end: from.end }] : [];
  });
  // Beyond every number that is there.
  const first = 1 + Math.max(0, ...tokens.map(({ start, end }) => Number(/^\$(\d+)$/.exec(sql.slice(start, end))?.[1] ?? 0)));
  let text = '';
  let at = 0;
  for (const [index, { start, end }] of spans.entries()) {
    text += `${sql.slice(at, start)}$${first + index}`;
    at = end;
  }
  text += sql.slice(at);
  const restore = (formatted: string): string => {
    let restored = '';
    let done = 0;
    for (const { start, end } of lex(formatted)) {
      const span = spans[Number(/^\$(\d+)$/.exec(formatted.slice(start, end))?.[1] ?? -1) - first];
      if (!span) continue;
      restored += formatted.slice(done, start) + sql.slice(span.start, span.end);
      done = end;
    }
    return restored + formatted.slice(done);
  };
  return { text, restore };
}

/** The FROM behind the word at `index`, where that is the field of an `extract(`. */
function fieldOfExtract(sql: string, tokens: readonly Token[], index: number): Token | undefined {
  const wordAt = (at: number): string => {
    const token = tokens[at];
    return token ? sql.slice(token.start, token.end).toLowerCase() : '';
  };
  return wordAt(index - 2) === 'extract' && wordAt(index - 1) === '(' && wordAt(index + 1) === 'from' ? tokens[index + 1] : undefined;
}

/** Two texts of the same meaning have the same parameters and comments, in order, and the same parse tree. */
async function meaningOf(sql: string): Promise<Result<string>> {
  const tokens = lex(sql);
  const textOf = ({ start, end }: Token): string => sql.slice(start, end);
  const parameters = tokens.filter(({ kind }) => kind === 'parameter' || kind === 'chain');
  const comments = tokens.filter(({ kind }) => kind === 'lineComment' || kind === 'blockComment');
  let bound = '';
  let at = 0;
  for (const token of parameters) {
    bound += `${sql.slice(at, token.start)}$${1 + parameters.findIndex((other) => textOf(other) === textOf(token))}`;
    at = token.end;
  }
  const parsed = await parseTree(bound + sql.slice(at));
  if (!parsed.ok) return fail('syntax', l10n.t('it does not parse: {0}', parsed.failure.message));
  const tree: unknown = parsed.value;
  return succeed(
    JSON.stringify([parameters.map(textOf), comments.map((token) => textOf(token).replaceAll(/\s+/g, ' ').trim()), tree], (key, value: unknown) => (isPlace(key) ? undefined : value)),
  );
}

const isPlace = (key: string): boolean => key.endsWith('location') || key === 'stmt_len' || /^(?:rexpr_)?list_(?:start|end)$/.test(key);
