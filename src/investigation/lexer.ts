/** One token of SQL; white space between tokens is none. Offsets are UTF-16. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** `parameter` is `:name`, `chain` is `:cell.column`, `quotedParameter` is `:'name'` or `:"name"`. */
export type TokenKind = 'lineComment' | 'blockComment' | 'string' | 'quotedIdentifier' | 'word' | 'number' | 'parameter' | 'chain' | 'quotedParameter' | 'symbol';

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['lineComment', /--[^\r\n]*/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['number', /\d[\w.]*|\$\d+/y],
  ['chain', /(?<![:\w$\u0080-\uffff\])]):[A-Za-z_]\w*\.(?:[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|"(?:[^"]|"")+")/y],
  ['parameter', /(?<![:\w$\u0080-\uffff\])]):[A-Za-z_]\w*/y],
  ['quotedParameter', /(?<![:\w$\u0080-\uffff\])]):(?:'[^'\r\n]*'|"[^"\r\n]*")/y],
  ['symbol', /::|:=|(?:(?!--|\/\*)[~!@#^&|`?+\-*/%<>=])+/y],
];

/** PostgreSQL's lexical rules (standard_conforming_strings on) and Casebook's parameters. What is not closed reaches to the end. */
export function lex(sql: string): Token[] {
  const tokens: Token[] = [];
  const space = /[\s\uFEFF]*/y;
  for (let start = 0; ; ) {
    space.lastIndex = start;
    start += space.exec(sql)?.[0].length ?? 0;
    if (start >= sql.length) return tokens;
    const token = quoted(sql, start) ?? plain(sql, start);
    tokens.push(token);
    start = token.end;
  }
}

function plain(sql: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    if (pattern.test(sql)) return { kind, start, end: pattern.lastIndex };
  }
  return { kind: 'symbol', start, end: start + 1 };
}

function quoted(sql: string, start: number): Token | undefined {
  const opening = /\/\*|([eE])'|(?:[uU]&|[bBxXnN])?'|(?:[uU]&)?"|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
  opening.lastIndex = start;
  const match = opening.exec(sql);
  if (!match) return undefined;
  const [open, escapes] = match;
  const inside = start + open.length;
  if (open === '/*') return { kind: 'blockComment', start, end: blockCommentEnd(sql, inside) };
  if (open.startsWith('$')) return { kind: 'string', start, end: after(sql, open, inside) };
  if (open.endsWith('"')) return { kind: 'quotedIdentifier', start, end: quoteEnd(sql, '"', inside) };
  return { kind: 'string', start, end: escapes ? escapedEnd(sql, inside) : quoteEnd(sql, "'", inside) };
}

function after(sql: string, text: string, from: number): number {
  const index = sql.indexOf(text, from);
  return index < 0 ? sql.length : index + text.length;
}

/** Block comments nest. */
function blockCommentEnd(sql: string, from: number): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const edge = edges.exec(sql);
    if (!edge) return sql.length;
    depth += edge[0] === '/*' ? 1 : -1;
  }
  return edges.lastIndex;
}

function quoteEnd(sql: string, quote: string, from: number): number {
  let end = after(sql, quote, from);
  while (sql[end] === quote) end = after(sql, quote, end + 1);
  return end;
}

/** A backslash escapes; a second part on another line belongs to the same string. */
function escapedEnd(sql: string, from: number): number {
  const edges = /\\[\s\S]|''|'(?:[ \t\f\v]*[\r\n](?:\s|--[^\r\n]*[\r\n])*')?/g;
  edges.lastIndex = from;
  for (let edge = edges.exec(sql); edge; edge = edges.exec(sql)) if (edge[0] === "'") return edges.lastIndex;
  return sql.length;
}
