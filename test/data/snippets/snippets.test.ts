import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Cell, Row } from '../../../src/data/database';
import { checkStatement } from '../../../src/data/guard';
import { canonicalColumns } from '../../../src/data/layouts/canonicalColumns';
import { relationNames, type Layout } from '../../../src/data/layouts/layout';
import { generateSample, rowStatements } from '../../../src/data/sample';
import type { BreakageKind } from '../../../src/data/sample/breakages';
import schema from '../../../src/data/sample/schema.sql';
import { lookupCards } from '../../../src/data/store/cards';
import type { Rule } from '../../../src/data/store/rule';
import { kindOf } from '../../../src/domain/identifiers';
import { isKnownCode, reasonInWords } from '../../../src/domain/reasonCodes';
import { meaningOf } from '../../../src/domain/status';
import { ruleOf } from '../../../src/investigation/rules';
import { compileStatement, type Binding } from '../../../src/investigation/compile';
import { lex } from '../../../src/investigation/lexer';
import { findReferences } from '../../../src/investigation/references';
import { parseSnippet, type Snippet } from '../../../src/investigation/snippet';
import { withServers } from '../servers';

const files = readdirSync('snippets', { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll(path.sep, '/')).filter((file) => file.endsWith('.sql')).sort();
const read = async (file: string): Promise<Snippet> => {
  const snippet = await parseSnippet(file, readFileSync(path.join('snippets', file), 'utf8'));
  assert.ok(snippet.ok, JSON.stringify(snippet));
  return snippet.value;
};

/** Which of the sample's planted breakages a snippet finds, and how many of that kind it is about. */
const finds: Readonly<Record<string, readonly [kind: BreakageKind, count: number]>> = {
  'intervention/missed-deadline.sql': ['missedDeadline', 1],
  'intervention/staged-not-submitted.sql': ['stagedNotSubmitted', 200],
  'intervention/submitted-late.sql': ['submittedLate', 1],
  'observability/closed-event-not-applied.sql': ['closedNotApplied', 40],
  'observability/dispute-without-event.sql': ['eventGap', 1],
  'observability/duplicate-events.sql': ['deliveredTwice', 1],
  'observability/escalated-inquiry-still-open.sql': ['escalatedStillOpen', 1],
  'observability/event-without-dispute.sql': ['eventGap', 1],
  'observability/status-went-back.sql': ['statusWentBack', 1],
  'observability/stuck-under-review.sql': ['stuck', 1],
  'observability/unanswered-fraud-warnings.sql': ['warningUnanswered', 1],
  'observability/unknown-enum.sql': ['unknownValue', 2],
  'reconciliation/chargeback-without-withdrawal.sql': ['noWithdrawal', 1],
  'reconciliation/dispute-without-charge.sql': ['orphan', 1],
  'reconciliation/disputed-more-than-charged.sql': ['disputedTooMuch', 2],
  'reconciliation/double-withdrawal.sql': ['doubleWithdrawal', 1],
  'reconciliation/refunded-and-lost.sql': ['refundedAndLost', 1],
  'reconciliation/reinstated-but-lost.sql': ['reinstatedButLost', 1],
  'reconciliation/won-without-reinstatement.sql': ['wonNotReinstated', 1],
};

describe('the built-in snippets', () => {
  for (const file of files) {
    it(`${file} parses, only reads, and finds a planted breakage if it is a rule`, async () => {
      const snippet = await read(file);
      const rule = await ruleOf(snippet, false);
      assert.ok(rule.ok, JSON.stringify(rule));
      assert.ok(!rule.value || Object.hasOwn(finds, file));
    });
  }

  it('have one slug each', () => {
    const slugs = files.map((file) => path.basename(file));
    assert.deepEqual(slugs, [...new Set(slugs)]);
  });

  it('hold the catalogue of statuses, reasons and codes as the domain knows it', async () => {
    const { sql } = await read('observability/unknown-enum.sql');
    const [statuses = [], reasons = []] = Array.from(sql.matchAll(/not in \(([^)]*)\)/g), ([, list = '']) => Array.from(list.matchAll(/'(\w+)'/g), ([, value = '']) => value));
    assert.equal(statuses.length, 11);
    assert.deepEqual(statuses.filter((status) => meaningOf(status).standing === 'unknown'), []);
    assert.equal(reasons.length, 15);
    assert.deepEqual(reasons.filter((reason) => reasonInWords(reason) === reason && !['duplicate', 'fraudulent', 'general'].includes(reason)), []);
    for (const [, network = '', list = ''] of sql.matchAll(/when '(\w+)' then array\[([^\]]*)\]/g)) {
      const codes = Array.from(list.matchAll(/'([^']+)'/g), ([, code = '']) => code);
      const known = candidates.filter((code) => isKnownCode(network, code) && !/^(?:63..|490.)$/.test(code));
      assert.deepEqual(codes.sort(), known.sort(), network);
    }
  });
});

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const numbers = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
/** Every code of a form that a network uses. */
const candidates = [
  ...numbers(1, 9999),
  ...numbers(10, 13).flatMap((family) => numbers(1, 9).flatMap((code) => [`${family}.${code}`, ...numbers(1, 9).map((part) => `${family}.${code}.${part}`)])),
  ...letters.flatMap((first) => [...numbers(10, 99), ...numbers(1, 9).map((digit) => `0${digit}`)].map((digits) => first + digits)),
  ...letters.flatMap((first) => letters.flatMap((second) => [first + second, ...numbers(1, 9).flatMap((digit) => [first + second + digit, `${first}${second}0${digit}`])])),
];

