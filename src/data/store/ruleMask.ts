import { LRUCache } from 'lru-cache';
import type { Column } from '../database';
import { plannedFor, preludeOf, relationNames, type Layout, type Readable } from '../layouts/layout';
import { quoted } from '../layouts/expression';
import type { Masker } from '../masking/masker';
import type { Snapshot } from './decode';
import { namesIn, statementOf, subjectColumn, type Rule } from './rule';

type Finding = Snapshot['findings'][number];

/** One for each rule of a layout that found something, kept as long as a catalogue is. */
const maskers = new WeakMap<Layout, LRUCache<Rule, Masker>>();

/** What rules found, with the values that their texts name masked as in a run of their statements. */
export async function shownIn(from: Readable, rules: readonly Rule[], findings: readonly Finding[], signal?: AbortSignal): Promise<Finding[]> {
  const telling = rules.filter((rule) => namesIn(rule).length > 0 && findings.some(({ rule: slug }) => slug === rule.slug));
  const masks = new Map(await Promise.all(telling.map(async (rule) => [rule.slug, { names: namesIn(rule), masker: await maskerOf(from, rule, signal) }] as const)));
  return findings.map((finding) => {
    const { names, masker } = masks.get(finding.rule) ?? {};
    if (!names || !masker) return finding;
    const [row = []] = masker.mask([names.map((name) => finding.row[name] ?? null)]);
    return { ...finding, row: { ...finding.row, ...Object.fromEntries(names.flatMap((name, index) => (Object.hasOwn(finding.row, name) ? [[name, row[index] ?? null]] : []))) } };
  });
}

/** By what the named columns are made of: nothing of the rule runs for it. */
async function maskerOf({ database, layout }: Readable, rule: Rule, signal: AbortSignal | undefined): Promise<Masker> {
  const [{ kept }, { createMasker }, { prepareMasking }] = await Promise.all([import('../masking/catalogue'), import('../masking/masker'), import('../masking/plan')]);
  const ofLayout = maskers.get(layout) ?? new LRUCache<Rule, Masker>(kept);
  maskers.set(layout, ofLayout);
  const known = ofLayout.get(rule);
  if (known) return known;
  const names = namesIn(rule);
  const sql = plannedFor(layout, `with ${preludeOf(layout, relationNames)}\nselect ${names.map((name) => `r.${quoted(name)}`).join(', ')} from (\n${statementOf(rule, 1)}\n) as r (${subjectColumn})`);
  const columns = names.map((name): Column => ({ name, type: 'text', tableId: 0, columnNumber: 0 }));
  const plan = await prepareMasking(database, { sql, parameters: [], origin: 'lookup', limit: 0, timeout: 0 }, { addresses: true }, signal);
  const masker = createMasker(columns, plan.treatmentsOf(columns), true);
  if (plan.isInformed) ofLayout.set(rule, masker);
  return masker;
}
