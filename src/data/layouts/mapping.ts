import { canonicalColumns } from './canonicalColumns';
import { relationNames, type Layout, type RelationName } from './layout';

/** Tables of one schema that this role may read: table, column, type as `format_type` says it. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** How one canonical relation comes out of a layout. */
export interface Mapping {
  /** The table whose columns the expressions name. */
  readonly table: string;
  /** What is joined to it: `cross join lateral …`. */
  readonly join?: string;
  /** By canonical column: an expression with its source columns in braces. Without an entry the column is null. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * A layout out of mappings: a relation whose table or id is missing is left out, a column whose sources are missing is a typed null.
 * Expressions stay bare where they can, so that a predicate on them reaches the table's own indexes.
 */
export function layoutOf(id: string, title: string, schema: string, tables: Tables, mappings: Readonly<Partial<Record<RelationName, Mapping>>>): Layout {
  const lacks: string[] = [];
  const select = (name: RelationName): string | undefined => {
    const mapping = mappings[name];
    const present = mapping && tables.get(mapping.table);
    if (!mapping || !present?.has('id')) return undefined;
    const columns = Object.entries(canonicalColumns[name]).map(([column, type]) => {
      const expression = mapping.columns[column];
      const sources = Array.from(expression?.matchAll(source) ?? [], ([, found]) => found ?? '');
      if (expression !== undefined && sources.every((found) => present.has(found))) return `${expression.replace(source, (_, found: string) => `t.${quote(found)}`)} as ${column}`;
      lacks.push(`${name}.${column}`);
      return `null::${type} as ${column}`;
    });
    return `select ${columns.join(', ')} from ${quote(schema)}.${quote(mapping.table)} t${mapping.join ? ` ${mapping.join.replace(source, (_, found: string) => `t.${quote(found)}`)}` : ''}`;
  };
  const relations = relationNames.flatMap((name) => {
    const sql = select(name);
    return sql === undefined ? [] : [[name, sql] as const];
  });
  return { id, title, relations: Object.fromEntries(relations), lacks };
}

const source = /\{(\w+)\}/g;
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