const sample = generateSample({ now: new Date() });
const literal = (value: Cell): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
const script = [schema, ...Array.from(rowStatements(sample), ({ sql, parameters }) => `${sql.replace(/\$(\d+)/g, (_, number) => literal(parameters[Number(number) - 1] ?? null))};`)].join('\n');
const layout: Layout = {
  id: 'canonical', title: 'canonical', lacks: [], denied: [], missingIndexes: [],
  relations: Object.fromEntries(relationNames.map((name) => [name, `select ${Object.keys(canonicalColumns[name]).join(', ')} from public.${name}`])),
};
const breakage = (kind: BreakageKind): { readonly planted: readonly string[]; readonly decoys: readonly string[] } => {
  const found = sample.breakages.find((one) => one.kind === kind);
  assert.ok(found);
  assert.ok(found.decoys.length > 0);
  return found;
};

withServers('a built-in snippet on the sample', script, (server) => {
  const run = async (file: string, values: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> => {
    const { sql, parameters, using } = await read(file);
    const references = findReferences(sql, lex(sql), (name) => parameters.some((parameter) => parameter.name === name));
    const bindings = new Map(parameters.map(({ name, type, default: value }): [string, Binding] => [`:${name}`, { value: values[name] ?? value ?? '', type }]));
    const compiled = await compileStatement({ text: sql, start: 0, end: sql.length }, { references, bindings, relations: { layout, using } });
    assert.ok(compiled.ok, JSON.stringify(compiled));
    const checked = await checkStatement(compiled.value.sql);
    assert.ok(checked.ok, JSON.stringify(checked));
    const answer = await server.database.ask({ name: file, sql: compiled.value.sql, parameters: compiled.value.parameters, origin: 'snippet' });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.rows;
  };
  const idsOf = (rows: readonly Row[]): string[] => [...new Set(rows.map(([id]) => id ?? ''))];

  for (const [file, [kind, count]] of Object.entries(finds)) {
    it(`${file} finds what is planted, and none of its look-alikes`, async () => {
      const { planted } = breakage(kind);
      const found = idsOf(await run(file));
      assert.equal(found.length, count);
      assert.deepEqual(found.filter((id) => !planted.includes(id)), []);
    });
  }

  it('gives each card its own rule’s finding, and none to a look-alike', async () => {
    const rules: Rule[] = [];
    for (const file of Object.keys(finds)) {
      const rule = await ruleOf(await read(file), false);
      if (rule.ok && rule.value) rules.push(rule.value);
    }
    const asked = sample.breakages.flatMap(({ planted, decoys }) => [...planted.slice(0, 3), ...decoys]).map((id) => ({ id, kind: kindOf(id) ?? 'unknown' }));
    const cards = await lookupCards({ name: 'sample', database: server.database, layout }, asked, rules);
    assert.ok(cards.ok, JSON.stringify(cards));
    const said = (id: string): readonly string[] => {
      const card = cards.value.get(id);
      return [...(card?.disputes ?? []).flatMap(({ dispute, anomalies }) => (dispute.id === id ? anomalies : [])), ...(card?.anomalies ?? [])].map(({ rule }) => rule);
    };
    for (const [file, [kind, count]] of Object.entries(finds)) {
      const slug = path.basename(file, '.sql');
      if (!rules.some((rule) => rule.slug === slug)) continue;
      const { planted, decoys } = breakage(kind);
      assert.equal(planted.slice(0, 3).filter((id) => said(id).includes(slug)).length, Math.min(3, count), slug);
      assert.deepEqual(decoys.filter((id) => said(id).includes(slug)), [], slug);
    }
  });

  it('lists what is due within a day, the nearest deadline first', async () => {
    const rows = await run('intervention/due-soon.sql');
    const { planted, decoys } = breakage('stagedNotSubmitted');
    assert.ok(planted.every((id) => idsOf(rows).includes(id)));
    assert.ok(decoys.some((id) => idsOf(rows).includes(id)), 'an automatic submission is still due');
    const due = rows.map(([, , , at]) => Date.parse(at ?? ''));
    assert.deepEqual(due, due.toSorted((a, b) => a - b));
  });

  it('counts every dispute once by status', async () => {
    const rows = await run('reporting/disputes-by-status.sql');
    assert.equal(rows.reduce((sum, [, , disputes]) => sum + Number(disputes), 0), sample.relations.disputes.length);
  });

  it('shows one dispute, and its money ending at zero where it was withdrawn and came back', async () => {
    const [id = ''] = breakage('reinstatedButLost').planted;
    assert.deepEqual(idsOf(await run('lookup/dispute-by-id.sql', { id })), [id]);
    const ledger = await run('lookup/money-of-a-dispute.sql', { id });
    assert.deepEqual(ledger.map(([, , category, amount]) => [category, amount]).filter(([category]) => category !== 'fee'), [['dispute', '-5000'], ['dispute_reversal', '5000']]);
  });

  it('takes another value for a parameter', async () => {
    const won = breakage('wonNotReinstated').planted;
    assert.deepEqual(idsOf(await run('reconciliation/won-without-reinstatement.sql', { days: '8' })), won);
    assert.deepEqual(idsOf(await run('reconciliation/won-without-reinstatement.sql', { days: '10' })), []);
  });
});
