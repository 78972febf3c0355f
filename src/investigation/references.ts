import type { Token } from './lexer';

/** A place in SQL that takes a value: `:name`, or `:cell.column`. Offsets are UTF-16. */
export type Reference = { readonly start: number; readonly end: number; readonly text: string } & (
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'chain'; readonly cell: string; readonly column: string }
);

/**
 * The places of a text that take values. Inside `[ ]` a name that is not known (as a parameter or a cell) is the
 * bound of an array slice.
 */
export function findReferences(sql: string, tokens: readonly Token[], isKnown: (name: string) => boolean): Reference[] {
  const references: Reference[] = [];
  let brackets = 0;
  for (const { kind, start, end } of tokens) {
    const text = sql.slice(start, end);
    if (text === '[') brackets++;
    else if (text === ']') brackets = Math.max(0, brackets - 1);
    if (kind !== 'parameter' && kind !== 'chain') continue;
    const [name, column] = split(text.slice(1));
    if (brackets > 0 && !isKnown(name)) continue;
    references.push({ start, end, text, ...(column === undefined ? { kind: 'parameter', name } : { kind: 'chain', cell: name, column }) });
  }
  return references;
}

/** Unquoted names of columns fold to lower case, as in SQL. */
function split(text: string): readonly [name: string, column?: string] {
  const dot = text.indexOf('.');
  if (dot < 0) return [text];
  const column = text.slice(dot + 1);
  return [text.slice(0, dot), column.startsWith('"') ? column.slice(1, -1).replaceAll('""', '"') : column.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())];
}
