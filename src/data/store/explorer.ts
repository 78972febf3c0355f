import * as z from 'zod/mini';
import type { Dispute } from '../../domain/dispute';
import { succeed, type Result } from '../../domain/failure';
import type { Question, Rows } from '../database';
import { preludeOf, type Readable, type RelationName } from '../layouts/layout';
import { closed, dueWithinDay, groups, open, type Group, type GroupId } from './groups';
import { decodeAs, money, text } from './decode';
import disputeParts from './disputeParts.sql';
import listedDisputes from './listedDisputes.sql';
import { nameOf } from './questionName';

/** What a line of the explorer tells of a dispute. */
export type ListedDispute = Pick<
  Dispute,
  | 'id' | 'chargeId' | 'paymentIntentId' | 'amount' | 'currency' | 'status' | 'reason' | 'network' | 'networkReasonCode'
  | 'createdAt' | 'dueBy' | 'hasEvidence' | 'pastDue' | 'submissionCount' | 'submissionMethod'
>;

export interface Counts {
  readonly groups: ReadonlyMap<GroupId, number>;
  /** Unanswered and due within 24 hours, staged ones included; undefined while that is not known exactly. */
  readonly dueWithinDay: number | undefined;
  /** Groups whose number is about so. */
  readonly estimated: ReadonlySet<GroupId>;
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

/**
 * How many disputes each group holds at `now` (ISO 8601), at once: exact up to a thousand, and beyond that what the planner expects,
 * which knows how many are closed or waiting, and little of deadlines.
 */
export async function estimateGroups(from: Readable, now: string, signal?: AbortSignal): Promise<Result<Counts>> {
  const server = await from.database.describe(signal);
  // It holds little, and plans slowly.
  if (server.ok && server.value.kind === 'embedded') return countGroups(from, now, signal);
  const some = conditions.map((condition) => `(select count(*) from (select from disputes d where ${condition} limit ${mostCounted + 1}) counted)`);
  const all = conditions.map((condition) => `select 1 from disputes d where ${condition}`);
  const [counted, expected] = await Promise.all([
    put(from, { what: 'explorer.some', over: ['disputes'], select: `select ${some.join(',\n')}`, parameters: [now], ...few }, signal),
    put(from, { what: 'explorer.expected', before: 'explain (format json) ', over: ['disputes'], select: all.join('\nunion all\n'), parameters: [now], ...few }, signal),
  ]);
  if (!counted.ok) return counted;
  // Not every server explains itself so, and a branch that cannot hold a row is not in the plan.
  const plan = plans.safeParse(expected.ok ? JSON.parse(expected.value.rows[0]?.[0] ?? 'null') : undefined);
  const branches = plan.data?.[0]?.Plan.Plans ?? [];
  const rows = branches.length === conditions.length ? branches.map((branch) => branch['Plan Rows']) : [];
  const counts = counted.value.rows[0]?.map(Number) ?? [];
  return succeed(countsOf(counts.map((count, index) => (count > mostCounted ? Math.max(count, rows[index] ?? 0) : count)), (count) => count > mostCounted));
}

const mostCounted = 1000;
/** Milliseconds after which a plain count is as fast. */
const estimateTime = 1000;
const few = { readsFew: true, timeout: estimateTime };
const plans = z.array(z.object({ Plan: z.object({ Plans: z.array(z.object({ 'Plan Rows': z.number() })) }) }));

/** How many disputes each group holds at `now`: those that are open by one reading of them, the others by the index of statuses. */
export async function countGroups(from: Readable, now: string, signal?: AbortSignal): Promise<Result<Counts>> {
  const counts = conditions.map((condition) => (condition === closed ? `(select count(*) from disputes d where ${closed})` : `count(*) filter (where ${condition})`));
  const answer = await put(from, { what: 'explorer.counts', over: ['disputes'], select: `select ${counts.join(',\n')}\nfrom disputes d\nwhere ${open}`, parameters: [now] }, signal);
  return answer.ok ? succeed(countsOf(answer.value.rows[0]?.map(Number) ?? [])) : answer;
}

const conditions = [...groups.map(({ condition }) => condition), dueWithinDay];

function countsOf(counts: readonly number[], isEstimate: (count: number) => boolean = () => false): Counts {
  const each = groups.map(({ id }, index) => [id, counts[index] ?? 0] as const);
  const due = counts.at(-1) ?? 0;
  return { groups: new Map(each), dueWithinDay: isEstimate(due) ? undefined : due, estimated: new Set(each.filter(([, count]) => isEstimate(count)).map(([id]) => id)) };
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
  const select = `${listedDisputes}where $1::timestamptz is not null and ${group.condition}${after ? ` and ${order.after(after)}` : ''}\norder by ${order.by}\nlimit ${pageSize + 1}`;
  const answer = await put(from, { what: `explorer.${group.id}.${after ? 'next' : 'first'}`, over: ['disputes'], select, parameters: after ? [now, after.at, after.id] : [now] }, signal);
  if (!answer.ok) return answer;
  const decoded = decodeAs(z.array(listedDispute), objectsOf(answer.value));
  if (!decoded.ok) return decoded;
  const disputes = decoded.value.slice(0, pageSize);
  const last = disputes.at(-1);
  return succeed({ disputes, ...(last && decoded.value.length > pageSize && { next: { at: order.at(last), id: last.id } }) });
}

/** The charge, its refunds, then the dispute's balance transactions, each from the oldest on, in one question. */
export async function readParts(from: Readable, dispute: Pick<Dispute, 'id' | 'chargeId'>, signal?: AbortSignal): Promise<Result<readonly DisputePart[]>> {
  const answer = await put(from, { what: 'explorer.parts', over: ['charges', 'refunds', 'balance_transactions'], select: disputeParts, parameters: [dispute.id, dispute.chargeId] }, signal);
  return answer.ok ? decodeAs(z.array(disputePart), objectsOf(answer.value)) : answer;
}

const whole = z.nullable(z.pipe(z.string(), z.transform((digits: string) => Number(digits))));
const flag = z.nullable(z.pipe(z.enum(['t', 'f']), z.transform((value) => value === 't')));

const listedDispute = z.object({
  id: z.string(), chargeId: text, paymentIntentId: text, amount: money, currency: text, status: text, reason: text, network: text, networkReasonCode: text,
  createdAt: text, dueBy: text, hasEvidence: flag, pastDue: flag, submissionCount: whole, submissionMethod: text,
});

const disputePart = z.object({ kind: z.enum(['charge', 'refund', 'transaction']), id: z.string(), at: text, amount: money, currency: text, state: text, brand: text, last4: text, fee: money, runningNet: money });

/** Rows as objects, by the columns' names. */
const objectsOf = ({ columns, rows }: Rows): readonly unknown[] => rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));

/** A select over these relations, named by what it is for; `before` is SQL before the statement. */
interface Asking extends Pick<Question, 'parameters' | 'readsFew' | 'timeout'> {
  readonly what: string;
  readonly before?: string;
  readonly over: readonly RelationName[];
  readonly select: string;
}

async function put({ database, layout }: Readable, { what, before = '', over, select, ...how }: Asking, signal?: AbortSignal): Promise<Result<Rows>> {
  const sql = `${before}with ${preludeOf(layout, over)}\n${select}`;
  return database.ask({ name: nameOf(what, sql), sql, origin: 'explorer', holdsUsersSql: layout.holdsUsersSql, ...how }, signal);
}
