import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const folder = path.resolve('node_modules/@supabase/stripe-sync-engine/dist/migrations');

/** The scripts that make that engine's tables, as it ships them, in order; they name a role `postgres`. Called in the project's folder. */
export async function stripeSyncEngineMigrations(): Promise<readonly string[]> {
  const files = (await readdir(folder)).sort();
  return ['create schema if not exists stripe', ...(await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8'))))];
}
