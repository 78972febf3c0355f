import * as l10n from '@vscode/l10n';
import type { Refusal } from './refusedFunctions';

/** The statements that Casebook runs, by the parser's names: also inside of others. */
const allowedStatements: ReadonlySet<string> = new Set(['SelectStmt', 'VariableShowStmt', 'ExplainStmt']);

interface Group {
  /** By the parser's name, the word that people write; undefined where the node says it: see `keywordOf`. */
  readonly nodes: Readonly<Record<string, string | undefined>>;
  readonly says: (keyword: string) => Refusal;
}

const groups: readonly Group[] = [
  {
    nodes: { InsertStmt: 'INSERT', UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE', MergeStmt: 'MERGE', TruncateStmt: 'TRUNCATE' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: it changes rows, and Casebook only reads.', keyword), hint: l10n.t('Look at the rows that it would touch with a SELECT, then change them with your own tools.') }),
  },
  {
    nodes: { TransactionStmt: undefined, ConstraintsSetStmt: 'SET CONSTRAINTS' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: every statement already runs in a read-only transaction of its own, which is rolled back.', keyword), hint: l10n.t('Leave it out. What must see the same state goes into one statement.') }),
  },
  {
    nodes: { VariableSetStmt: undefined, DiscardStmt: 'DISCARD' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: settings of the session would reach beyond this cell.', keyword), hint: l10n.t('Write a line "-- @set name = value": it holds for this cell alone.') }),
  },
  {
    nodes: { PrepareStmt: 'PREPARE', ExecuteStmt: 'EXECUTE', DeallocateStmt: 'DEALLOCATE' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: a prepared statement outlives the cell, and hides what runs.', keyword), hint: l10n.t('Run the SELECT with parameters: a line "-- @param name type" declares one.') }),
  },
  {
    nodes: { DoStmt: 'DO', CallStmt: 'CALL' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: it runs a program that Casebook cannot see into.', keyword), hint: l10n.t('Run the SELECTs that the program is made of.') }),
  },
  {
    nodes: { CopyStmt: 'COPY' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: it reaches files and programs of the server.', keyword), hint: l10n.t('Run the SELECT and export its result.') }),
  },
  {
    nodes: { DeclareCursorStmt: 'DECLARE', FetchStmt: 'FETCH', ClosePortalStmt: 'CLOSE' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: a cursor outlives the statement that opened it.', keyword), hint: l10n.t('Run the SELECT itself: its rows come page by page.') }),
  },
  {
    nodes: { LockStmt: 'LOCK TABLE' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: others would wait for it.', keyword), hint: l10n.t('Leave it out: a statement sees one state of the table without a lock.') }),
  },
  {
    nodes: { NotifyStmt: 'NOTIFY', ListenStmt: 'LISTEN', UnlistenStmt: 'UNLISTEN' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: it is talk between sessions, and a run leaves none.', keyword), hint: l10n.t('Run the SELECT again to see what has changed.') }),
  },
  {
    nodes: { CreateStmt: 'CREATE TABLE', CreateTableAsStmt: 'CREATE TABLE AS', ViewStmt: 'CREATE VIEW', CreateForeignTableStmt: 'CREATE FOREIGN TABLE', RefreshMatViewStmt: 'REFRESH MATERIALIZED VIEW' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: it leaves a relation behind.', keyword), hint: l10n.t('Use a common table expression, or name the cell and use its columns in a later one.') }),
  },
  {
    nodes: { VacuumStmt: 'VACUUM, ANALYZE', ClusterStmt: 'CLUSTER', ReindexStmt: 'REINDEX', CheckPointStmt: 'CHECKPOINT', LoadStmt: 'LOAD', AlterSystemStmt: 'ALTER SYSTEM' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: it is upkeep of the server.', keyword), hint: l10n.t('Leave it to whoever runs the server.') }),
  },
  {
    nodes: { GrantStmt: 'GRANT, REVOKE', GrantRoleStmt: 'GRANT, REVOKE', CreateRoleStmt: 'CREATE ROLE', AlterRoleStmt: 'ALTER ROLE', AlterRoleSetStmt: 'ALTER ROLE', DropRoleStmt: 'DROP ROLE', AlterDefaultPrivilegesStmt: 'ALTER DEFAULT PRIVILEGES', CreatePolicyStmt: 'CREATE POLICY', AlterPolicyStmt: 'ALTER POLICY', ReassignOwnedStmt: 'REASSIGN OWNED', DropOwnedStmt: 'DROP OWNED' },
    says: (keyword) => ({ message: l10n.t('{0} is refused: it changes who may do what.', keyword), hint: l10n.t('Ask whoever grants the rights here.') }),
  },
];

const definition: Group['says'] = (keyword) => ({ message: l10n.t('{0} is refused: it changes how the database is defined.', keyword), hint: l10n.t('Run it with your own tools, under a role that may do it.') });

/** Definitions of which the parser's name is not the word that people write. */
const definitions: Readonly<Record<string, string>> = { IndexStmt: 'CREATE INDEX', DefineStmt: 'CREATE', CreateTrigStmt: 'CREATE TRIGGER', CreateSeqStmt: 'CREATE SEQUENCE', AlterSeqStmt: 'ALTER SEQUENCE', RuleStmt: 'CREATE RULE', RenameStmt: 'ALTER … RENAME', CreatedbStmt: 'CREATE DATABASE', DropdbStmt: 'DROP DATABASE' };

/** Why a statement is refused, by the parser's name of it; undefined where it is allowed, or none. */
export function refusalOfStatement(node: string, value: object): Refusal | undefined {
  if (!node.endsWith('Stmt') || allowedStatements.has(node)) return undefined;
  const group = groups.find(({ nodes }) => Object.hasOwn(nodes, node));
  return (group?.says ?? definition)(group?.nodes[node] ?? keywordOf(node, value));
}

function keywordOf(node: string, value: object): string {
  const kind = 'kind' in value && typeof value.kind === 'string' ? value.kind : '';
  if (node === 'TransactionStmt') return kind.replace('TRANS_STMT_', '').replaceAll('_', ' ');
  if (node === 'VariableSetStmt') return kind.startsWith('VAR_RESET') ? 'RESET' : 'SET';
  return definitions[node] ?? node.replace(/Stmt$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
}
