import type { Column } from '../database';
import { plannedFor, preludeOf, relationNames, type Layout } from '../layouts/layout';
import { quoted } from '../layouts/expression';
import type { Masker } from '../masking/masker';
import type { Snapshot } from './decode';
import type { Readable } from './explorer';
import { namesIn, statementOf, type Rule } from './rule';

type Finding = Snapshot['findings'][number];

/** One for each rule of a layout, made when it first finds something. */
const maskers = new WeakMap<Layout, Map<Rule, Promise<Masker>>>();

/** What a rule found, with the values that its text names masked as in a run of its statement. */
export async function shownIn(of: Readable, rules: readonly Rule[], finding: Finding): Promise<Finding> {
  const rule = rules.find(({ slug }) => slug === finding.rule);
  const names = rule ? namesIn(rule) : [];
  if (!rule || names.length === 0) return finding;
  const ofLayout = maskers.get(of.layout) ?? new Map<Rule, Promise<Masker>>();
  maskers.set(of.layout, ofLayout);
  const masker = ofLayout.get(rule) ?? maskerOf(of, rule, names);
  ofLayout.set(rule, masker);
  const [row = []] = (await masker).mask([names.map((name) => finding.row[name] ?? null)]);
  return { ...finding, row: { ...finding.row, ...Object.fromEntries(names.flatMap((name, index) => (Object.hasOwn(finding.row, name) ? [[name, row[index] ?? null]] : []))) } };
}

/** By what the named columns are made of: nothing of the rule runs for it. */
async function maskerOf({ database, layout }: Readable, rule: Rule, names: readonly string[]): Promise<Masker> {
  const sql = plannedFor(layout, `with ${preludeOf(layout, relationNames)}\nselect ${names.map((name) => `r.${quoted(name)}`).join(', ')} from (\n${statementOf(rule, 1)}\n) as r (casebook_subject)`);
  const columns = names.map((name): Column => ({ name, type: 'text', tableId: 0, columnNumber: 0 }));
  const [{ createMasker }, { prepareMasking }] = await Promise.all([import('../masking/masker'), import('../masking/plan')]);
  const plan = await prepareMasking(database, { sql, parameters: [], origin: 'lookup', limit: 0, timeout: 0 }, { addresses: true });
  return createMasker(columns, plan.treatmentsOf(columns), true);
}
