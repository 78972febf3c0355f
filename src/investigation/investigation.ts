/** A `*.casebook.sql` file. Plain JSON, and lossless: `printInvestigation(parseInvestigation(text)) === text`. */
export interface Investigation {
  /** As written, with the byte order mark; where a marker follows, with the blank lines up to it. */
  readonly header: string;
  readonly cells: readonly InvestigationCell[];
}

export interface InvestigationCell {
  readonly kind: 'code' | 'markdown';
  readonly name?: string;
  /** Line ends are `\n`; Markdown stands without its `-- `. */
  readonly value: string;
  /** Absent in a cell that was never in a file: it prints canonically. */
  readonly written?: WrittenCell;
}

/** A cell as it stands in the file: the four parts, one after the other, are its text. */
export interface WrittenCell {
  /** The whole `-- %%` line with its end; empty for a first cell that has none. */
  readonly marker: string;
  readonly before: string;
  readonly body: string;
  readonly after: string;
}

/** A comment line that gives a directive: its name, and its argument. */
export const directiveLine = /^[ \t\f\v\uFEFF]*--[ \t]*@([A-Za-z]\w*)[ \t]*([^\r\n]*)/;

const byteOrderMark = '\uFEFF';

/** Every text parses. Line ends are CRLF, LF and CR, as in PostgreSQL and VS Code. */
export function parseInvestigation(text: string): Investigation {
  const end = headerEnd(text);
  const markers = Array.from(text.matchAll(/(?:(?<![^\r\n])|(?<=^\uFEFF))-- %%/g), ({ index }) => index);
  const [firstMarker] = markers;
  const hasUnmarked = firstMarker === undefined || !isBlank(text.slice(end, firstMarker));
  const starts = hasUnmarked ? [end, ...markers] : markers;
  return { header: text.slice(0, starts[0]), cells: starts.map((start, index) => parseCell(text.slice(start, starts[index + 1]))) };
}

/** The header ends with the last directive before any SQL or marker. */
function headerEnd(text: string): number {
  const line = /[ \t\f\v\uFEFF]*(?:--[^\r\n]*)?(?:\r\n|\r|\n|$)/y;
  line.lastIndex = text.startsWith(byteOrderMark) ? 1 : 0;
  let end = line.lastIndex;
  while (line.lastIndex < text.length) {
    const [match] = line.exec(text) ?? [];
    if (match === undefined || match.startsWith('-- %%')) break;
    if (directiveLine.test(match)) end = line.lastIndex;
  }
  return end;
}

function parseCell(text: string): InvestigationCell {
  const [marker = ''] = /^-- %%[^\r\n]*(?:\r\n|\r|\n|$)/.exec(text) ?? [];
  const written = { marker, ...withoutBlankLines(text.slice(marker.length)) };
  return { ...meaningOf(written), written };
}

function withoutBlankLines(content: string): Omit<WrittenCell, 'marker'> {
  const first = content.search(/[^ \t\f\v\r\n\uFEFF]/);
  if (first < 0) return { before: '', body: '', after: content };
  let start = Math.max(content.lastIndexOf('\n', first), content.lastIndexOf('\r', first)) + 1;
  // VS Code drops a byte order mark at the beginning of a cell, so it cannot be part of the value.
  while (content[start] === byteOrderMark) start++;
  let last = content.length;
  while (isBlank(content.charAt(last - 1))) last--;
  const rest = content.slice(last);
  const end = last + (/[\r\n]/.exec(rest)?.index ?? rest.length);
  return { before: content.slice(0, start), body: content.slice(start, end), after: content.slice(end) };
}

const isBlank = (text: string): boolean => /^[ \t\f\v\r\n\uFEFF]*$/.test(text);

function meaningOf({ marker, body }: WrittenCell): Omit<InvestigationCell, 'written'> {
  const [, markdown, name] = /^-- %%[ \t]*(\[markdown\])?[ \t]*(?:([A-Za-z_]\w*)(?!\S))?/.exec(marker) ?? [];
  const text = body.replace(/\r\n?/g, '\n');
  return {
    kind: markdown ? 'markdown' : 'code',
    ...(name !== undefined && { name }),
    value: markdown ? text.replace(/(?<![^\n])-- ?/g, '') : text,
  };
}

