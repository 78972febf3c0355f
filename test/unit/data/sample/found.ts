/** Finds each kind of breakage by plain code over the rows: an own reading of what is wrong, beside the snippets' SQL. */
import * as z from 'zod/mini';
import type { BreakageKind } from '../../../../src/data/sample/breakages';
import type { Sample } from '../../../../src/data/sample';
import { feeSchedule } from '../../../../src/data/sample/world';
import { canonicalColumns } from '../../../../src/data/layouts/canonicalColumns';
import { relationNames, type RelationName } from '../../../../src/data/layouts/layout';
import { redactText } from '../../../../src/domain/redaction';
import { isKnownCode } from '../../../../src/domain/reasonCodes';
import { isTerminal, meaningOf } from '../../../../src/domain/status';

/** A row read back from its text: instants in seconds, integers as numbers. */
export type Fields = Readonly<Record<string, string>>;
const day = 86_400;
const payload = z.object({ data: z.object({ object: z.object({ status: z.string() }) }) });
const texts = z.record(z.string(), z.unknown());

export class World {
  readonly rows: Readonly<Record<RelationName, readonly Fields[]>>;
  private readonly indexes = new Map<string, Map<string, Fields[]>>();

  constructor(
    readonly sample: Sample,
    /** Epoch seconds. */
    readonly now: number,
  ) {
    const read = (name: RelationName): Fields[] => {
      const columns = Object.keys(canonicalColumns[name]);
      return sample.relations[name].map((row) => Object.fromEntries(columns.flatMap((column, index) => (row[index] == null ? [] : [[column, row[index]]]))));
    };
    this.rows = Object.fromEntries(relationNames.map((name) => [name, read(name)])) as Record<RelationName, Fields[]>;
  }

  by(relation: RelationName, column: string, value: string | undefined): readonly Fields[] {
    const key = `${relation}.${column}`;
    let index = this.indexes.get(key);
    if (!index) {
      index = new Map();
      for (const row of this.rows[relation]) index.set(row[column] ?? '', [...(index.get(row[column] ?? '') ?? []), row]);
      this.indexes.set(key, index);
    }
    return index.get(value ?? '-') ?? [];
  }

  country(row: Fields): string {
    return this.by('accounts', 'id', row['account_id'])[0]?.['country'] ?? '';
  }

  file(path: string): string[][] {
    const text = this.sample.files.find((file) => file.path.startsWith(path))?.text ?? '';
    return text.trimEnd().split('\r\n').slice(1).map((line) => line.split(','));
  }
}

export const at = (row: Fields | undefined, column: string): number => Date.parse(row?.[column] ?? '') / 1000;
export const amountOf = (row: Fields | undefined, column = 'amount'): number => Number(row?.[column]);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const idsOf = (rows: readonly Fields[]): string[] => rows.map((row) => row['id'] ?? '');
const inquiry = (row: Fields): boolean => meaningOf(row['status'] ?? '').inquiry || row['case_type'] === 'inquiry';
const moves = (row: Fields): boolean => !inquiry(row) && row['case_type'] !== 'resolution';
export const ledger = (world: World, dispute: Fields, category: string): readonly Fields[] => world.by('balance_transactions', 'dispute_id', dispute['id']).filter((row) => row['reporting_category'] === category);
const events = (world: World, dispute: Fields, type: string): readonly Fields[] => world.by('events', 'object_id', dispute['id']).filter((row) => row['type'] === `charge.dispute.${type}`);
export const statusIn = (event: Fields | undefined): string => payload.parse(JSON.parse(event?.['payload'] ?? 'null')).data.object.status;
const disputesWhere = (test: (dispute: Fields, world: World) => boolean) => (world: World): string[] => idsOf(world.rows.disputes.filter((dispute) => test(dispute, world)));
const open = (dispute: Fields): boolean => !isTerminal(dispute['status'] ?? '');
const needsResponse = (dispute: Fields): boolean => /needs_response$/.test(dispute['status'] ?? '');
const earlierRefunds = (world: World, dispute: Fields): number =>
  sum(world.by('refunds', 'charge_id', dispute['charge_id']).filter((row) => row['status'] === 'succeeded' && at(row, 'created_at') < at(dispute, 'created_at')).map((row) => amountOf(row)));

