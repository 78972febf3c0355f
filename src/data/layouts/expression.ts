/** What a table of the database has: column name → type as `format_type` says it. */
export type Columns = ReadonlyMap<string, string>;

/** A value taken from the table `t`, with its type. */
export interface Expression {
  readonly sql: string;
  readonly type: string;
  /** What it gives depends on the session's settings: no index can hold it. */
  readonly isStable?: boolean;
}

/** Finds a value in a table of these columns, or nothing. */
export type ColumnSource = (columns: Columns) => Expression | undefined;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const isJson = (type: string | undefined): boolean => type === 'jsonb' || type === 'json';
const isText = (type: string): boolean => /^(?:text|character|citext|varchar)/.test(type);
const isNumber = (type: string): boolean => /^(?:smallint|integer|bigint|numeric|real|double precision)$/.test(type);

/** Text that a JSON scalar was read as. */
export const scalar = 'json scalar';

/** The first source that the table has. */
export const first =
  (...sources: readonly ColumnSource[]): ColumnSource =>
  (columns) => {
    for (const source of sources) {
      const found = source(columns);
      if (found) return found;
    }
    return undefined;
  };

/** The first of these columns that is there, bare, so that its index serves. */
export const column = (...names: readonly string[]): ColumnSource =>
  first(
    ...names.map((name): ColumnSource => (columns) => {
      const type = columns.get(name);
      return type === undefined ? undefined : { sql: `t.${quoted(name)}`, type };
    }),
  );

/** The text at a path within a JSON column. */
export const path =
  (name: string, ...keys: readonly string[]): ColumnSource =>
  (columns) => {
    if (!isJson(columns.get(name))) return undefined;
    const steps = keys.map((key, index) => `${index === keys.length - 1 ? '->>' : '->'}${literal(key)}`);
    return { sql: `(t.${quoted(name)}${steps.join('')})`, type: scalar };
  };

/** The JSON at a path within a JSON column. */
export const jsonPath =
  (name: string, ...keys: readonly string[]): ColumnSource =>
  (columns) =>
    isJson(columns.get(name)) ? { sql: `(t.${quoted(name)}${keys.map((key) => `->${literal(key)}`).join('')})`, type: columns.get(name) ?? 'jsonb' } : undefined;

/** An expression with its columns in braces, where the table has them all. */
export const expression =
  (template: string, type: string): ColumnSource =>
  (columns) =>
    Array.from(template.matchAll(braced), ([, name = '']) => name).every((name) => columns.has(name))
      ? { sql: `(${template.replace(braced, (_, name: string) => `t.${quoted(name)}`)})`, type }
      : undefined;
const braced = /\{(\w+)\}/g;

/** An instant: epoch seconds (0 is none), a timestamp (UTC) or a timestamptz. What can be none is left as it is. */
export const instant =
  (source: ColumnSource): ColumnSource =>
  (columns) => {
    const found = source(columns);
    return found && instantOf(found);
  };

export function instantOf(found: Expression): Expression {
  const { sql, type } = found;
  const ofInstant = (value: string): Expression => ({ sql: value, type: 'timestamptz' });
  if (type === 'timestamp with time zone') return ofInstant(sql);
  if (type.startsWith('timestamp')) return ofInstant(`(${sql} at time zone 'UTC')`);
  if (type === 'date') return ofInstant(`(${sql}::timestamp at time zone 'UTC')`);
  if (isNumber(type)) return ofInstant(`to_timestamp(nullif(${sql}, 0)::double precision)`);
  if (type === scalar) return ofInstant(epochIn(sql));
  // A column that was made text holds either spelling.
  if (isText(type)) return { ...ofInstant(`coalesce(${epochIn(sql)}, case when ${sql} ~ '${isoInstant}' then ${sql}::timestamptz end)`), isStable: true };
  return found;
}

/** With its `else`, as the server writes it back: an index on it is known again. */
const epochIn = (sql: string): string => `to_timestamp(case when ${sql} ~ '^[1-9][0-9]{0,11}$' then ${sql}::double precision else null::double precision end)`;
const isoInstant = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$';

/** Text that spells no such value is null: one bad row must not fail every question. */
const spellings: Readonly<Record<string, string>> = {
  bigint: "~ '^-?[0-9]{1,18}$'",
  integer: "~ '^-?[0-9]{1,9}$'",
  numeric: "~ '^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]{1,3})?$'",
  boolean: "in ('true', 'false', 't', 'f')",
};
/** Within the type's end, and exact as any of the numbers' types. */
const bounds: Readonly<Record<string, string>> = { bigint: '9000000000000000000', integer: '2000000000' };
const widens: Readonly<Record<string, readonly string[]>> = { bigint: ['smallint', 'integer'], integer: ['smallint'], numeric: ['smallint', 'integer', 'bigint'] };

/** The value in one of the canonical types, bare where it is of that type, so that its index serves; undefined where there is no way. */
export function castTo({ sql, type }: Expression, wanted: string): string | undefined {
  if (type === wanted) return sql;
  if (wanted === 'text') return type === scalar ? sql : `${sql}::text`;
  // Only from PostgreSQL 16 on can text say whether it is JSON, so jsonb is none of the spellings.
  if (isText(type) || type === scalar) return wanted in spellings ? `case when ${sql} ${spellings[wanted]} then ${sql}::${wanted} end` : undefined;
  if (wanted === 'jsonb') return isJson(type) ? `${sql}::jsonb` : `to_jsonb(${sql})`;
  if (!isNumber(type)) return undefined;
  if (wanted === 'boolean') return `${sql} <> 0`;
  if (wanted === 'numeric' || widens[wanted]?.includes(type)) return `${sql}::${wanted}`;
  return wanted in bounds ? `case when ${sql} between -${bounds[wanted]} and ${bounds[wanted]} then ${sql}::${wanted} end` : undefined;
}

/** Whether an index can hold the value in that type: what follows the session's settings, such as an enum's text, it cannot. */
export const isIndexable = ({ type, isStable = false }: Expression, wanted: string): boolean =>
  !isStable && (type === wanted || (wanted === 'text' && (type === scalar || /^(?:character|uuid|smallint|integer|bigint)/.test(type))));

/** Whether a column of this type may hold what is no value of the wanted one. */
export const isDoubtful = ({ type, isStable = false }: Expression, wanted: string): boolean => isStable || (isText(type) && wanted !== 'text');
