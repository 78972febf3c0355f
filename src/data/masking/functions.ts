/**
 * What functions and operators of PostgreSQL make of what they read. One that is not here, a user's own included, gives back what it got; a
 * part of a JSON text that it may have cut out is then masked whole.
 */

/** Tell how much or whether, and nothing of the value itself. */
export const harmlessFunctions: ReadonlySet<string> = new Set([
  'count', 'length', 'char_length', 'character_length', 'octet_length', 'bit_length', 'array_length', 'array_ndims', 'array_lower', 'array_upper', 'cardinality',
  'json_array_length', 'jsonb_array_length', 'json_typeof', 'jsonb_typeof', 'pg_typeof', 'pg_column_size', 'row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile',
  'bool_and', 'bool_or', 'every', 'num_nonnulls', 'num_nulls', 'isfinite',
  'jsonb_exists', 'jsonb_exists_any', 'jsonb_exists_all', 'jsonb_contains', 'jsonb_path_exists', 'jsonb_path_match',
]);

/** Give whole values on, or calculate with them: a number of a card is one still after a round or a plus, JSON stays JSON, or a list of it. */
export const passing: ReadonlySet<string> = new Set([
  'sum', 'avg', 'stddev', 'stddev_pop', 'stddev_samp', 'variance', 'var_pop', 'var_samp', 'corr', 'regr_slope', 'regr_intercept', 'percentile_cont', 'width_bucket',
  'abs', 'round', 'floor', 'ceil', 'ceiling', 'trunc', 'div', 'mod', 'power', 'sqrt', 'sign', 'ln', 'log', 'exp', 'random', 'generate_series', 'generate_subscripts',
  'extract', 'date_part', 'date_trunc', 'date_bin', 'age', 'make_date', 'make_timestamptz', 'make_interval', 'justify_days', 'justify_hours', 'justify_interval', 'now',
  '+', '-', '*', '/', '%', '^', '|/', '||/', '@', '&', '|', '#', '<<', '>>', '<->', '#-',
  'min', 'max', 'any_value', 'mode', 'percentile_disc', 'first_value', 'last_value', 'nth_value', 'lag', 'lead',
  'array_agg', 'unnest', 'array_append', 'array_prepend', 'array_cat', 'array_remove', 'trim_array',
  'json_strip_nulls', 'jsonb_strip_nulls', 'jsonb_pretty', 'jsonb_set', 'jsonb_set_lax', 'jsonb_insert', 'jsonb_concat',
  'json_array_elements', 'jsonb_array_elements', 'json_array_elements_text', 'jsonb_array_elements_text', 'json_build_array', 'jsonb_build_array',
]);

/** Take keys, then values. */
export const keyedAggregates: ReadonlySet<string> = new Set([
  'json_object_agg', 'jsonb_object_agg', 'json_object_agg_strict', 'jsonb_object_agg_strict', 'json_object_agg_unique', 'jsonb_object_agg_unique',
  'json_object_agg_unique_strict', 'jsonb_object_agg_unique_strict',
]);

/** Make rows of JSON: the columns are its keys, but written as a text the row has none. */
export const records: ReadonlySet<string> = new Set([
  'json_to_record', 'jsonb_to_record', 'json_to_recordset', 'jsonb_to_recordset', 'json_populate_record', 'jsonb_populate_record', 'json_populate_recordset', 'jsonb_populate_recordset',
]);

/** Types that write a text in another way: JSON in it is not found again. */
export const recodings: ReadonlySet<string> = new Set(['bytea', 'tsvector', 'tsquery', 'hstore', 'xml', 'bit', 'varbit']);

/** Types of one value that has no keys: of JSON a number, a date or the like is left. */
export const scalars: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money', 'date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval', 'uuid']);

/** Write a row as JSON under its columns' names. */
export const toJson: ReadonlySet<string> = new Set([
  'to_json', 'to_jsonb', 'row_to_json', 'json_agg', 'jsonb_agg', 'json_agg_strict', 'jsonb_agg_strict', 'array_to_json',
]);
export const objectBuilders: ReadonlySet<string> = new Set(['json_build_object', 'jsonb_build_object']);
export const extractions: ReadonlySet<string> = new Set(['->', '->>', '#>', '#>>', 'json_extract_path', 'jsonb_extract_path', 'json_extract_path_text', 'jsonb_extract_path_text']);
/** Of these, those that yield a text. */
export const textExtractions: ReadonlySet<string> = new Set(['->>', '#>>', 'json_extract_path_text', 'jsonb_extract_path_text']);
/** Follow a path in a language of its own. */
export const pathQueries: ReadonlySet<string> = new Set(['jsonb_path_query', 'jsonb_path_query_first', 'jsonb_path_query_array']);

/** In FROM, yield one column, called as the table is. */
export const singleColumn: ReadonlySet<string> = new Set([
  'generate_series', 'generate_subscripts', 'unnest', 'json_array_elements', 'jsonb_array_elements', 'json_array_elements_text', 'jsonb_array_elements_text',
  'json_object_keys', 'jsonb_object_keys', 'jsonb_path_query', 'regexp_matches', 'regexp_split_to_table', 'string_to_table',
]);
/** Yield rows of a column `key` and a column `value`. */
export const keysAndValues: ReadonlySet<string> = new Set(['json_each', 'jsonb_each', 'json_each_text', 'jsonb_each_text']);
export const keyLists: ReadonlySet<string> = new Set(['json_object_keys', 'jsonb_object_keys']);

/** Say yes or no. Those that have another meaning besides (`&&` of two tsqueries, `~` before a number) are known by the type of what comes out. */
export const comparisons: ReadonlySet<string> = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', '~~', '!~~', '~~*', '!~~*', '@>', '<@', '?|', '?&', '?', '@?', '-|-', '&<', '&>', '<<=', '>>=']);

const known = [harmlessFunctions, passing, keyedAggregates, records, toJson, objectBuilders, extractions, pathQueries, keysAndValues, keyLists];
export const isKnownFunction = (name: string): boolean => known.some((functions) => functions.has(name));