/** By kind: the identifiers that are wrong in that way. What shows in a partner's file, or in many rows, has its own tests. */
export const finders: Readonly<Partial<Record<BreakageKind, (world: World) => string[]>>> = {
  closedNotApplied: disputesWhere((dispute, world) => open(dispute) && events(world, dispute, 'closed').some((event) => at(event, 'received_at') > at(dispute, 'synced_at'))),
  eventGap: (world) => {
    const unannounced = world.rows.disputes.filter((dispute) => events(world, dispute, 'created').length === 0);
    const unwritten = world.rows.events.filter((event) => event['type'] === 'charge.dispute.created' && world.by('disputes', 'id', event['object_id']).length === 0 && /"livemode":true,"data"/.test(event['payload'] ?? ''));
    return [...idsOf(unannounced), ...unwritten.flatMap((event) => [event['object_id'] ?? '', event['id'] ?? ''])];
  },
  statusWentBack: disputesWhere((dispute, world) =>
    events(world, dispute, 'closed').some((closed) =>
      events(world, dispute, 'updated').some((update) => at(update, 'received_at') > at(closed, 'received_at') && at(update, 'created_at') <= at(closed, 'created_at') && dispute['status'] === statusIn(update) && statusIn(update) !== statusIn(closed)),
    ),
  ),
  deliveredTwice: disputesWhere((dispute, world) => {
    const deliveries = world.by('events', 'object_id', dispute['id']).map((event) => `${event['type']} ${event['payload']}`);
    return new Set(deliveries).size < deliveries.length;
  }),
  wonNotReinstated: disputesWhere((dispute, world) => dispute['status'] === 'won' && at(dispute, 'closed_at') < world.now - 5 * day && ledger(world, dispute, 'dispute_reversal').length === 0),
  doubleWithdrawal: disputesWhere((dispute, world) => ledger(world, dispute, 'dispute').length > 1),
  reinstatedButLost: disputesWhere((dispute, world) => {
    const reinstated = sum(ledger(world, dispute, 'dispute_reversal').map((row) => amountOf(row)));
    return dispute['status'] === 'lost' && reinstated > earlierRefunds(world, dispute);
  }),
  noWithdrawal: disputesWhere((dispute, world) => moves(dispute) && at(dispute, 'created_at') < world.now - 3 * day && ledger(world, dispute, 'dispute').length === 0),
  rateDiffers: disputesWhere((dispute, world) => {
    const [withdrawal] = ledger(world, dispute, 'dispute');
    if (!withdrawal || withdrawal['currency'] === dispute['currency']) return false;
    const ofDay = world.rows.balance_transactions.filter((row) => row['type'] === 'charge' && row['exchange_rate'] !== undefined && row['created_at']?.slice(0, 10) === withdrawal['created_at']?.slice(0, 10));
    const rates = (ofDay.length > 0 ? ofDay : [withdrawal]).map((row) => Number(row['exchange_rate'])).sort((one, other) => one - other);
    return Math.abs(-amountOf(withdrawal) / amountOf(dispute) / (rates[Math.floor(rates.length / 2)] ?? 1) - 1) > 0.01;
  }),
  feeDiffers: disputesWhere((dispute, world) => {
    const fees = feeSchedule[world.country(dispute)];
    const withdrawals = ledger(world, dispute, 'dispute');
    const countering = ledger(world, dispute, 'fee').filter((row) => row['description'] === 'Dispute countering fee');
    const countered = moves(dispute) && Number(dispute['submission_count']) > 0 && fees?.countered !== 0;
    return withdrawals.some((row) => amountOf(row, 'fee') !== fees?.received) || countering.length !== (countered ? 1 : 0) || countering.some((row) => amountOf(row) !== -(fees?.countered ?? 0));
  }),
  refundedAndLost: disputesWhere(
    (dispute, world) => dispute['status'] === 'lost' && earlierRefunds(world, dispute) + amountOf(dispute) > amountOf(world.by('charges', 'id', dispute['charge_id'])[0]) && ledger(world, dispute, 'dispute_reversal').length === 0,
  ),
  stagedNotSubmitted: disputesWhere((dispute) => needsResponse(dispute) && dispute['has_evidence'] === 'true' && dispute['submission_count'] === '0' && dispute['submission_method'] !== 'smart_disputes'),
  missedDeadline: disputesWhere((dispute, world) => needsResponse(dispute) && dispute['submission_count'] === '0' && at(dispute, 'due_by') < world.now),
  submittedLate: disputesWhere((dispute) => dispute['past_due'] === 'true'),
  escalatedStillOpen: (world) =>
    world.rows.disputes
      .filter((dispute) => inquiry(dispute) && open(dispute))
      .flatMap((dispute) => idsOf(world.by('disputes', 'charge_id', dispute['charge_id']).filter((other) => at(other, 'created_at') > at(dispute, 'created_at'))).flatMap((other) => [dispute['id'] ?? '', other])),
  preventedAsLost: disputesWhere((dispute) => dispute['case_type'] === 'resolution' && dispute['status'] !== 'prevented'),
  disputedTooMuch: disputesWhere((dispute, world) => {
    const [charge] = world.by('charges', 'id', dispute['charge_id']);
    const siblings = world.by('disputes', 'charge_id', dispute['charge_id']).filter((other) => moves(other) && other['currency'] === charge?.['currency']);
    return charge !== undefined && siblings.includes(dispute) && sum(siblings.map((row) => amountOf(row))) > amountOf(charge);
  }),
  transferNotReversed: disputesWhere((dispute, world) => {
    const [transfer] = world.by('transfers', 'source_id', dispute['charge_id']);
    return transfer !== undefined && ledger(world, dispute, 'dispute').length > 0 && amountOf(transfer, 'amount_reversed') < Math.min(amountOf(transfer), amountOf(dispute));
  }),
  warningUnanswered: (world) =>
    idsOf(
      world.rows.early_fraud_warnings.filter(
        (warning) =>
          at(warning, 'created_at') < world.now - 3 * day &&
          world.by('disputes', 'charge_id', warning['charge_id']).length === 0 &&
          !world.by('refunds', 'charge_id', warning['charge_id']).some((refund) => refund['status'] === 'succeeded'),
      ),
    ),
  ingestLag: disputesWhere((dispute) => at(dispute, 'first_seen_at') - at(dispute, 'created_at') > 600),
  unknownValue: disputesWhere((dispute) => {
    const code = dispute['network_reason_code'];
    return meaningOf(dispute['status'] ?? '').standing === 'unknown' || (code !== undefined && !isKnownCode(dispute['network'] ?? '', code));
  }),
  syncStopped: (world) => idsOf(world.rows.accounts.filter((account) => at(account, 'synced_at') < world.now - day)),
  orphan: (world) => [
    ...idsOf(world.rows.disputes.filter((dispute) => world.by('charges', 'id', dispute['charge_id']).length === 0)),
    ...idsOf(world.rows.charges.filter((charge) => (charge['disputed'] === 'true') !== world.by('disputes', 'charge_id', charge['id']).length > 0)),
  ],
  cardNumber: disputesWhere((dispute) => {
    const text = Object.values(texts.parse(JSON.parse(dispute['metadata'] ?? '{}'))).join('\n');
    return /\d{6}•+\d{4}/.test(redactText(text).text) || /\d+ \w+ Street/.test(text);
  }),
  compellingEvidence: disputesWhere((dispute, world) => {
    const [charge] = world.by('charges', 'id', dispute['charge_id']);
    const elements = (row: Fields | undefined): Record<string, unknown> => texts.parse(JSON.parse(row?.['metadata'] ?? '{}'));
    const alike = (other: Fields): boolean => elements(other)['ip'] === elements(charge)['ip'] && elements(other)['device_id'] === elements(charge)['device_id'];
    const earlier = world.by('charges', 'fingerprint', charge?.['fingerprint']).filter((other) => {
      const days = (at(dispute, 'created_at') - at(other, 'created_at')) / day;
      return days >= 120 && days <= 365 && other['disputed'] === 'false' && alike(other);
    });
    return dispute['network_reason_code'] === '10.4' && earlier.length >= 2;
  }),
  stuck: disputesWhere((dispute, world) => dispute['status'] === 'under_review' && Math.max(...world.by('events', 'object_id', dispute['id']).map((event) => at(event, 'created_at'))) < world.now - 75 * day),
};
