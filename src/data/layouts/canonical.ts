import * as l10n from '@vscode/l10n';
import { canonicalColumns } from './canonicalColumns';
import { relationNames, type Layout, type RelationName } from './layout';
import { layoutOf, type Mapping, type Tables } from './mapping';

/** `format_type`'s words for the canonical types; the rest are spelled alike. */
const spelled: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };

/** Tables that have the canonical names and columns already: what the sample and imports use. */
export function canonicalLayout(schema: string, tables: Tables): Layout | undefined {
  const disputes = tables.get('disputes');
  const marked = ['charge_id', 'amount', 'currency', 'status'].every((column) => disputes?.has(column)) && disputes?.get('created_at')?.startsWith('timestamp');
  if (!marked) return undefined;
  return layoutOf('canonical', l10n.t('canonical tables in schema {0}', schema), schema, tables, Object.fromEntries(relationNames.map((name) => [name, mappingOf(name, tables)])));
}

function mappingOf(name: RelationName, tables: Tables): Mapping {
  const found = tables.get(name);
  return { table: name, columns: Object.fromEntries(Object.entries(canonicalColumns[name]).map(([column, type]) => [column, expressionOf(column, type, found?.get(column))])) };
}

function expressionOf(column: string, type: string, found: string | undefined): string {
  if (found === undefined || found === (spelled[type] ?? type)) return `{${column}}`;
  // An instant without a zone is UTC.
  return found === 'timestamp without time zone' && type === 'timestamptz' ? `{${column}} at time zone 'UTC'` : `{${column}}::${type}`;
}
