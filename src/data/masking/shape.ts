import type { SelectStmt } from 'libpg-query';
import { isPersonalName, mayBePersonalName, personalAmong } from '../../domain/personalNames';
import { strictest, type Treatment } from './treatment';

/** What an expression yields: how to treat it and, where it is a row, the row's columns. */
export interface Value {
  readonly treatment: Treatment;
  readonly row?: Shape;
}
export interface Field extends Value {
  readonly name: string;
}

/** The columns of a relation, a subquery or a row. With `rest` there are others too, whose names are not known, or their order is not. */
export interface Shape {
  readonly fields: readonly Field[];
  readonly rest?: Treatment;
}

/** What a statement's names are looked up in. */
export interface Context {
  /** A relation of the database; undefined where there is none of this name. */
  readonly relation: (schema: string | undefined, name: string) => Shape | undefined;
  /** What a function of somebody's own yields; undefined where there is none of this name. */
  readonly routine: (name: string) => Value | undefined;
  readonly commonTables: ReadonlyMap<string, () => Shape>;
  /** What the bound parameters hold, in order. */
  readonly parameters: readonly Treatment[];
  readonly select: (select: SelectStmt, context: Context, outer: Scope | undefined) => Shape;
}
export interface Entry {
  readonly alias: string;
  readonly shape: Shape;
}
/** The tables that an expression can name; `outer` are those of the query around it. */
export interface Scope {
  readonly entries: readonly Entry[];
  readonly context: Context;
  readonly outer: Scope | undefined;
}

export const clear: Value = { treatment: 'clear' };
export const unknownShape: Shape = { fields: [], rest: 'whole' };

/** The strictest treatment of anything in a shape. */
export const everythingIn = ({ fields, rest = 'clear' }: Shape): Treatment => strictest([...fields.map(({ treatment }) => treatment), rest]);

/** A row. Written as a text it has no names any more. */
export const asRow = (shape: Shape): Value => ({ treatment: everythingIn(shape.rest === undefined ? shape : { ...shape, rest: cutOut(shape.rest) }), row: shape });

/** Of JSON, some part that its key no longer tells of. */
export const cutOut = (treatment: Treatment): Treatment => (treatment === 'json' ? 'whole' : treatment);

/** What is cut out of JSON or of a row of unknown columns under a name. */
export function under(name: string, treatment: Treatment): Treatment {
  const isPersonal = treatment === 'json' ? mayBePersonalName(name) : treatment === 'scan' && isPersonalName(name);
  return isPersonal ? 'whole' : treatment;
}

/** A column of a shape by its name. */
export function fieldOf(shape: Shape, name: string): Value {
  const field = shape.fields.find((candidate) => candidate.name === name);
  if (field) return field;
  if (systemColumns.has(name)) return clear;
  // Not there: a function of the row, or a column newer than what is known.
  return { treatment: shape.rest === undefined ? 'whole' : under(name, shape.rest) };
}
export const hasField = (shape: Shape, name: string): boolean => shape.fields.some((field) => field.name === name);

const systemColumns: ReadonlySet<string> = new Set(['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);

/** A row written as JSON: what is personal in it is found again by its key, unless it got another name. */
export function asJson({ treatment, row }: Value): Value {
  if (!row) return { treatment };
  const found = personalAmong(row.fields.map(({ name }) => name));
  const hidden = row.rest === 'whole' || row.fields.some((field) => field.treatment === 'whole' && !found.has(field.name));
  return { treatment: hidden ? 'whole' : treatment === 'whole' ? 'json' : treatment };
}

/** The names of a shape's first columns replaced, as `as d(a, b)` does. A column of JSON under a new name is no longer known by its key. */
export function renamed(shape: Shape, names: readonly string[]): Shape {
  const { fields, rest } = shape;
  const others = rest === undefined ? [] : names.slice(fields.length).map((name) => ({ name, treatment: cutOut(rest) }));
  return { ...shape, fields: [...fields.map((field, index) => ({ ...field, name: names[index] ?? field.name })), ...others] };
}
