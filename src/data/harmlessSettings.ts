/** Settings that change how a statement is planned, limited or shown, and nothing else. */
const harmless = /^(?:enable_[a-z_]+|jit|jit_[a-z_]+_cost|[a-z_]+_page_cost|cpu_[a-z_]+_cost|parallel_[a-z_]+_cost|geqo(?:_[a-z_]+)?|max_parallel_workers_per_gather|work_mem|hash_mem_multiplier|effective_cache_size|effective_io_concurrency|join_collapse_limit|from_collapse_limit|plan_cache_mode|constraint_exclusion|cursor_tuple_fraction|recursive_worktable_factor|search_path|timezone|datestyle|intervalstyle|extra_float_digits|bytea_output|xmlbinary|xmloption|lc_monetary|lc_numeric|lc_time|default_text_search_config|pg_trgm\.[a-z_]+|hnsw\.[a-z_]+|ivfflat\.[a-z_]+)$/;

/** Names of settings are case-insensitive. */
export const isHarmlessSetting = (name: string): boolean => harmless.test(name.toLowerCase());
