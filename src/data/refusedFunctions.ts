/**
 * Functions that act beyond reading although the transaction is READ ONLY, or that run SQL hidden in a text.
 * By name, whatever the schema; `*` at the end stands for any rest. Source: pg_proc of PostgreSQL 12 to 18 (volatile, side effects
 * outside the transaction), its contrib modules, and the common extensions of managed services.
 */
export const refusedFunctions: readonly string[] = [
  // Settings and the way out of read-only.
  'set_config',
  // Locks that outlive the transaction or hold others up.
  'pg_advisory_*', 'pg_try_advisory_*',
  // Sequences and transaction numbers are not rolled back.
  'nextval', 'setval', 'txid_current', 'pg_current_xact_id', 'pg_export_snapshot',
  // Other sessions.
  'pg_notify', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_log_backend_memory_contexts',
  // The server's files.
  'pg_read_file', 'pg_read_file_*', 'pg_read_binary_file', 'pg_read_binary_file_*', 'pg_ls_*', 'pg_stat_file', 'pg_stat_file_*', 'pg_file_*', 'pg_logdir_ls',
  // Large objects.
  'lo_*', 'loread', 'lowrite',
  // Running the server.
  'pg_reload_conf', 'pg_rotate_logfile', 'pg_rotate_logfile_*', 'pg_promote', 'pg_switch_wal', 'pg_switch_xlog', 'pg_create_restore_point', 'pg_start_backup', 'pg_stop_backup', 'pg_backup_start', 'pg_backup_stop',
  'pg_wal_replay_*', 'pg_xlog_replay_*', 'pg_log_standby_snapshot', 'pg_import_system_collations', 'pg_nextoid', 'pg_stop_making_pinned_objects', 'binary_upgrade_*', 'pg_extension_config_dump',
  // Statistics.
  'pg_stat_reset*', 'pg_stat_statements_reset', 'pg_stat_statements_info_reset', 'pg_qualstats_reset', 'pg_restore_*_stats', 'pg_set_*_stats', 'pg_clear_*_stats',
  // Replication.
  'pg_logical_emit_message', 'pg_logical_slot_*', 'pg_create_physical_replication_slot', 'pg_create_logical_replication_slot', 'pg_drop_replication_slot', 'pg_copy_physical_replication_slot',
  'pg_copy_logical_replication_slot', 'pg_replication_slot_advance', 'pg_sync_replication_slots', 'pg_replication_origin_*',
  // Index and storage maintenance.
  'brin_summarize_*', 'brin_desummarize_range', 'gin_clean_pending_list', 'pg_prewarm', 'autoprewarm_*', 'pg_buffercache_evict*', 'pg_buffercache_mark_dirty*', 'pg_truncate_visibility_map', 'heap_force_*',
  // SQL hidden in a text: the guard cannot see into it.
  'query_to_xml*', 'cursor_to_xml*', 'table_to_xml*', 'schema_to_xml*', 'database_to_xml*', 'xpath_table', 'ts_stat', 'ts_rewrite', 'crosstab*', 'connectby',
  // Other servers and programs.
  'dblink', 'dblink_*', 'postgres_fdw_disconnect*', 'pg_background_*', 'run_command_on_*', 'http', 'http_get', 'http_post', 'http_put', 'http_patch', 'http_delete', 'http_head', 'query_export_to_s3', 'table_import_from_s3', 'xslt_process', 'blob_put',
];

const exact = new Set(refusedFunctions.filter((name) => !name.includes('*')));
const patterns = new RegExp(`^(?:${refusedFunctions.filter((name) => name.includes('*')).map((name) => name.replaceAll('*', '.*')).join('|')})$`);

/** `name` as the parser folds it: unquoted names in lower case. */
export const isRefusedFunction = (name: string): boolean => exact.has(name) || patterns.test(name);
