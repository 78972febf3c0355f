/** A few disputes with all that can hang on one, as a script for an empty database. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalColumns } from '../../../src/data/layouts/canonicalColumns';
import { relationNames, type RelationName, type Source } from '../../../src/data/layouts/layout';
import type { Rule } from '../../../src/data/store/rule';
import type { Database } from '../../../src/data/database';
import { ruleOf } from '../../../src/investigation/rules';
import { parseSnippet } from '../../../src/investigation/snippet';
import schema from '../../../src/data/sample/schema.sql';
import { valueOf } from '../node/collect';

/** 24 characters: a digit, then the name, filled up. */
export const idOf = (prefix: string, name: string): string => `${prefix}_1${name.padEnd(23, '0')}`;

export const won = idOf('dp', 'Won');
export const open = idOf('dp', 'Open');
export const hostile = idOf('dp', 'Hostile');
export const announced = idOf('dp', 'Announced');
export const nowhere = idOf('dp', 'Nowhere');
export const charge = idOf('ch', 'Charge');
export const hostileCharge = idOf('ch', 'Hostile');
export const account = 'acct_1032D82eZvKYlo2C';
export const customer = 'cus_9s6XKzkNRiz8i3';
export const arn = '74537604221222012345678';
export const attack = '[x](command:workbench.action.quit) <img src=x onerror=alert(1)> ![p](https://evil.example/p.png) `$(alert)` \u001b[31m\u202eX\n\n# h 4242424242424242 jane@example.com';

const rows: Partial<Record<RelationName, readonly Readonly<Record<string, string | number | boolean>>[]>> = {
  accounts: [{ id: account, name: `Acme ${attack}`, country: 'US', created_at: '2020-01-01', synced_at: '2026-11-21' }],
  customers: [{ id: customer, name: 'Jane Doe', email: 'jane@example.com', created_at: '2021-02-03' }],
  charges: [
    { id: charge, payment_intent_id: idOf('pi', 'Charge'), customer_id: customer, account_id: account, amount: '9007199254740993', amount_refunded: 1000, currency: 'usd', status: 'succeeded', disputed: true, brand: 'visa', last4: '4242', created_at: '2026-10-01', livemode: true, description: 'Two tickets' },
    { id: hostileCharge, account_id: account, amount: 100, amount_refunded: 1, currency: attack, status: attack, disputed: true, brand: attack, last4: attack, created_at: '2026-10-01', livemode: false, description: attack },
  ],
  disputes: [
    {
      id: won, charge_id: charge, payment_intent_id: idOf('pi', 'Charge'), account_id: account, amount: '9007199254740993', currency: 'usd', status: 'won', reason: 'fraudulent', network: 'visa', network_reason_code: '10.4', arn,
      case_id: 'PP-D-12345', created_at: '2026-10-02 01:02:03.000004+00', due_by: '2026-10-20', closed_at: '2026-11-01', has_evidence: true, submission_count: 1, livemode: true, synced_at: '2026-11-21', evidence: '{"customer_name": "Jane Doe", "total": 9007199254740993}', metadata: '{"note": "card 4242424242424242"}',
    },
    { id: open, charge_id: charge, account_id: account, amount: 500, currency: 'jpy', status: 'needs_response', reason: 'brand_new', network: 'visa', network_reason_code: '99.9', created_at: '2026-11-01', due_by: '2030-01-01 23:59:59+00', has_evidence: false, submission_count: 0, livemode: true },
    { id: hostile, charge_id: hostileCharge, account_id: attack, amount: 100, currency: attack, status: attack, reason: attack, network: attack, network_reason_code: attack, case_id: attack, arn: attack, created_at: '2026-11-01', livemode: false },
  ],
  refunds: [
    { id: idOf('re', 'Refund'), charge_id: charge, amount: 1000, currency: 'usd', status: 'succeeded', reason: 'requested_by_customer', created_at: '2026-10-03' },
    { id: idOf('re', 'Hostile'), charge_id: hostileCharge, amount: 1, currency: attack, status: attack, reason: attack, created_at: '2026-10-03', arn: attack },
  ],
  balance_transactions: [
    { id: idOf('txn', 'Withdrawal'), source_id: won, dispute_id: won, account_id: account, payout_id: idOf('po', 'Payout'), amount: '-9007199254740993', fee: 1500, net: '-9007199254742493', currency: 'usd', reporting_category: 'dispute', type: 'adjustment', status: 'available', created_at: '2026-10-02', description: 'Chargeback withdrawal' },
    { id: idOf('txn', 'Hostile'), source_id: attack, dispute_id: hostile, payout_id: attack, amount: 1, fee: 1, net: 1, currency: attack, reporting_category: attack, type: attack, status: attack, created_at: '2026-10-02', description: attack },
  ],
  events: [
    ...['created', 'updated', 'updated', 'funds_withdrawn', 'updated', 'closed'].map((type, index) => ({ id: idOf('evt', `Event${index}`), type: `charge.dispute.${type}`, object_id: won, created_at: `2026-10-0${index + 2}`, received_at: `2026-10-0${index + 2}`, request_id: 'req_8gFlKvh7E6XZtW', payload: `{"sequence": ${index}}` })),
    { id: idOf('evt', 'Announced'), type: 'charge.dispute.created', object_id: announced, created_at: '2026-11-01', received_at: '2026-11-01', payload: '{}' },
    { id: idOf('evt', 'Hostile'), type: attack, object_id: hostile, account_id: attack, created_at: '2026-11-01', received_at: '2026-11-01', request_id: attack, payload: '{}' },
  ],
  early_fraud_warnings: [
    { id: idOf('issfr', 'Warning'), charge_id: charge, actionable: false, fraud_type: 'made_with_stolen_card', created_at: '2026-10-01' },
    { id: idOf('issfr', 'Hostile'), charge_id: hostileCharge, payment_intent_id: attack, actionable: true, fraud_type: attack, created_at: '2026-10-01' },
  ],
  payouts: [{ id: idOf('po', 'Payout'), account_id: account, amount: 5000, currency: 'usd', status: 'paid', arrival_date: '2026-10-10', created_at: '2026-10-09' }],
  transfers: [{ id: idOf('tr', 'Transfer'), account_id: account, source_id: charge, amount: 5000, amount_reversed: 5000, currency: 'usd', created_at: '2026-10-01' }],
};

const literal = (value: string | number | boolean): string => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value));

export const script = [
  schema,
  ...relationNames.flatMap((name) => (rows[name] ?? []).map((row) => `insert into ${name} (${Object.keys(row).join(', ')}) values (${Object.values(row).map(literal).join(', ')});`)),
].join('\n');

/** The canonical tables as a layout; those of `without` are not there. */
export const sourceOf = (database: Database, ...without: readonly RelationName[]): Source => ({
  name: 'books',
  database,
  layout: {
    id: 'canonical',
    title: 'canonical',
    lacks: without,
    denied: [], missingIndexes: [],
    relations: Object.fromEntries(relationNames.filter((name) => !without.includes(name)).map((name) => [name, `select ${Object.keys(canonicalColumns[name]).join(', ')} from public.${name}`])),
  },
});

/** Those of the built-in snippets that are rules. */
export async function rulesFrom(...files: readonly string[]): Promise<readonly Rule[]> {
  const rules = await Promise.all(files.map(async (file) => valueOf(await ruleOf(valueOf(await parseSnippet(file, readFileSync(path.resolve('snippets', file), 'utf8'))), false))));
  return rules.filter((rule) => rule !== undefined);
}
