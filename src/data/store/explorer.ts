import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Dispute } from '../../domain/dispute';
import { fail, succeed, type Result } from '../../domain/failure';
import type { Cell, Database, Rows } from '../database';
import { preludeOf, type Layout, type RelationName } from '../layouts/layout';
import { ask } from './ask';
import { dueWithinDay, groups, type Group, type GroupId } from './groups';
import disputeParts from './disputeParts.sql';
import listedDisputes from './listedDisputes.sql';
import { nameOf } from './questionName';

/** A database whose layout is known. */
export interface Readable {
  readonly database: Database;
  readonly layout: Layout;
}

/** What a line of the explorer tells of a dispute. */
export type ListedDispute = Pick<
  Dispute,
  | 'id' | 'chargeId' | 'paymentIntentId' | 'amount' | 'currency' | 'status' | 'reason' | 'network' | 'networkReasonCode'
  | 'createdAt' | 'dueBy' | 'hasEvidence' | 'pastDue' | 'submissionCount' | 'submissionMethod'
>;

export interface Counts {
  readonly groups: ReadonlyMap<GroupId, number>;
  /** Unanswered and due within 24 hours, staged ones included. */
  readonly dueWithinDay: number;
}

export interface Page {
  readonly disputes: readonly ListedDispute[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: Cursor;
}

/** The last dispute of a page: its deadline or its creation, by the group's order, and its id. */
export interface Cursor {
  readonly at: string | null;
  readonly id: string;
}

/** What a dispute is tied to: its charge, a refund of that charge, or a balance transaction. Amounts are minor units. */
export interface DisputePart {
  readonly kind: 'charge' | 'refund' | 'transaction';
  readonly id: string;
  readonly at: string | null;
  readonly amount: bigint | null;
  readonly currency: string | null;
  /** A charge's or refund's status; a balance transaction's reporting category. */
  readonly state: string | null;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly fee: bigint | null;
  /** Of a balance transaction: the net of this and all earlier ones in its currency. */
  readonly runningNet: bigint | null;
}

export const pageSize = 100;

/** Without an id, where a table has no key, a row can neither be opened nor be where a page begins. */
const isNamed = 'd.id is not null';

/** How many disputes each group holds at `now` (ISO 8601), in one scan. */
export async function countGroups(from: Readable, now: string, signal?: AbortSignal): Promise<Result<Counts>> {
  const conditions = [...groups.map(({ condition }) => condition), dueWithinDay];
  const answer = await question(from, 'explorer.counts', ['disputes'], `select ${conditions.map((condition) => `count(*) filter (where ${condition})`).join(',\n')}\nfrom disputes d\nwhere ${isNamed}`, [now], signal);
  if (!answer.ok) return answer;
  const counts = answer.value.rows[0]?.map(Number) ?? [];
  return succeed({ groups: new Map(groups.map(({ id }, index) => [id, counts[index] ?? 0])), dueWithinDay: counts.at(-1) ?? 0 });
}

const orders = {
  deadline: { at: (dispute: ListedDispute) => dispute.dueBy, after: () => '(d.due_by, d.id) > ($2::timestamptz, $3)', by: 'd.due_by, d.id' },
  newest: {
    at: (dispute: ListedDispute) => dispute.createdAt,
    // Those of no known creation come first: so an index reads.
    after: ({ at }: Cursor) => (at === null ? '($2::timestamptz is null and d.created_at is null and d.id < $3 or d.created_at is not null)' : '(d.created_at, d.id) < ($2::timestamptz, $3)'),
    by: 'd.created_at desc, d.id desc',
  },
} as const;

/** Up to 100 disputes of a group, after a cursor. Pages of one listing pass the same `now`, so that none moves between groups meanwhile. */
export async function readPage(from: Readable, group: Group, now: string, after?: Cursor, signal?: AbortSignal): Promise<Result<Page>> {
  const order = orders[group.order];
  // Not every condition asks for the time, but what is bound must be named.
  const sql = `${listedDisputes}where $1::timestamptz is not null and ${isNamed} and ${group.condition}${after ? ` and ${order.after(after)}` : ''}\norder by ${order.by}\nlimit ${pageSize + 1}`;
  const answer = await question(from, `explorer.${group.id}.${after ? 'next' : 'first'}`, ['disputes'], sql, after ? [now, after.at, after.id] : [now], signal);
  if (!answer.ok) return answer;
  const decoded = decode(answer.value, listedDispute);
  if (!decoded.ok) return decoded;
  const disputes = decoded.value.slice(0, pageSize);
  const last = disputes.at(-1);
  return succeed({ disputes, ...(last && decoded.value.length > pageSize && { next: { at: order.at(last), id: last.id } }) });
}

/** The charge, its refunds, then the dispute's balance transactions, each from the oldest on, in one question. */
export async function readParts(from: Readable, dispute: Pick<Dispute, 'id' | 'chargeId'>, signal?: AbortSignal): Promise<Result<readonly DisputePart[]>> {
  const answer = await question(from, 'explorer.parts', ['charges', 'refunds', 'balance_transactions'], disputeParts, [dispute.id, dispute.chargeId], signal);
  return answer.ok ? decode(answer.value, disputePart) : answer;
}

const text = z.nullable(z.string());
const whole = z.nullable(z.pipe(z.string(), z.transform((digits: string) => Number(digits))));
const minorUnits = z.nullable(z.pipe(z.string(), z.transform((digits: string) => BigInt(digits))));
const flag = z.nullable(z.pipe(z.enum(['t', 'f']), z.transform((value) => value === 't')));

const listedDispute = z.object({
  id: z.string(), chargeId: text, paymentIntentId: text, amount: minorUnits, currency: text, status: text, reason: text, network: text, networkReasonCode: text,
  createdAt: text, dueBy: text, hasEvidence: flag, pastDue: flag, submissionCount: whole, submissionMethod: text,
});

const disputePart = z.object({ kind: z.enum(['charge', 'refund', 'transaction']), id: z.string(), at: text, amount: minorUnits, currency: text, state: text, brand: text, last4: text, fee: minorUnits, runningNet: minorUnits });

/** Rows as objects, by the columns' names. */
function decode<T>(rows: Rows, shape: z.ZodMiniType<T>): Result<readonly T[]> {
  const objects = rows.rows.map((row) => Object.fromEntries(rows.columns.map(({ name }, index) => [name, row[index]])));
  const decoded = z.array(shape).safeParse(objects);
  return decoded.success ? succeed(decoded.data) : fail('malformed', l10n.t('The database answered in a shape that Casebook does not know: {0}', z.prettifyError(decoded.error)));
}

async function question({ database, layout }: Readable, what: string, relations: readonly RelationName[], statement: string, parameters: readonly Cell[], signal?: AbortSignal): Promise<Result<Rows>> {
  const sql = `with ${preludeOf(layout, relations)}\n${statement}`;
  return ask(database, { name: nameOf(what, sql), sql, parameters, origin: 'explorer', holdsUsersSql: layout.holdsUsersSql }, signal);
}
