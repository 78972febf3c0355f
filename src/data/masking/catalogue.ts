import type { Node } from 'libpg-query';
import { LRUCache } from 'lru-cache';
import * as z from 'zod/mini';
import { arrayLiteral, type Cell, type Database, type Run } from '../database';
import catalogueSql from './catalogue.sql';
import { fieldsOfTable, type TableColumn } from './columns';
import { lineageOf } from './lineage';
import type { Names } from './names';
import { strictest, type Treatment } from './treatment';
import { everythingIn, unknownShape, type Shape, type Value } from './shape';

/** The relations that a statement names, as far as masking needs them. */
export interface Catalogue {
  readonly relation: (schema: string | undefined, name: string) => Shape | undefined;
  /** What a function of somebody's own yields, judged by its columns' names or by its own; undefined where there is none of this name. */
  readonly routine: (name: string) => Value | undefined;
  /** How a relation's own column is treated; undefined for one that the statement does not name. */
  readonly column: (tableId: number, columnNumber: number) => Treatment | undefined;
  /** Whether any relation in it holds personal data, or a function may read some. */
  readonly isPersonal: boolean;
}
export const emptyCatalogue: Catalogue = { relation: () => undefined, routine: () => ({ treatment: 'whole' }), column: () => undefined, isPersonal: true };

/** One statement's parse tree; undefined where it does not parse. */
export async function parsed(sql: string): Promise<Node | undefined> {
  const { parse } = await import('libpg-query');
  try {
    return (await parse(sql)).stmts?.[0]?.stmt;
  } catch {
    return undefined;
  }
}

/** A view may be replaced at any time: what is known of it is not kept for long. */
export const kept = { max: 100, ttl: 60_000 };
const catalogues = new WeakMap<Database, LRUCache<string, Catalogue>>();

/** Asked once a minute for the same names. Where the question fails nothing is known, and all that is not clear by itself is masked. */
export async function catalogueOf(database: Database, { relations, commonTables, routines }: Names, run: Pick<Run, 'settings'>, signal?: AbortSignal): Promise<Catalogue> {
  const searchPath = Object.entries(run.settings ?? {}).find(([name]) => name.toLowerCase() === 'search_path')?.[1];
  const parameters = [arrayLiteral(relations), searchPath === undefined ? null : arrayLiteral(schemasIn(searchPath)), arrayLiteral(routines)];
  const key = JSON.stringify(parameters);
  const known = catalogues.get(database) ?? new LRUCache<string, Catalogue>(kept);
  catalogues.set(database, known);
  const asked = known.get(key) ?? (await database.ask({ name: 'casebook_masking', sql: catalogueSql, parameters, origin: 'connection' }, signal));
  if (!('ok' in asked)) return asked;
  if (!asked.ok) return emptyCatalogue;
  const found = await Promise.all(asked.value.rows.map(decode));
  const catalogue = createCatalogue(found);
  // One that is not there yet is asked for again.
  if (relations.every((name) => commonTables.includes(name) || found.some((relation) => relation.yields === undefined && relation.name === name))) known.set(key, catalogue);
  return catalogue;
}

/** A relation changed since it was asked for: so may others. */
export const forgetCatalogues = (database: Database): void => void catalogues.delete(database);

const schemasIn = (searchPath: string): string[] => searchPath.split(',').map((schema) => schema.trim().replace(/^(["'])(.*)\1$/, '$2'));

/** One row of the catalogue's answer. */
export interface Relation {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  /** Where a bare name finds it, the first first; undefined where only its schema does. */
  readonly place: string | undefined;
  readonly definition: Node | undefined;
  readonly isView: boolean;
  /** The relations that a view reads. */
  readonly reads: readonly string[];
  readonly columns: readonly TableColumn[];
  /** Of a function: what its rows are called, empty where it yields no row; undefined for a relation. */
  readonly yields?: string | undefined;
}

const columns = z.array(z.tuple([z.number(), z.string(), z.string()]));
const ids = z.array(z.string());

async function decode([id, schema, name, place, definition, reads, described, yields]: readonly Cell[]): Promise<Relation> {
  return {
    id: id ?? '',
    schema: schema ?? '',
    name: name ?? '',
    place: place ?? undefined,
    isView: definition != null,
    definition: definition == null ? undefined : await parsed(definition),
    reads: ids.parse(JSON.parse(reads ?? '[]')),
    columns: columns.parse(JSON.parse(described ?? '[]')),
    yields: yields ?? undefined,
  };
}

export function createCatalogue(described: readonly Relation[]): Catalogue {
  const relations = described.filter(({ yields }) => yields === undefined);
  const routines = described.filter(({ yields }) => yields !== undefined);
  const shapes = new Map<Relation, Shape>();
  const shapeOf = (relation: Relation): Shape => {
    const shape = shapes.get(relation) ?? (relation.isView ? shapeOfView(relation) : { fields: fieldsOfTable(relation.name, relation.columns) });
    shapes.set(relation, shape);
    return shape;
  };
  const found = (relation: Relation | undefined): Shape | undefined => relation && shapeOf(relation);
  /** A view's column is what it is made of, and what its name says. */
  const shapeOfView = (view: Relation): Shape => {
    const read = relations.filter(({ id }) => view.reads.includes(id));
    const relation = (schema: string | undefined, name: string): Shape | undefined =>
      found(read.find((candidate) => candidate.name === name && (schema === undefined || candidate.schema === schema)));
    const made = view.definition ? lineageOf(view.definition, { relation, routine, parameters: [] }) : unknownShape;
    const isAligned = made.rest === undefined && made.fields.length === view.columns.length;
    return {
      fields: fieldsOfTable(view.name, view.columns).map(({ name, treatment }, index) => ({
        name,
        treatment: treatment === 'whole' ? treatment : ((isAligned ? made.fields[index]?.treatment : undefined) ?? everythingIn(made)),
      })),
    };
  };
  /** Of those that share a name nobody knows which is called: the strictest of each. */
  function routine(name: string): Value | undefined {
    const [first, ...others] = routines.filter((candidate) => candidate.name === name);
    if (!first) return undefined;
    const shapes = [first, ...others].map(({ columns, yields }) => ({ fields: fieldsOfTable(yields || name, yields === '' ? columns.map(([number, called, type]) => [number, called.replace(/_(?:of|for|by|from)(?:_.+)?$/, ''), type]) : columns) }));
    const treatment = strictest(shapes.map(everythingIn));
    return first.yields === '' ? { treatment } : { treatment, row: others.length === 0 ? (shapes[0] ?? unknownShape) : { fields: [], rest: treatment } };
  }
  return {
    routine,
    relation: (schema, name) => found(relations.find((candidate) => candidate.name === name && (schema === undefined ? candidate.place !== undefined : candidate.schema === schema))),
    column: (tableId, columnNumber) => {
      const relation = relations.find(({ id }) => id === String(tableId));
      return relation && shapeOf(relation).fields[relation.columns.findIndex(([number]) => number === columnNumber)]?.treatment;
    },
    isPersonal: routines.length > 0 || relations.some((relation) => ['json', 'whole'].includes(everythingIn(shapeOf(relation)))),
  };
}
