import type { ConnectionDescription } from './data/connection';

/** IDs of what package.json contributes, with the commands' argument types. A test holds the two together. */

export const extensionId = 'casebook.casebook';

export const views = ['casebook.disputes', 'casebook.investigations', 'casebook.connections', 'casebook.history'] as const;
export type ViewId = (typeof views)[number];

export const notebookTypes = ['casebook', 'casebook-sql'] as const;
export type NotebookType = (typeof notebookTypes)[number];

/** A uri of VS Code's, or its text. */
type Place = string | { toString(): string };

/** Every command, callable with these arguments and then without any prompt. */
export interface Commands {
  'casebook.openSample': [];
  'casebook.addConnection': [description?: ConnectionDescription];
  'casebook.editConnection': [connection?: string | { readonly connection: string }];
  'casebook.testConnection': [connection?: string | { readonly connection: string }];
  'casebook.selectConnection': [connection?: string | { readonly connection: string }];
  'casebook.forgetHostKey': [host?: string];
  'casebook.acceptRights': [connection?: string | { readonly connection: string }];
  'casebook.copyReadOnlyRole': [connection?: string | { readonly connection: string }];
  'casebook.useLayout': [given?: string | { readonly connection: string; readonly layout?: string }];
  'casebook.copyIndex': [index: { readonly statement: string }];
  'casebook.removeConnection': [connection?: string | { readonly connection: string }];
  'casebook.lookup': [id?: string];
  'casebook.openDispute': [id?: string | { readonly id: string }];
  'casebook.showRaw': [id?: string | { readonly id: string }];
  'casebook.copyIdentifier': [id?: string | { readonly id: string }];
  'casebook.newInvestigation': [from?: { readonly snippet?: string; readonly parameters?: Readonly<Record<string, string>> } | { readonly id: string }];
  'casebook.insertSnippet': [snippet?: string | { readonly snippet: string }];
  'casebook.setParameters': [values?: unknown, cell?: unknown];
  'casebook.editHeader': [];
  'casebook.renameCell': [cell?: unknown, name?: string];
  'casebook.explainCell': [cell?: unknown, how?: { readonly analyze?: boolean }];
  'casebook.runWithDependencies': [cell?: unknown];
  'casebook.copyAsSql': [cell?: unknown];
  'casebook.exportResult': [what?: { readonly notebook?: Place; readonly cell?: number; readonly statement?: number; readonly format?: string; readonly uri?: Place }];
  'casebook.refresh': [];
  'casebook.loadMore': [group: { readonly group: string }];
}
export type CommandId = keyof Commands;

/** Every command's ID; the type makes the list complete. */
export const commandIds = Object.keys({
  'casebook.openSample': 0,
  'casebook.addConnection': 0,
  'casebook.editConnection': 0,
  'casebook.testConnection': 0,
  'casebook.selectConnection': 0,
  'casebook.forgetHostKey': 0,
  'casebook.acceptRights': 0,
  'casebook.copyReadOnlyRole': 0,
  'casebook.useLayout': 0,
  'casebook.copyIndex': 0,
  'casebook.removeConnection': 0,
  'casebook.lookup': 0,
  'casebook.openDispute': 0,
  'casebook.showRaw': 0,
  'casebook.copyIdentifier': 0,
  'casebook.newInvestigation': 0,
  'casebook.insertSnippet': 0,
  'casebook.setParameters': 0,
  'casebook.editHeader': 0,
  'casebook.renameCell': 0,
  'casebook.explainCell': 0,
  'casebook.runWithDependencies': 0,
  'casebook.copyAsSql': 0,
  'casebook.exportResult': 0,
  'casebook.refresh': 0,
  'casebook.loadMore': 0,
} satisfies Record<CommandId, 0>);
