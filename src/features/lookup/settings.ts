import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { workspace, type ConfigurationScope } from 'vscode';

export interface LookupSettings {
  readonly enabled: boolean;
  /** Language identifiers; `*` is all. */
  readonly languages: readonly string[];
  readonly maxLineLength: number;
  readonly cacheSeconds: number;
}

/** Reads `casebook.lookup.*`. A bad value is as if it were not set; `warn` hears of it once. */
export function settingsReader(warn: (words: string) => void): (scope?: ConfigurationScope) => LookupSettings {
  const told = new Set<string>();
  return (scope) => {
    const given = workspace.getConfiguration('casebook.lookup', scope);
    const read = <T>(key: keyof LookupSettings, schema: z.ZodMiniType<T>, fallback: T): T => {
      const value = schema.safeParse(given.get(key));
      if (value.success) return value.data;
      for (const { path, message } of value.error.issues) {
        const words = l10n.t('{0}: {1}. The default is used.', ['casebook.lookup', key, ...path].join('.'), message);
        if (!told.has(words)) warn(words);
        told.add(words);
      }
      return fallback;
    };
    return {
      enabled: read('enabled', z.boolean(), true),
      languages: read('languages', z.array(z.string()), ['*']),
      maxLineLength: read('maxLineLength', z.int().check(z.gte(1000)), 20_000_000),
      cacheSeconds: read('cacheSeconds', z.int().check(z.gte(0)), 60),
    };
  };
}
