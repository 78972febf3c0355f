import type { Anomaly, Card, CardObject, DisputeFile } from '../../domain/card';
import type { Dispute } from '../../domain/dispute';
import type { Asked } from './cards';
import type { Snapshot } from './decode';
import { sayOf, type Rule } from './rule';

/** One card for each identifier that the answer tells of. */
export function assemble(asked: readonly Asked[], snapshot: Snapshot, rules: readonly Rule[]): ReadonlyMap<string, Card> {
  const disputes = new Map(snapshot.disputes.map((dispute) => [dispute.id, dispute]));
  const charges = new Map(snapshot.charges.map((charge) => [charge.id, charge]));
  const accounts = new Map(snapshot.accounts.map((account) => [account.id, account]));
  const refunds = gather(snapshot.refunds, ({ chargeId }) => chargeId);
  const warnings = gather(snapshot.warnings, ({ chargeId }) => chargeId);
  const transactions = gather(snapshot.transactions.toSorted(byTime), ({ disputeId }) => disputeId);
  const events = gather(snapshot.events.toSorted(byTime).reverse(), ({ objectId }) => objectId);
  const onOneCharge = gather(snapshot.disputes, ({ chargeId }) => chargeId);
  const links = gather(snapshot.links, ([of]) => of);
  const bySlug = new Map(rules.map((rule) => [rule.slug, rule]));
  const anomalies = gather(snapshot.findings, ({ dispute }) => dispute);
  const anomaliesOf = (dispute: string): readonly Anomaly[] => distinct((anomalies.get(dispute) ?? []).flatMap(({ rule, row }) => anomalyOf(bySlug.get(rule), row)));

  const fileOf = (dispute: Dispute): DisputeFile => ({
    dispute,
    charge: find(charges, dispute.chargeId),
    account: find(accounts, dispute.accountId),
    refunds: find(refunds, dispute.chargeId) ?? [],
    transactions: transactions.get(dispute.id) ?? [],
    warnings: find(warnings, dispute.chargeId) ?? [],
    siblings: (find(onOneCharge, dispute.chargeId) ?? []).filter(({ id }) => id !== dispute.id),
    events: events.get(dispute.id) ?? [],
    anomalies: anomaliesOf(dispute.id),
  });

  const objects = new Map<string, CardObject[]>();
  const add = (object: CardObject, ...keys: readonly (string | null)[]): void => {
    for (const key of keys) if (key !== null) objects.set(key, [...(objects.get(key) ?? []), object]);
  };
  for (const row of snapshot.charges) add({ relation: 'charges', row, refunds: refunds.get(row.id) ?? [], warnings: warnings.get(row.id) ?? [] }, row.id, row.paymentIntentId);
  for (const row of snapshot.refunds) add({ relation: 'refunds', row }, row.id);
  for (const row of snapshot.transactions) add({ relation: 'balance_transactions', row }, row.id);
  for (const row of snapshot.askedEvents) add({ relation: 'events', row }, row.id, row.requestId);
  for (const row of snapshot.warnings) add({ relation: 'early_fraud_warnings', row }, row.id);
  for (const row of snapshot.customers) add({ relation: 'customers', row }, row.id);
  for (const row of snapshot.accounts) add({ relation: 'accounts', row }, row.id);
  for (const row of snapshot.payouts) add({ relation: 'payouts', row }, row.id);
  for (const row of snapshot.transfers) add({ relation: 'transfers', row }, row.id);

  const cards = asked.map(({ id, kind }): Card => {
    const files = (links.get(id) ?? []).flatMap(([, dispute]) => disputes.get(dispute) ?? []).toSorted(byTime).reverse().map(fileOf);
    return { id, kind, objects: objects.get(id) ?? [], disputes: files, anomalies: files.length === 0 ? anomaliesOf(id) : [] };
  });
  return new Map(cards.filter(({ objects: own, disputes: files, anomalies: said }) => own.length + files.length + said.length > 0).map((card) => [card.id, card]));
}

const anomalyOf = (rule: Rule | undefined, row: Readonly<Record<string, string | null>>): Anomaly[] =>
  rule ? [{ rule: rule.slug, severity: rule.severity, text: sayOf(rule, row) }] : [];

/** A rule may find a dispute by several rows that say the same. Worst first. */
function distinct(anomalies: readonly Anomaly[]): readonly Anomaly[] {
  const severities = ['breakage', 'risk', 'lead'];
  return [...new Map(anomalies.map((anomaly) => [`${anomaly.rule} ${anomaly.text}`, anomaly])).values()].toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

const find = <T>(map: ReadonlyMap<string, T>, key: string | null): T | undefined => (key === null ? undefined : map.get(key));

/** Oldest first, by the text: ISO 8601 of one zone. What has no time comes first. */
const byTime = (a: { readonly createdAt: string | null }, b: { readonly createdAt: string | null }): number => {
  const [first, second] = [a.createdAt ?? '', b.createdAt ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
};

function gather<T>(items: readonly T[], keyOf: (item: T) => string | null): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
