import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { workspace, type CancellationToken, type TreeDataProvider } from 'vscode';
import type { Lookup } from '../../data/lookup/lookup';
import { toResult, type LookupResult } from '../../data/lookup/result';
import { relationNames, type RelationName, type Source } from '../../data/layouts/layout';
import { fail, type Failure, type Result } from '../../domain/failure';
import { kindOf, scan, type Identifier } from '../../domain/identifiers';
import { signalOf } from '../../host/progress';
import type { ResultSet } from '../../investigation/query';

export type { ResultSet } from '../../investigation/query';
export type { LookupResult } from '../../data/lookup/result';

export interface SnippetInfo {
  readonly slug: string;
  readonly theme: string;
  readonly title: string;
  readonly about: string;
  readonly tags: readonly string[];
  readonly library: 'builtin' | 'user' | 'workspace';
  readonly uri: string;
}

/** What `activate()` gives to other extensions and to tests. */
export interface CasebookApi {
  readonly version: 1;
  /** Resolve identifiers in one batch; order and length as given. Never throws for a missing one. */
  lookup(ids: readonly string[], options?: { readonly connection?: string }, token?: CancellationToken): Promise<LookupResult[]>;
  /** Run one read-only statement. Rejects with {kind, message, sqlstate?}. Parameters without a declared type are inferred by the server. */
  query(
    sql: string,
    options?: { readonly parameters?: Readonly<Record<string, unknown>>; readonly using?: readonly string[]; readonly connection?: string; readonly limit?: number },
    token?: CancellationToken,
  ): Promise<ResultSet>;
  /** Every identifier in a text, in order, not overlapping: UTF-16 offsets. */
  scan(text: string): Identifier[];
  /** The explorer's tree, as shown. */
  readonly disputes: TreeDataProvider<unknown>;
  snippets(): Promise<SnippetInfo[]>;
}

export interface ApiNeeds {
  readonly lookup: Lookup;
  readonly source: (connection?: string) => Promise<Result<Source>>;
  readonly snippets: () => Promise<readonly SnippetInfo[]>;
  readonly disputes: TreeDataProvider<unknown>;
}

/** A failure as an exception: callers outside know no `Result`. */
class CasebookError extends Error {
  readonly kind: Failure['kind'];
  readonly sqlstate?: string;
  constructor({ kind, message, sqlstate }: Failure) {
    super(message);
    this.kind = kind;
    if (sqlstate !== undefined) this.sqlstate = sqlstate;
  }
}

export function createApi({ lookup, source, snippets, disputes }: ApiNeeds): CasebookApi {
  return {
    version: 1,
    lookup: async (ids, { connection } = {}, token) => {
      const asked = ids.map((id) => ({ id, kind: kindOf(id) ?? 'unknown' }));
      const outcomes = await lookup.lookup(asked, { ...(connection !== undefined && { connection }), ...(token && { signal: signalOf(token) }) });
      const showing = { now: Date.now(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, live: false };
      return outcomes.map((outcome) => toResult(outcome, showing));
    },
    query: async (sql, { parameters = {}, using = [], connection, limit } = {}, token) => {
      const unknown = using.find((name) => !isRelation(name));
      if (unknown !== undefined) throw new CasebookError(fail('missing', l10n.t('{0} is no canonical relation.', unknown)).failure);
      const settings = workspace.getConfiguration('casebook');
      const opened = await source(connection);
      if (!opened.ok) throw new CasebookError(opened.failure);
      const { runQuery } = await import('../../investigation/query');
      const done = await runQuery(
        opened.value,
        sql,
        {
          parameters,
          using: using.filter(isRelation),
          limit: limit ?? decode(count, 10_000, settings.get('notebook.rowLimit')),
          timeout: 1000 * decode(count, 30, settings.get('notebook.statementTimeout')),
          maskAddresses: decode(z.boolean(), true, settings.get('masking.addresses')),
        },
        token ? signalOf(token) : new AbortController().signal,
      );
      if (!done.ok) throw new CasebookError(done.failure);
      return done.value;
    },
    scan,
    disputes,
    snippets: async () => (await snippets()).map(({ slug, theme, title, about, tags, library, uri }) => ({ slug, theme, title, about, tags, library, uri })),
  };
}

const count = z.int().check(z.gte(1));

/** A setting; a bad value is as if it were not set. */
const decode = <T>(schema: z.ZodMiniType<T>, fallback: T, given: unknown): T => schema.safeParse(given).data ?? fallback;

const isRelation = (name: string): name is RelationName => relationNames.some((relation) => relation === name);
