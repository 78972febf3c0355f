import * as l10n from '@vscode/l10n';
import { succeed, type Result } from '../../domain/failure';
import { arrayLiteral, type Database } from '../database';
import catalogueSql from './catalogue.sql';
import { quoted } from './expression';
import { missingIndexes, type FoundIndex } from './indexes';
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
  /** Whether a missing index would be felt. */
  readonly isLarge: boolean;
}

type FoundLayout = Layout & { readonly schema: string };

/** Every layout in the database, whatever its schema, by one question of the catalogue. What the role may not read is lacking. */
export async function detectLayouts(database: Database, signal?: AbortSignal): Promise<Result<readonly Layout[]>> {
  const names = new Set(profiles.flatMap(({ tables }) => Object.values(tables).flat()));
  const asked = await database.ask({ name: 'casebook_catalogue', sql: catalogueSql, parameters: [arrayLiteral([...names])], origin: 'connection' }, signal);
  if (!asked.ok) return asked;
  const schemas = new Map<string, Map<string, FoundTable>>();
  for (const [schema, name, large, part, of, detail, usable, filled] of asked.value.rows) {
    if (schema == null || name == null || of == null) continue;
    const tables = schemas.get(schema) ?? new Map<string, FoundTable>();
    const table = tables.get(name) ?? { schema, name, from: `${quoted(schema)}.${quoted(name)}`, title: `${schema}.${name}`, columns: new Map<string, string>(), filled: new Set<string>(), denied: [], indexes: [], isLarge: large === 't' };
    if (part === 'index' && usable === 't') table.indexes.push({ leads: of, condition: detail ?? null });
    if (part === 'column' && usable === 't') table.columns.set(of, detail ?? '');
    if (part === 'column' && filled === 't') table.filled.add(of);
    if (part === 'column' && usable !== 't') table.denied.push(of);
    schemas.set(schema, tables.set(name, table));
  }
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
    const named = profile.tables[relation]?.map((name) => tables.get(name)).find((table) => table);
    const sources = profile.sources[relation];
    if (named) denied.push(...(named.columns.size === 0 ? [named.title] : named.denied.map((column) => `${named.title}.${column}`)));
    const disputes = tables.get(profile.disputes);
    const mapped = named && sources?.['id']?.(named.columns) ? mapRelation(relation, named, sources) : relation === 'balance_transactions' && disputes ? unnestedTransactions(disputes) : undefined;
    if (mapped) {
      relations[relation] = mapped.sql;
      problems.push(...mapped.problems);
      if (named?.isLarge) missing.push(...missingIndexes(relation, named, mapped.indexable));
    }
    lacks.push(...(mapped ? mapped.lacks.map((column) => `${relation}.${column}`) : [relation]));
  }
  return { id: profile.id, schema, title: l10n.t('{0} in schema {1}', profile.name, schema), relations, lacks, denied, missingIndexes: missing, ...(problems.length > 0 && { problems }) };
}
