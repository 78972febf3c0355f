import type { Statement } from '../data/guard';
import { preludeOf, type Layout, type RelationName } from '../data/layouts/layout';
import type { Treatment } from '../data/masking/treatment';
import { succeed, type Result } from '../domain/failure';
import { findInsertion } from './prelude';
import type { Reference } from './references';

/** A value for a reference; without a type the server infers it. */
export interface Binding {
  readonly value: string;
  readonly type?: string;
  /** How the column was treated that the value is from. */
  readonly treatment?: Treatment;
}

/** What a statement is compiled with. Offsets of `references` are those of the text that the statement is from. */
export interface Compilation {
  readonly references: readonly Reference[];
  /** By a reference's text; one without a binding stays as it is written. */
  readonly bindings: ReadonlyMap<string, Binding>;
  /** The canonical relations to put in reach, and the layout that has them. */
  readonly relations?: { readonly layout: Layout; readonly using: readonly RelationName[] };
}

/** A statement ready to run: `$1…` stand for the values. */
export interface CompiledStatement {
  readonly sql: string;
  readonly parameters: readonly string[];
  /** How the parameters are treated where they come out again. */
  readonly treatments: readonly Treatment[];
  /** The offset in the cell's value of what stands at this offset of `sql`. */
  originOf(position: number): number;
}

/**
 * Binds values and puts canonical relations in reach. A statement that does not parse fails here where relations are
 * asked for, else at the server; `position` is in the cell's value.
 */
export async function compileStatement(statement: Statement, compilation: Compilation): Promise<Result<CompiledStatement>> {
  const placed = new Map<string, Binding>();
  const pieces = await assemble(statement, compilation, (binding, text) => {
    const number = [...placed.set(text, binding).keys()].indexOf(text) + 1;
    // In parentheses: `$1::text[][1]` would be a type of two dimensions.
    return binding.type === undefined ? `$${number}` : `($${number}::${binding.type})`;
  });
  if (!pieces.ok) return pieces;
  const bindings = [...placed.values()];
  return succeed({
    sql: textOf(pieces.value),
    parameters: bindings.map(({ value }) => value),
    treatments: bindings.map(({ treatment = 'scan' }) => treatment),
    originOf: (position) => originOf(pieces.value, position),
  });
}

/** The statement as one text with its values in it, for a client that binds none. */
export async function expandStatement(statement: Statement, compilation: Compilation): Promise<Result<string>> {
  const pieces = await assemble(statement, compilation, ({ value, type }) => {
    const literal = `'${value.replaceAll("'", "''")}'`;
    return type === undefined ? literal : `(${literal}::${type})`;
  });
  return pieces.ok ? succeed(textOf(pieces.value)) : pieces;
}

/** A part of compiled SQL, and where it comes from. */
interface Piece {
  readonly text: string;
  readonly origin: number;
  /** Whether it stands so in the cell; else it stands for what is there. */
  readonly isWritten: boolean;
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

function originOf(pieces: readonly Piece[], position: number): number {
  let start = 0;
  for (const { text, origin, isWritten } of pieces) {
    if (position < start + text.length) return isWritten ? origin + position - start : origin;
    start += text.length;
  }
  const last = pieces.at(-1);
  return last ? last.origin + (last.isWritten ? last.text.length : 0) : 0;
}

async function assemble(statement: Statement, { references, bindings, relations }: Compilation, place: (binding: Binding, text: string) => string): Promise<Result<readonly Piece[]>> {
  const pieces: Piece[] = [];
  let from = statement.start;
  const write = (to: number): void => void pieces.push({ text: statement.text.slice(from - statement.start, to - statement.start), origin: from, isWritten: true });
  for (const { start, end, text } of references) {
    const binding = bindings.get(text);
    if (!binding || start < statement.start || end > statement.end) continue;
    write(start);
    pieces.push({ text: place(binding, text), origin: start, isWritten: false });
    from = end;
  }
  write(statement.end);
  return relations && relations.using.length > 0 ? withRelations(pieces, relations) : succeed(pieces);
}

async function withRelations(pieces: readonly Piece[], { layout, using }: NonNullable<Compilation['relations']>): Promise<Result<readonly Piece[]>> {
  const insertion = await findInsertion(textOf(pieces), using);
  if (!insertion.ok) {
    const { position } = insertion.failure;
    return position === undefined ? insertion : { ok: false, failure: { ...insertion.failure, position: originOf(pieces, position) } };
  }
  if (!insertion.value) return succeed(pieces);
  const { at, before, after } = insertion.value;
  const prelude = { text: before + preludeOf(layout, using) + after, origin: pieces[0]?.origin ?? 0, isWritten: false };
  return succeed(insert(pieces, prelude, at));
}

function insert(pieces: readonly Piece[], inserted: Piece, at: number): Piece[] {
  const result: Piece[] = [];
  let start = 0;
  for (const piece of pieces) {
    const cut = at - start;
    if (cut >= 0 && cut < piece.text.length) result.push({ ...piece, text: piece.text.slice(0, cut) }, inserted, { ...piece, text: piece.text.slice(cut), origin: piece.origin + cut });
    else result.push(piece);
    start += piece.text.length;
  }
  return result;
}
