import type { FailureKind } from '../../domain/failure';
import { infer } from '../../domain/inference';
import { maskText } from '../masking/maskText';
import { renderCard, type Showing } from './card';
import type { Outcome } from './outcome';

/** What other extensions get of a lookup (contract: Exported API). */
export type LookupResult = { readonly id: string; readonly kind: string } & (
  | {
      readonly found: true;
      readonly connection: string;
      readonly summary: Readonly<Record<string, string | null>>;
      readonly anomalies: readonly { readonly rule: string; readonly text: string }[];
      readonly markdown: string;
    }
  | {
      readonly found: false;
      readonly reason: 'notFound' | 'offline' | 'secret' | 'unsupported' | 'denied';
      readonly inferred?: { readonly createdAt?: string; readonly accountSuffix?: string };
    }
);

export function toResult(outcome: Outcome, showing: Showing): LookupResult {
  const { id, kind } = outcome;
  if (outcome.state === 'found') {
    const { objects, disputes } = outcome.card;
    const [first] = disputes;
    const row: Readonly<Record<string, string | number | bigint | boolean | null>> = { ...(objects[0]?.row ?? first?.dispute) };
    return {
      id,
      kind,
      found: true,
      connection: outcome.connection,
      summary: Object.fromEntries(Object.entries(row).map(([name, value]) => [toSnake(name), value === null ? null : maskText(String(value))])),
      anomalies: disputes.flatMap(({ anomalies }) => anomalies.map(({ rule, text }) => ({ rule, text: maskText(text) }))),
      markdown: renderCard(outcome, showing),
    };
  }
  const inference = outcome.state === 'secret' ? undefined : infer(id, showing.now);
  const reason = outcome.state === 'failed' ? reasons[outcome.failure.kind] ?? 'offline' : outcome.state;
  return { id, kind, found: false, reason, ...(inference && { inferred: { createdAt: inference.createdAt, accountSuffix: inference.accountSuffix } }) };
}

const reasons: Readonly<Partial<Record<FailureKind, 'unsupported' | 'denied'>>> = { authentication: 'denied', denied: 'denied', untrusted: 'denied', unsupported: 'unsupported', missing: 'unsupported' };

const toSnake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
