import type { FuncCall, Node } from 'libpg-query';
import { wordsOf } from './expression';
import { isKnownFunction } from './functions';

/** What a statement names, wherever in it, without schemas. */
export interface Names {
  readonly relations: readonly string[];
  readonly commonTables: readonly string[];
  /** Functions that may be of somebody's own. */
  readonly routines: readonly string[];
}

export function namesIn(statement: Node | undefined): Names {
  const relations = new Set<string>();
  const commonTables = new Set<string>();
  const routines = new Set<string>();
  const open: unknown[] = [statement];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if ('RangeVar' in node && typeof node.RangeVar === 'object' && node.RangeVar !== null && 'relname' in node.RangeVar) relations.add(String(node.RangeVar.relname));
    if ('CommonTableExpr' in node && typeof node.CommonTableExpr === 'object' && node.CommonTableExpr !== null && 'ctename' in node.CommonTableExpr) commonTables.add(String(node.CommonTableExpr.ctename));
    if (isCall(node)) {
      const words = wordsOf(node.FuncCall.funcname);
      const name = words.at(-1) ?? '';
      if (words[0] !== 'pg_catalog' && (words.length > 1 || !isKnownFunction(name))) routines.add(name);
    }
    for (const child of Object.values(node)) open.push(child);
  }
  return { relations: [...relations].sort(), commonTables: [...commonTables], routines: [...routines].sort() };
}
const isCall = (node: object): node is { readonly FuncCall: FuncCall } => 'FuncCall' in node;
