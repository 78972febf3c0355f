import type { PGlite } from '@electric-sql/pglite';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Row } from '../../database';
import { canonicalColumns } from '../../layouts/canonicalColumns';
import { relationNames } from '../../layouts/layout';
import { generateSample, volumeStatements, type LoadStatement, type Sample } from '../../sample';
import schema from '../../sample/schema.sql';

/** What is left to do once the explorer can be filled. */
export interface SampleRest {
  /** Short statements, to be run in order while nobody's transaction is open. */
  readonly statements: Iterable<LoadStatement>;
  /** To be called after the last one. */
  readonly done: () => Promise<void>;
}

/**
 * Fills a data directory with the sample as of now and writes its workspace to `workspace`. Where that was done, does nothing; where the
 * process ended before the rest was, gives the rest again. Of a new directory (`isNew`) that is known before the engine has opened it.
 */
export async function fillSample(opening: Promise<PGlite>, workspace: string, isNew: boolean): Promise<SampleRest | undefined> {
  const unfinished = path.join(workspace, '.casebook', 'unfinished');
  const begun = existsSync(unfinished) ? readFileSync(unfinished, 'utf8') : undefined;
  const now = begun === undefined ? new Date() : new Date(begun);
  // While other threads unpack and compile.
  const ahead = isNew ? generateSample({ now }) : undefined;
  const engine = await opening;
  const filled = await engine.query("select from pg_class where relname = 'disputes' and relkind = 'r'");
  if (filled.rows.length > 0 && begun === undefined) return undefined;
  const sample = ahead ?? generateSample({ now });
  if (filled.rows.length === 0) {
    await writeWorkspace(sample, workspace);
    await writeFile(unfinished, now.toISOString());
    await engine.transaction(async (transaction) => {
      await transaction.exec(schema);
      for (const name of relationNames) await transaction.query(`copy ${name} (${Object.keys(canonicalColumns[name]).join(', ')}) from '/dev/blob'`, [], { blob: new Blob([copyText(sample.relations[name])]) });
      await transaction.exec('analyze disputes');
    });
  }
  return { statements: later(sample), done: () => rm(unfinished) };
}

function* later(sample: Sample): Generator<LoadStatement> {
  for (const name of relationNames) yield { sql: `analyze ${name}`, parameters: [] };
  yield* volumeStatements(sample);
}

/** PostgreSQL's text format of COPY. */
const copyText = (rows: readonly Row[]): string => rows.map((row) => `${row.map((cell) => cell?.replace(/[\\\n\r\t]/g, (sign) => escapes[sign] ?? sign) ?? '\\N').join('\t')}\n`).join('');
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

async function writeWorkspace({ files }: Sample, workspace: string): Promise<void> {
  await mkdir(path.join(workspace, '.casebook'), { recursive: true });
  for (const file of files) {
    const target = path.join(workspace, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.text);
  }
}
