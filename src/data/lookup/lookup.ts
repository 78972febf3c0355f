import * as l10n from '@vscode/l10n';
import { LRUCache } from 'lru-cache';
import type { Card } from '../../domain/card';
import { fail, isUnanswered, type Failure, type Result } from '../../domain/failure';
import { secretKind } from '../../domain/identifiers';
import type { Database } from '../database';
import { relationNames, type Source } from '../layouts/layout';
import type { Asked } from '../store/cards';
import { homes } from '../store/homes';
import type { Rule } from '../store/rule';
import { createAsker } from './asker';
import { createBatcher } from './batcher';
import type { Answered, Outcome } from './outcome';

export interface LookupDependencies {
  /** The named connection, or the active one. */
  readonly source: (connection?: string) => Promise<Result<Source>>;
  /** The same array as long as they are the same rules. */
  readonly rules: () => Promise<readonly Rule[]>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** How long an answer is good, in seconds; 0 asks every time. */
  readonly cacheSeconds: () => number;
  readonly warn: (words: string) => void;
}

export interface LookupOptions {
  readonly connection?: string;
  readonly signal?: AbortSignal;
}

export interface Lookup {
  /** Outcomes in the order asked; expected failures are outcomes. */
  readonly lookup: (asked: readonly Asked[], options?: LookupOptions) => Promise<readonly Outcome[]>;
  /** Once for the active connection: reads the rules and has the statement prepared and planned, so that the first cards need not wait for that. */
  readonly warm: () => Promise<void>;
  /** From now on the database is asked anew. */
  readonly forget: () => void;
}

const mostKept = 5000;

/** An outcome in the cache. Past its age it is asked anew, and serves where nobody answers. */
interface Kept {
  readonly outcome: Outcome;
  /** Epoch milliseconds. */
  readonly at: number;
  /** How often it had been told to forget. */
  readonly generation: number;
}

/** Resolves identifiers: coalesced into batches, shared while under way, kept for a while, found or not. */
export function createLookup({ source, rules, clock, cacheSeconds, warn }: LookupDependencies): Lookup {
  const warmed = new WeakSet<Database>();
  let desks = new WeakMap<Database, ReturnType<typeof createDesk>>();
  let generation = 0;
  const caches = new WeakMap<Database, LRUCache<string, Kept>>();

  function cacheOf({ database }: Source): LRUCache<string, Kept> {
    const cache = caches.get(database) ?? new LRUCache<string, Kept>({ max: mostKept });
    caches.set(database, cache);
    return cache;
  }

  const isGood = (kept: Kept): boolean => kept.generation === generation && clock() < kept.at + cacheSeconds() * 1000;

  /** What stands between the askers and one database: its cache and its batches. */
  function createDesk(of: Source) {
    const cache = cacheOf(of);
    const born = generation;
    const ask = createAsker(of, warn);
    const load = createBatcher(async (asked, signal) => {
      const answer = await ask(asked, await rules(), signal);
      const at = clock();
      const outcomes = asked.map((one) => (answer.ok ? outcomeOf(of, one, answer.value.cards.get(one.id), at, answer.value.unchecked) : (staleOf(cache.get(one.id), answer.failure) ?? failed(one, answer.failure, of.name))));
      if (answer.ok) for (const outcome of outcomes) cache.set(outcome.id, { outcome, at, generation: born });
      return new Map(outcomes.map((outcome) => [outcome.id, outcome]));
    }, clock);
    const warm = async (): Promise<void> => {
      await ask([], await rules(), new AbortController().signal);
    };
    return { cache, load, warm };
  }

  function deskOf(of: Source): ReturnType<typeof createDesk> {
    const desk = desks.get(of.database) ?? createDesk(of);
    desks.set(of.database, desk);
    return desk;
  }

  async function ask(asked: readonly Asked[], { connection, signal }: LookupOptions): Promise<ReadonlyMap<string, Outcome>> {
    const found = await source(connection);
    if (!found.ok) return new Map(asked.map((one) => [one.id, failed(one, found.failure, connection)]));
    const { cache, load } = deskOf(found.value);
    const known = new Map<string, Outcome>();
    for (const { id } of asked) {
      const kept = cache.get(id);
      if (kept && isGood(kept)) known.set(id, kept.outcome);
    }
    const unknown = asked.filter(({ id }) => !known.has(id));
    if (unknown.length === 0) return known;
    const loaded = await load(unknown, signal);
    return loaded ? new Map([...known, ...loaded]) : known;
  }

  return {
    lookup: async (asked, options = {}) => {
      const askable = asked.filter(({ kind }) => homes.has(kind));
      const outcomes = askable.length > 0 ? await ask(askable, options) : new Map<string, Outcome>();
      return asked.map(({ id, kind }): Outcome => {
        if (kind === secretKind) return { id, kind, state: 'secret' };
        if (!homes.has(kind)) return { id, kind, state: 'unsupported' };
        return outcomes.get(id) ?? failed({ id, kind }, fail('cancelled', l10n.t('The lookup was cancelled.')).failure, options.connection);
      });
    },
    warm: async () => {
      const found = await source();
      if (!found.ok || warmed.has(found.value.database)) return;
      warmed.add(found.value.database);
      await deskOf(found.value).warm();
    },
    forget: () => {
      generation += 1;
      desks = new WeakMap();
    },
  };
}

function outcomeOf(source: Source, { id, kind }: Asked, card: Card | undefined, fetchedAt: number, unchecked: Failure | undefined): Outcome {
  const home = homes.get(kind);
  // That nothing is found where such rows are not kept says nothing.
  if (!card && home && !source.layout?.relations[home.relation]) return { id, kind, state: 'unsupported', connection: source.name };
  const answer = { id, kind, connection: source.name, fetchedAt, lacks: relationNames.filter((name) => !source.layout?.relations[name]), ...(unchecked && { unchecked }) };
  if (card && card.objects.length + card.disputes.length > 0) return { ...answer, state: 'found', card };
  return { ...answer, state: 'notFound', ...(card && { card }) };
}

/** What was answered before, where nobody answers now. */
function staleOf(kept: Kept | undefined, failure: Failure): Answered | undefined {
  if (!isUnanswered(failure.kind) || !(kept?.outcome.state === 'found' || kept?.outcome.state === 'notFound')) return undefined;
  return { ...kept.outcome, stale: failure };
}

const failed = ({ id, kind }: Asked, failure: Failure, connection: string | undefined): Outcome => ({ id, kind, state: 'failed', failure, ...(connection !== undefined && { connection }) });
