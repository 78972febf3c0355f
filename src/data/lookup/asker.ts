import * as l10n from '@vscode/l10n';
import type { Card } from '../../domain/card';
import { isUnanswered, succeed, type Failure, type FailureKind, type Result } from '../../domain/failure';
import type { Source } from '../layouts/layout';
import { lookupCards, type Asked } from '../store/cards';
import type { Rule } from '../store/rule';

export interface Answer {
  readonly cards: ReadonlyMap<string, Card>;
  /** Why some rule could not be asked; then no anomaly means nothing. */
  readonly unchecked?: Failure;
}

/** Whether a rule may be to blame for it. A rule may take too long by itself. */
const isOfRule = (kind: FailureKind): boolean => kind === 'timeout' || !(isUnanswered(kind) || kind === 'authentication' || kind === 'cancelled' || kind === 'untrusted');

/** Asks one source for cards. A rule that fails there is found, named in the log, and left out from then on. */
export function createAsker(source: Source, warn: (words: string) => void) {
  const broken = new Map<Rule, Failure>();
  let usable: { readonly of: readonly Rule[]; readonly rules: readonly Rule[]; readonly unchecked?: Failure } = { of: [], rules: [] };

  function choose(rules: readonly Rule[]): typeof usable {
    const unchecked = rules.map((rule) => broken.get(rule)).find((failure) => failure !== undefined);
    return { of: rules, rules: rules.filter((rule) => !broken.has(rule)), ...(unchecked && { unchecked }) };
  }

  /** Each rule by itself; where none fails alone, all of them are too much together. */
  async function findBroken(rules: readonly Rule[], asked: readonly Asked[], whole: Failure, signal: AbortSignal): Promise<void> {
    const before = broken.size;
    for (const rule of rules) {
      const alone = await lookupCards(source, asked, [rule], signal);
      if (!alone.ok && isOfRule(alone.failure.kind)) broken.set(rule, alone.failure);
    }
    if (broken.size === before && !signal.aborted) for (const rule of rules) broken.set(rule, whole);
    for (const [rule, { message }] of broken) if (rules.includes(rule)) warn(l10n.t('The rule {0} is left out on {1}: {2}', rule.slug, source.name, message));
  }

  return async (asked: readonly Asked[], rules: readonly Rule[], signal: AbortSignal): Promise<Result<Answer>> => {
    if (usable.of !== rules) usable = choose(rules);
    const whole = await lookupCards(source, asked, usable.rules, signal);
    if (whole.ok) return succeed({ cards: whole.value, ...(usable.unchecked && { unchecked: usable.unchecked }) });
    if (usable.rules.length === 0 || !isOfRule(whole.failure.kind)) return whole;
    // Without any rule the same failure means that the rows themselves cannot be read.
    const bare = await lookupCards(source, asked, [], signal);
    if (!bare.ok) return bare;
    await findBroken(usable.rules, asked, whole.failure, signal);
    usable = choose(rules);
    const mended = await lookupCards(source, asked, usable.rules, signal);
    return succeed({ cards: mended.ok ? mended.value : bare.value, unchecked: usable.unchecked ?? whole.failure });
  };
}
