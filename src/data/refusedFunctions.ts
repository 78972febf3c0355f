import * as l10n from '@vscode/l10n';

/** Why something is refused, and what to do instead: a whole sentence each. */
export interface Refusal {
  readonly message: string;
  readonly hint: string;
}

interface Group {
  /** Whatever the schema; `*` stands for any rest. */
  readonly names: readonly string[];
  readonly says: (name: string) => Refusal;
}

/**
 * Functions that act beyond reading although the transaction is READ ONLY, or that run SQL hidden in a text. Source: pg_proc of PostgreSQL
 * 12 to 18 (what is volatile there, and not named here, only looks), its contrib modules, and the common extensions of managed services.
 */
export const refusedFunctions: readonly Group[] = [
  {
    names: ['set_config'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it changes settings of the session.', name), hint: l10n.t('Write a line "-- @set name = value": it holds for this cell alone.') }),
  },
  {
    // No DISCARD sets the generator back.
    names: ['setseed'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: the random numbers of later cells would follow from it.', name), hint: l10n.t('For the same sample each time write "tablesample bernoulli (1) repeatable (42)", or order by md5(id).') }),
  },
  {
    names: ['pg_advisory_*', 'pg_try_advisory_*', 'bt_index_parent_check'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it takes or frees locks that others wait for.', name), hint: l10n.t('Leave it out: a statement sees one state of the data without any lock.') }),
  },
  {
    names: ['nextval', 'setval'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: no rollback takes back what it does to the sequence.', name), hint: l10n.t('Read the last value from the sequence, as from a table.') }),
  },
  {
    names: ['txid_current', 'pg_current_xact_id'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it uses up a transaction number.', name), hint: l10n.t('Use pg_current_snapshot(), which only looks.') }),
  },
  {
    names: ['pg_export_snapshot'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it writes a file for other sessions to take this snapshot from.', name), hint: l10n.t('Put what must see the same state into one statement.') }),
  },
  {
    names: ['pg_notify'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it sends word to other sessions.', name), hint: l10n.t('Run the SELECT for what you would tell them.') }),
  },
  {
    names: ['pg_terminate_backend', 'pg_cancel_backend', 'pg_log_backend_memory_contexts'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it reaches into the sessions of others.', name), hint: l10n.t('Look at them in pg_stat_activity, and ask whoever runs the server.') }),
  },
  {
    names: ['pg_read_file', 'pg_read_file_*', 'pg_read_binary_file', 'pg_read_binary_file_*', 'pg_ls_*', 'pg_stat_file', 'pg_stat_file_*', 'pg_file_*', 'pg_logdir_ls'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it works on files of the server.', name), hint: l10n.t('Casebook reads tables; ask whoever runs the server for a file.') }),
  },
  {
    names: ['lo_*', 'loread', 'lowrite'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: large objects can be written, and brought to files, where reading is meant.', name), hint: l10n.t('Read the data column of pg_largeobject.') }),
  },
  {
    names: [
      'pg_reload_conf', 'pg_rotate_logfile', 'pg_rotate_logfile_*', 'pg_promote', 'pg_switch_wal', 'pg_switch_xlog', 'pg_create_restore_point', 'pg_start_backup', 'pg_stop_backup', 'pg_backup_start', 'pg_backup_stop',
      'pg_wal_replay_*', 'pg_xlog_replay_*', 'pg_log_standby_snapshot', 'pg_import_system_collations', 'pg_nextoid', 'pg_stop_making_pinned_objects', 'binary_upgrade_*', 'pg_extension_config_dump',
    ],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it runs the server.', name), hint: l10n.t('Leave it to whoever runs the server.') }),
  },
  {
    names: ['pg_stat_reset*', 'pg_stat_*_reset', 'pg_stat_monitor_reset', 'pg_qualstats_reset', 'pg_wait_sampling_reset_profile', 'pg_restore_*_stats', 'pg_set_*_stats', 'pg_clear_*_stats'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it changes the statistics that others watch and the planner needs.', name), hint: l10n.t('Note the numbers now and later, and subtract.') }),
  },
  {
    names: [
      'pg_logical_emit_message', 'pg_logical_slot_*', 'pg_create_physical_replication_slot', 'pg_create_logical_replication_slot', 'pg_drop_replication_slot', 'pg_copy_physical_replication_slot',
      'pg_copy_logical_replication_slot', 'pg_replication_slot_advance', 'pg_sync_replication_slots', 'pg_replication_origin_*',
    ],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it acts on replication.', name), hint: l10n.t('Look at pg_replication_slots and pg_stat_replication.') }),
  },
  {
    names: ['brin_summarize_*', 'brin_desummarize_range', 'gin_clean_pending_list', 'pg_prewarm', 'autoprewarm_*', 'pg_buffercache_evict*', 'pg_buffercache_mark_dirty*', 'pg_truncate_visibility_map', 'heap_force_*', 'hypopg_*'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it works on indexes, pages or buffers.', name), hint: l10n.t('Ask for the plan with EXPLAIN, and leave the upkeep to whoever runs the server.') }),
  },
  {
    names: ['query_to_xml*', 'cursor_to_xml*', 'table_to_xml*', 'schema_to_xml*', 'database_to_xml*', 'xpath_table', 'ts_stat', 'ts_rewrite', 'crosstab*', 'connectby'],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it runs SQL that is hidden in a text.', name), hint: l10n.t('Write that SQL as a subquery, where Casebook can check it.') }),
  },
  {
    names: [
      'dblink', 'dblink_*', 'postgres_fdw_disconnect*', 'pg_background_*', 'run_command_on_*', 'master_run_on_worker', 'http', 'http_get', 'http_post', 'http_put', 'http_patch', 'http_delete', 'http_head', 'invoke',
      'query_export_to_s3', 'table_import_from_s3', 'xslt_process', 'blob_put',
    ],
    says: (name) => ({ message: l10n.t('The function {0} is refused: it reaches other servers or programs.', name), hint: l10n.t('Add a connection for that server, and run the statement there.') }),
  },
];

const matchers = refusedFunctions.map(({ names, says }) => ({ pattern: new RegExp(`^(?:${names.map((name) => name.replaceAll('*', '.*')).join('|')})$`), says }));

/** `name` as the parser folds it: unquoted names in lower case. */
export const refusalOfFunction = (name: string): Refusal | undefined => matchers.find(({ pattern }) => pattern.test(name))?.says(name);
