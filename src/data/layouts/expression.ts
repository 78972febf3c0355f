/** What a table of the database has: column name → type as `format_type` says it. */
export type Columns = ReadonlyMap<string, string>;

/** A value taken from the table `t`, with its type. */
export interface Expression {
  readonly sql: string;
  readonly type: string;
}

/** Finds a value in a table of these columns, or nothing. */
export type Source = (columns: Columns) => Expression | undefined;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const isJson = (type: string | undefined): boolean => type === 'jsonb' || type === 'json';

/** The first source that the table has. */
export const first =
  (...sources: readonly Source[]): Source =>
  (columns) => {
    for (const source of sources) {
      const found = source(columns);
      if (found) return found;
    }
    return undefined;
  };

/** The first of these columns that is there, bare, so that its index serves. */
export const column = (...names: readonly string[]): Source =>
  first(
    ...names.map((name): Source => (columns) => {
      const type = columns.get(name);
      return type === undefined ? undefined : { sql: `t.${quoted(name)}`, type };
    }),
  );

/** The text at a path within a JSON column. */
export const path =
  (name: string, ...keys: readonly string[]): Source =>
  (columns) => {
    if (!isJson(columns.get(name))) return undefined;
    const steps = keys.map((key, index) => `${index === keys.length - 1 ? '->>' : '->'}${literal(key)}`);
    return { sql: `(t.${quoted(name)}${steps.join('')})`, type: 'text' };
  };

/** The JSON at a path within a JSON column. */
export const jsonPath =
  (name: string, ...keys: readonly string[]): Source =>
  (columns) =>
    isJson(columns.get(name)) ? { sql: `(t.${quoted(name)}${keys.map((key) => `->${literal(key)}`).join('')})`, type: columns.get(name) ?? 'jsonb' } : undefined;

/** An expression with its columns in braces, where the table has them all. */
export const expression =
  (template: string, type: string): Source =>
  (columns) =>
    Array.from(template.matchAll(braced), ([, name = '']) => name).every((name) => columns.has(name))
      ? { sql: `(${template.replace(braced, (_, name: string) => `t.${quoted(name)}`)})`, type }
      : undefined;
const braced = /\{(\w+)\}/g;

/** An instant: epoch seconds (0 is none), a timestamp (UTC) or a timestamptz. */
export const instant =
  (source: Source): Source =>
  (columns) => {
    const found = source(columns);
    if (!found) return undefined;
    const { sql, type } = found;
    if (type === 'timestamp with time zone') return found;
    if (type.startsWith('timestamp') || type === 'date') return { sql: `(${sql} at time zone 'UTC')`, type: 'timestamp with time zone' };
    if (/^(?:smallint|integer|bigint|numeric|double precision)/.test(type)) return { sql: `to_timestamp(nullif(${sql}, 0)::double precision)`, type: 'timestamp with time zone' };
    // Text holds an epoch too: a JSON number, or a column that was made so.
    return { sql: `to_timestamp(nullif(nullif(${sql}, '0'), '')::double precision)`, type: 'timestamp with time zone' };
  };

/** A cast only where the type differs: a bare column keeps its index. */
export function castTo({ sql, type }: Expression, wanted: string): string {
  const same = type === wanted || (wanted === 'timestamptz' && type === 'timestamp with time zone');
  return same ? sql : `${sql}::${wanted}`;
}
