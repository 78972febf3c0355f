import * as z from 'zod/mini';
import { workspace, type ConfigurationScope } from 'vscode';

export interface LookupSettings {
  readonly enabled: boolean;
  /** Language identifiers; `*` is all. */
  readonly languages: readonly string[];
  readonly maxLineLength: number;
  readonly cacheSeconds: number;
}

/** `casebook.lookup.*`; a bad value is as if it were not set. */
export function readSettings(scope?: ConfigurationScope): LookupSettings {
  const given = workspace.getConfiguration('casebook.lookup', scope);
  const read = <T>(key: keyof LookupSettings, schema: z.ZodMiniType<T>, fallback: T): T => {
    const value = schema.safeParse(given.get(key));
    return value.success ? value.data : fallback;
  };
  return {
    enabled: read('enabled', z.boolean(), true),
    languages: read('languages', z.array(z.string()), ['*']),
    maxLineLength: read('maxLineLength', z.int().check(z.gte(1000)), 20_000_000),
    cacheSeconds: read('cacheSeconds', z.int().check(z.gte(0)), 60),
  };
}
