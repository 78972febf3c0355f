import type { PGlite } from '@electric-sql/pglite';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateSample, rowStatements, volumeStatements, type LoadStatement, type Sample } from '../../sample';
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
 * process ended before the rest was, gives the rest again.
 */
export async function fillSample(engine: PGlite, workspace: string): Promise<SampleRest | undefined> {
  const unfinished = path.join(workspace, '.casebook', 'unfinished');
  const filled = await engine.query("select from pg_class where relname = 'disputes' and relkind = 'r'");
  const begun = await readFile(unfinished, 'utf8').catch(() => undefined);
  if (filled.rows.length > 0 && begun === undefined) return undefined;
  const now = filled.rows.length > 0 && begun !== undefined ? new Date(begun) : new Date();
  const sample = generateSample({ now });
  if (filled.rows.length === 0) {
    await writeWorkspace(sample, workspace);
    await writeFile(unfinished, now.toISOString());
    await engine.transaction(async (transaction) => {
      await transaction.exec(schema);
      for (const { sql, parameters } of rowStatements(sample)) await transaction.query(sql, [...parameters]);
    });
  }
  return { statements: volumeStatements(sample), done: () => rm(unfinished) };
}

async function writeWorkspace({ files }: Sample, workspace: string): Promise<void> {
  await mkdir(path.join(workspace, '.casebook'), { recursive: true });
  for (const file of files) {
    const target = path.join(workspace, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.text);
  }
}
