/** Writes the sample into a PostgreSQL database: `npm run sample -- postgres://user@host/database [--layout stripe-sync-engine] [--schema name] [--files folder]`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { generateSample, loadStatements, stripeSyncEngineStatements, type LoadStatement, type Sample } from '../data/sample/index';
import { stripeSyncEngineMigrations } from './stripeSyncEngine.mjs';

const usage = 'npm run sample -- postgres://user@host/database [--layout canonical|stripe-sync-engine] [--schema name] [--files folder]';
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { layout: { type: 'string', default: 'canonical' }, schema: { type: 'string', default: 'public' }, files: { type: 'string' } },
});
const [url] = positionals;
if (url === undefined || !['canonical', 'stripe-sync-engine'].includes(values.layout)) {
  console.error(usage);
  process.exit(2);
}

const sample = generateSample({ now: new Date() });
const client = new Client({ connectionString: url });
await client.connect();
try {
  await client.query('begin');
  for (const script of await scripts()) await client.query(script);
  for (const { sql, parameters } of statements(sample)) await client.query(sql, [...parameters]);
  await client.query('commit');
} finally {
  await client.end();
}
if (values.files !== undefined) await writeFiles(sample, values.files);
console.log(`The sample stands in the ${values.layout} layout.`);

async function scripts(): Promise<readonly string[]> {
  if (values.layout === 'stripe-sync-engine') return stripeSyncEngineMigrations();
  const schema = await readFile(path.resolve('src/data/sample/schema.sql'), 'utf8');
  return [`create schema if not exists "${values.schema}"`, `set local search_path to "${values.schema}"`, schema];
}

function statements(from: Sample): Iterable<LoadStatement> {
  return values.layout === 'stripe-sync-engine' ? stripeSyncEngineStatements(from) : loadStatements(from, values.schema);
}

async function writeFiles({ files }: Sample, folder: string): Promise<void> {
  for (const file of files) {
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.text);
  }
}
