import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod/mini';

/** Counts of tests that a suite leaves behind for whoever started it. A suite that was killed leaves none. */
export type Result = z.infer<typeof resultFormat>;
const resultFormat = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() });

export function readResult(file: string): Result | undefined {
  return existsSync(file) ? resultFormat.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
