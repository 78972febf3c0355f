import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { CustomLayouts } from '../../data/layouts/custom';
import { relationNames } from '../../data/layouts/layout';

const named = z.record(z.string(), z.unknown());
const relation = z.enum(relationNames);
const sql = z.string().check(z.trim(), z.minLength(1));

/** The good ones of what the setting `casebook.layouts` says, and for each bad one a sentence with its path. `scope` is for people. */
export function decodeLayouts(given: unknown, scope: string): { readonly layouts: CustomLayouts; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const entries = (value: unknown, path: string): readonly [string, unknown][] => {
    const decoded = named.safeParse(value);
    if (!decoded.success) problems.push(l10n.t('{0} in {1} settings is not an object.', path, scope));
    return Object.entries(decoded.data ?? {});
  };
  const layouts = entries(given, 'casebook.layouts').map(([name, relations]) => {
    const path = `casebook.layouts.${name}`;
    const good = entries(relations, path).flatMap(([key, value]) => {
      const [of, statement] = [relation.safeParse(key), sql.safeParse(value)];
      if (!of.success) problems.push(l10n.t('{0}.{1} in {2} settings is no relation that Casebook knows. There are: {3}.', path, key, scope, relationNames.join(', ')));
      else if (!statement.success) problems.push(l10n.t('{0}.{1} in {2} settings is not the text of a SELECT.', path, key, scope));
      return of.success && statement.success ? [[of.data, statement.data] as const] : [];
    });
    return [name, Object.fromEntries(good)] as const;
  });
  return { layouts: Object.fromEntries(layouts), problems };
}
