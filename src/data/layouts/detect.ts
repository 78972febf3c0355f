import * as l10n from '@vscode/l10n';
import { succeed, type Result } from '../../domain/failure';
import { arrayLiteral, type Database } from '../database';
import catalogueSql from './catalogue.sql';
import { quoted } from './expression';
import { missingIndexes, type FoundIndex } from './indexes';
import indexesSql from './indexes.sql';
import { relationNames, type Layout, type MissingIndex, type RelationName } from './layout';
import { profiles, type Profile } from './profiles';
import { mapRelation, unnestedTransactions, type Table } from './relation';

interface FoundTable extends Table {
  readonly schema: string;
  readonly name: string;
  /** The columns that the role may read. */
  readonly columns: Map<string, string>;
  readonly filled: Set<string>;
  readonly denied: string[];
  readonly indexes: FoundIndex[];
  /** Whether a missing index would be felt, and what it has is known. */
  readonly isLarge: boolean;
  /** A materialized view that was not refreshed yet: the server refuses every read of it. */
  readonly isUnfilled: boolean;
}

/** Milliseconds that a connection waits for somebody's lock before it opens without advice. */
const indexesTime = 1000;

type FoundLayout = Layout & { readonly schema: string };

/**
 * Every layout in the database, whatever its schema, by what the catalogue says of columns, then of indexes. What the role may not read is
 * lacking. Indexes that cannot be asked for, since somebody has a table locked, are none that are missed.
 */
export async function detectLayouts(database: Database, signal?: AbortSignal): Promise<Result<readonly Layout[]>> {
  const names = arrayLiteral([...new Set(profiles.flatMap(({ tables }) => Object.values(tables).flat()))]);
  const columns = await database.ask({ name: 'casebook_catalogue', sql: catalogueSql, parameters: [names], origin: 'connection' }, signal);
  if (!columns.ok) return columns;
  const indexes = await database.ask({ name: 'casebook_indexes', sql: indexesSql, parameters: [names], origin: 'connection', timeout: indexesTime }, signal);
  if (!indexes.ok && indexes.failure.kind !== 'timeout') return indexes;
  const schemas = new Map<string, Map<string, FoundTable>>();
  for (const [schema, name, large, populated, column, type, readable, filled] of columns.value.rows) {
    if (schema == null || name == null || column == null) continue;
    const tables = schemas.get(schema) ?? new Map<string, FoundTable>();
    const table = tables.get(name) ?? { schema, name, from: `${quoted(schema)}.${quoted(name)}`, title: `${schema}.${name}`, columns: new Map<string, string>(), filled: new Set<string>(), denied: [], indexes: [], isLarge: indexes.ok && large === 't', isUnfilled: populated === 'f' };
    if (readable === 't') table.columns.set(column, type ?? '');
    else table.denied.push(column);
    if (filled === 't') table.filled.add(column);
    schemas.set(schema, tables.set(name, table));
  }
  for (const [schema, name, leads, condition] of indexes.ok ? indexes.value.rows : []) if (leads != null) schemas.get(schema ?? '')?.get(name ?? '')?.indexes.push({ leads, condition: condition ?? null });
  // The first one is used where none is named: not one of which the role may read no dispute.
  const layouts = [...schemas].flatMap(([schema, tables]) => layoutsOf(schema, tables)).toSorted((one, other) => Number(!one.relations.disputes) - Number(!other.relations.disputes));
  // A second of its kind is told apart by its schema.
  return succeed(layouts.map((layout, index) => (layouts.findIndex(({ id }) => id === layout.id) === index ? layout : { ...layout, id: `${layout.id}:${layout.schema}` })));
}

/** A schema may hold two layouts that share no table, such as Fivetran's singular tables beside plural ones. */
function layoutsOf(schema: string, tables: ReadonlyMap<string, FoundTable>): FoundLayout[] {
  const found = new Map<string, FoundLayout>();
  for (const profile of profiles) {
    const disputes = tables.get(profile.disputes);
    const columns = disputes && new Map([...disputes.columns, ...disputes.denied.map((name) => [name, ''] as const)]);
    if (columns && profile.marks(columns) && !found.has(profile.disputes)) found.set(profile.disputes, layoutOf(profile, schema, tables));
  }
  return [...found.values()];
}

function layoutOf(profile: Profile, schema: string, tables: ReadonlyMap<string, FoundTable>): FoundLayout {
  const relations: Partial<Record<RelationName, string>> = {};
  const lacks: string[] = [];
  const denied: string[] = [];
  const problems: string[] = [];
  const missing: MissingIndex[] = [];
  for (const relation of relationNames) {
    const table = profile.tables[relation]?.map((name) => tables.get(name)).find((table) => table);
    const named = table?.isUnfilled ? undefined : table;
    if (table?.isUnfilled) problems.push(l10n.t('{0}: the materialized view {1} was never filled, so it is left out. Run "refresh materialized view" on it, and connect again.', relation, table.title));
    const sources = profile.sources[relation];
    if (named) denied.push(...(named.columns.size === 0 ? [named.title] : named.denied.map((column) => `${named.title}.${column}`)));
    const disputes = tables.get(profile.disputes);
    const mapped = named && sources?.['id']?.(named.columns) ? mapRelation(relation, named, sources) : relation === 'balance_transactions' && disputes && !disputes.isUnfilled ? unnestedTransactions(disputes) : undefined;
    if (mapped) {
      relations[relation] = mapped.sql;
      problems.push(...mapped.problems);
      if (named?.isLarge) missing.push(...missingIndexes(relation, named, mapped.indexable));
    }
    lacks.push(...(mapped ? mapped.lacks.map((column) => `${relation}.${column}`) : [relation]));
  }
  return { id: profile.id, schema, title: l10n.t('{0} in schema {1}', profile.name, schema), relations, lacks, denied, missingIndexes: missing, ...(problems.length > 0 && { problems }) };
}
