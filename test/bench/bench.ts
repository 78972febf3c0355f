import { readdirSync } from 'node:fs';
import type { Client } from 'pg';
import type { Database } from '../../src/data/database';
import type { HistoryEntry } from '../../src/data/history';
import { detectLayouts } from '../../src/data/layouts/detect';
import type { Layout } from '../../src/data/layouts/layout';
import type { Rule } from '../../src/data/store/rule';
import { rulesFrom } from '../data/lookup/books';
import { valueOf } from '../data/node/collect';
import { measureCancel } from './cancel';
import { measureExplorer } from './explorer';
import { measureExport } from './export';
import { measureLookup } from './lookup';
import { measureMasking } from './masking';
import { measureRows } from './rows';
import type { Line } from './table';

/** Where the books are. `plain` is a client of the same role with nothing of Casebook's. */
export interface Books {
  readonly database: Database;
  readonly history: readonly HistoryEntry[];
  readonly plain: Client;
  readonly admin: Client;
  readonly address: { readonly host: string; readonly port: number; readonly database: string; readonly user: string };
  readonly password: string;
}

export interface Bench extends Books {
  readonly layout: Layout;
  readonly rules: readonly Rule[];
  /** Of what takes seconds, and of what takes milliseconds. */
  readonly rounds: { readonly slow: number; readonly quick: number };
}

export const subjects: Readonly<Record<string, (bench: Bench) => Promise<readonly Line[]>>> = {
  rows: measureRows,
  masking: measureMasking,
  cancel: measureCancel,
  lookup: measureLookup,
  explorer: measureExplorer,
  export: measureExport,
};

export async function measure(books: Books, only: readonly string[], rounds: Bench['rounds']): Promise<readonly Line[]> {
  const [layout] = valueOf(await detectLayouts(books.database));
  if (!layout) throw new Error('There are no books to measure.');
  const snippets = readdirSync('snippets', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'));
  const bench: Bench = { ...books, layout, rules: await rulesFrom(...snippets), rounds };
  const lines: Line[] = [];
  for (const name of only) lines.push(...((await subjects[name]?.(bench)) ?? []));
  return lines;
}

export function lastOf<T>(items: readonly T[]): T {
  const last = items.at(-1);
  if (last === undefined) throw new Error('There is none yet.');
  return last;
}
