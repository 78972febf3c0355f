import type { Database } from '../database';
import { canonicalColumns } from './canonicalColumns';

export const relationNames = ['disputes', 'charges', 'refunds', 'balance_transactions', 'events', 'early_fraud_warnings', 'customers', 'accounts', 'payouts', 'transfers'] as const;
export type RelationName = (typeof relationNames)[number];

/** How a database arranges Stripe-shaped data; maps to the canonical relations. */
export interface Layout {
  readonly id: string;
  /** For people: "stripe-sync-engine in schema stripe". */
  readonly title: string;
  /** Where its tables are; undefined for one of the settings. */
  readonly schema?: string;
  /** A select of the canonical columns per relation, schema-qualified; a relation that the layout lacks is absent. */
  readonly relations: Readonly<Partial<Record<RelationName, string>>>;
  /** What has no source here: whole relations, and columns that are null, as `relation.column`. */
  readonly lacks: readonly string[];
  /** Tables, or columns of them, that are there and that the role may not read, with their schema. */
  readonly denied: readonly string[];
  /** Indexes that lookups or the explorer want, and that are not there. */
  readonly missingIndexes: readonly MissingIndex[];
  /** Sentences: what is not as this layout has it, by its name. */
  readonly problems?: readonly string[];
  /** False for a server before PostgreSQL 12, which has no word for how common table expressions are planned. */
  readonly inlining?: boolean;
  /** Whether its relations are SQL of a user's, by the setting `casebook.layouts`. */
  readonly holdsUsersSql?: boolean;
}

/** The layout set by hand, which may not be there, else the first that was found. */
export const usedLayout = (layouts: readonly Layout[], wanted: string | undefined): Layout | undefined => (wanted === undefined ? layouts[0] : layouts.find(({ id }) => id === wanted));

export interface MissingIndex {
  /** With its schema, as `schema.table`. */
  readonly table: string;
  readonly columns: readonly string[];
  /** Of some rows only: another on the same columns may be there. */
  readonly isPartial?: boolean;
  /** What is slow without it. */
  readonly serves: 'lookup' | 'explorer';
  /** `create index concurrently …`, for whoever may run it. */
  readonly statement: string;
}

/** A database whose layout is known. */
export interface Readable {
  readonly database: Database;
  readonly layout: Layout;
}

/** A connection that is open and understood: what lookup, explorer and investigations ask. */
export interface Source {
  readonly name: string;
  readonly database: Database;
  /** Undefined when the database holds no layout that Casebook knows: SQL still runs. */
  readonly layout: Layout | undefined;
}

/**
 * `a as not materialized (…), b as not materialized (…)`: common table expressions that put relations in reach.
 * A relation that the layout lacks yields no rows, so that a statement naming it still plans; callers that draw a
 * conclusion from absence ask `layout.relations` first.
 */
export function preludeOf(layout: Layout, names: readonly RelationName[]): string {
  return plannedFor(layout, names.map((name) => `${name} as not materialized (${layout.relations[name] ?? emptyRelation(name)})`).join(',\n'));
}

/** Without the words that the layout's server does not know: it materializes every common table expression. */
export const plannedFor = ({ inlining = true }: Layout, sql: string): string => (inlining ? sql : sql.replace(/\bas (?:not )?materialized \(/g, 'as ('));

const emptyRelation = (name: RelationName): string =>
  `select ${Object.entries(canonicalColumns[name]).map(([column, type]) => `null::${type} as ${column}`).join(', ')} where false`;
