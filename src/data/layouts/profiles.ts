import type { Columns, ColumnSource } from './expression';
import { hyperswitchDisputes } from './hyperswitch';
import type { RelationName } from './layout';
import { stripeSources } from './stripe';

/** A way in which Stripe-shaped data is known to be arranged. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  /** The table of the disputes, and what marks it. */
  readonly disputes: string;
  readonly marks: (disputes: Columns) => boolean;
  /** The tables' names, the first that is there. */
  readonly tables: Readonly<Partial<Record<RelationName, readonly string[]>>>;
  readonly sources: Readonly<Partial<Record<RelationName, Readonly<Record<string, ColumnSource>>>>>;
}

const plural: Profile['tables'] = {
  disputes: ['disputes'],
  charges: ['charges'],
  refunds: ['refunds'],
  balance_transactions: ['balance_transactions'],
  events: ['events'],
  early_fraud_warnings: ['early_fraud_warnings', 'radar_early_fraud_warnings'],
  customers: ['customers'],
  accounts: ['accounts', 'connected_accounts'],
  payouts: ['payouts'],
  transfers: ['transfers'],
};

const singular: Profile['tables'] = {
  disputes: ['dispute'],
  charges: ['charge'],
  refunds: ['refund'],
  balance_transactions: ['balance_transaction'],
  events: ['event'],
  early_fraud_warnings: ['early_fraud_warning', 'radar_early_fraud_warning'],
  customers: ['customer'],
  accounts: ['account'],
  payouts: ['payout'],
  transfers: ['transfer'],
};

const has =
  (...names: readonly string[]) =>
  (columns: Columns): boolean =>
    names.every((name) => columns.has(name));

/** In the order of detection: a marker column first, then singular or plural, `charge` or `charge_id`, the type of `created`. */
export const profiles: readonly Profile[] = [
  { id: 'stripe-sync', name: '@stripe/sync-engine', disputes: 'disputes', marks: has('id', '_raw_data'), tables: plural, sources: stripeSources },
  { id: 'sigma', name: 'Stripe Sigma / Data Pipeline', disputes: 'disputes', marks: has('id', 'batch_timestamp'), tables: plural, sources: stripeSources },
  { id: 'airbyte', name: 'Airbyte', disputes: 'disputes', marks: (columns) => columns.has('id') && [...columns.keys()].some((name) => name.startsWith('_airbyte_')), tables: plural, sources: stripeSources },
  { id: 'fivetran', name: 'Fivetran', disputes: 'dispute', marks: has('id', '_fivetran_synced'), tables: singular, sources: stripeSources },
  { id: 'hyperswitch', name: 'Hyperswitch', disputes: 'dispute', marks: has('dispute_id', 'dispute_stage', 'connector_dispute_id'), tables: { disputes: ['dispute'] }, sources: { disputes: hyperswitchDisputes } },
  { id: 'canonical', name: 'canonical', disputes: 'disputes', marks: has('id', 'charge_id', 'created_at'), tables: plural, sources: stripeSources },
  { id: 'stripe-sync-engine', name: 'stripe-sync-engine', disputes: 'disputes', marks: (columns) => has('id', 'charge', 'created')(columns), tables: plural, sources: stripeSources },
];
