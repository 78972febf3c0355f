import * as z from 'zod/mini';
import { workspace, type NotebookDocument } from 'vscode';

const count = z.int().check(z.gte(1));

/** The notebook's settings; a bad value is as if it were not set. */
export function readSettings({ uri }: NotebookDocument): { readonly limit: number; readonly timeout: number; readonly stopOnError: boolean } {
  const given = workspace.getConfiguration('casebook.notebook', uri);
  const read = <T>(key: string, schema: z.ZodMiniType<T>, fallback: T): T => {
    const value = schema.safeParse(given.get(key));
    return value.success ? value.data : fallback;
  };
  return { limit: read('rowLimit', count, 10_000), timeout: 1000 * read('statementTimeout', count, 30), stopOnError: read('stopOnError', z.boolean(), true) };
}