/** What is unchanged keeps its bytes; an edit changes its own cell alone. */
export function printInvestigation({ header, cells }: Investigation): string {
  const lineEnd = lineEndOf(header) ?? cells.map(({ written }) => written && lineEndOf(textOf(written))).find(Boolean) ?? '\n';
  const parts = [header];
  for (const [index, cell] of cells.entries()) {
    const text = textOf(cell.written ? edited(cell, cell.written, lineEnd, index, cells.length) : canonical(cell, lineEnd, index === cells.length - 1));
    if (text === '') continue;
    const before = parts.at(-1) ?? '';
    parts.push(missingLineEnds(before, lineEnd, cell.written || isBlank(before) ? 1 : 2), text);
  }
  return parts.join('');
}

const textOf = ({ marker, before, body, after }: WrittenCell): string => marker + before + body + after;
const lineEndOf = (text: string): string | undefined => /\r\n|\r|\n/.exec(text)?.[0];
const markerOf = ({ kind, name }: InvestigationCell, lineEnd: string): string => `-- %%${kind === 'markdown' ? ' [markdown]' : ''}${name === undefined ? '' : ` ${name}`}${lineEnd}`;

/** The line ends that a text lacks, to end in so many. */
function missingLineEnds(text: string, lineEnd: string, count: number): string {
  if (text === '' || text === byteOrderMark) return '';
  const [ending = ''] = /(?:\r\n|\r|\n)*$/.exec(text.slice(-2 * count)) ?? [];
  return lineEnd.repeat(Math.max(0, count - (ending.match(/\r\n|\r|\n/g)?.length ?? 0)));
}

function canonical(cell: InvestigationCell, lineEnd: string, isLast: boolean): WrittenCell {
  return { marker: markerOf(cell, lineEnd), before: '', body: bodyOf(cell, lineEnd), after: isLast ? lineEnd : lineEnd + lineEnd };
}

/** The first cell alone may stand without a marker, and only where it would be read back as that cell. */
function edited(cell: InvestigationCell, written: WrittenCell, fileLineEnd: string, index: number, count: number): WrittenCell {
  const lineEnd = lineEndOf(textOf(written)) ?? fileLineEnd;
  const { kind, name, value } = meaningOf(written);
  const isSameBody = kind === cell.kind && value === cell.value;
  const body = isSameBody ? written.body : bodyOf(cell, lineEnd);
  const staysMarked = kind === cell.kind && name === cell.name && (written.marker !== '' || (index === 0 && (count === 1 || body !== '') && headerEnd(body) === 0));
  const marker = staysMarked ? written.marker : (renamedMarker(written.marker, name, cell) ?? markerOf(cell, lineEnd));
  if (isSameBody) return { ...written, marker };
  return {
    marker: marker + missingLineEnds(marker, lineEnd, 1),
    before: written.before,
    body,
    after: body === '' || written.after === '' || lineEndOf(written.after.charAt(0)) ? written.after : lineEnd + written.after,
  };
}

/** Where only the name is another: spacing, and words behind it, stay. */
function renamedMarker(marker: string, before: string | undefined, { kind, name }: InvestigationCell): string | undefined {
  if (before === undefined || name === undefined || (kind === 'markdown') !== marker.includes('[markdown]')) return undefined;
  return marker.replace(/^(-- %%[ \t]*(?:\[markdown\])?[ \t]*)\w+/, (_, start: string) => start + name);
}

/** A line of Markdown that begins with `%%` gets no space before it: it would be a marker. */
function bodyOf({ kind, value }: InvestigationCell, lineEnd: string): string {
  if (value === '') return '';
  const lines = value.split('\n');
  return (kind === 'code' ? lines : lines.map((line) => (line === '' ? '--' : line.startsWith('%%') ? `--${line}` : `-- ${line}`))).join(lineEnd);
}
