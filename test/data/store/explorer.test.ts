import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Question } from '../../../src/data/database';
import { canonicalColumns } from '../../../src/data/layouts/canonicalColumns';
import type { Layout, Readable } from '../../../src/data/layouts/layout';
import schema from '../../../src/data/sample/schema.sql';
import { countGroups, estimateGroups, pageSize, readPage, readParts, type Cursor, type ListedDispute } from '../../../src/data/store/explorer';
import { groups, type GroupId } from '../../../src/data/store/groups';
import { nameOf } from '../../../src/data/store/questionName';
import { deadlineOf, type Deadline } from '../../../src/domain/deadline';
import { listenTo } from '../listen';
import { valueOf } from '../node/collect';
import { withPostgres, withServers } from '../servers';

const now = '2026-11-20T12:00:00.000Z';

/** One dispute for each case that somebody has got wrong, and the group where a person looks for it. */
const cases: readonly (readonly [name: string, group: GroupId, columns: Readonly<Record<string, string | number | boolean | null>>])[] = [
  ['missed', 'overdue', { status: 'needs_response', due_by: '2026-11-20T11:59:59Z' }],
  ['missed at this instant', 'overdue', { status: 'needs_response', due_by: now }],
  ['missed though staged', 'overdue', { status: 'needs_response', due_by: '2026-11-01', has_evidence: true }],
  ['staged for today', 'staged', { status: 'needs_response', due_by: '2026-11-20T17:00:00Z', has_evidence: true, submission_method: 'not_submitted' }],
  ['staged for later', 'staged', { status: 'needs_response', due_by: '2026-12-20', has_evidence: true }],
  ['to be sent automatically', 'today', { status: 'needs_response', due_by: '2026-11-20T17:00:00Z', has_evidence: true, submission_method: 'smart_disputes' }],
  ['due in a day to the second', 'today', { status: 'needs_response', due_by: '2026-11-21T12:00:00Z', has_evidence: false, submission_count: 0 }],
  ['due a second later', 'threeDays', { status: 'warning_needs_response', due_by: '2026-11-21T12:00:01Z' }],
  ['due in 72 hours', 'threeDays', { status: 'needs_response', due_by: '2026-11-23T12:00:00Z' }],
  ['due in 100 hours', 'sevenDays', { status: 'appeal_needs_response', due_by: '2026-11-24T16:00:00Z' }],
  ['due in eight days', 'later', { status: 'needs_response', due_by: '2026-11-28T12:00:00Z' }],
  ['of an unknown status', 'later', { status: 'escalated_to_the_moon', due_by: '2026-12-28' }],
  ['of no status', 'later', { status: null, due_by: '2026-12-28' }],
  ['without deadline', 'cannotRespond', { status: 'needs_response', due_by: null }],
  ['with the deadline 0', 'cannotRespond', { status: 'needs_response', due_by: '1970-01-01T00:00:00Z' }],
  ['staged without deadline', 'cannotRespond', { status: 'needs_response', due_by: null, has_evidence: true }],
  ['submitted without deadline', 'cannotRespond', { status: 'needs_response', due_by: null, submission_count: 1 }],
  ['answered but not yet under review', 'waiting', { status: 'needs_response', due_by: '2026-11-20T17:00:00Z', submission_count: 1, has_evidence: true }],
  ['under review', 'waiting', { status: 'under_review', due_by: '2026-11-01' }],
  ['under review without deadline', 'waiting', { status: 'appeal_under_review', due_by: null }],
  ['won', 'closed', { status: 'won', due_by: '2026-11-01' }],
  ['prevented', 'closed', { status: 'prevented', due_by: null }],
  ['lost with nothing sent', 'closed', { status: 'lost', due_by: '2026-11-01', submission_count: 0, has_evidence: true }],
];

const quoted = (value: string | number | boolean | null): string => (value === null ? 'null' : `'${String(value)}'`);
const insert = (table: string, row: Readonly<Record<string, string | number | boolean | null>>): string => `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).map(quoted).join(', ')});`;

const script = [
  schema,
  ...cases.map(([id, , columns]) => insert('disputes', { id, created_at: '2026-10-01', amount: '9007199254740993', currency: 'usd', ...columns })),
  // 250 of one deadline: the identifier alone decides their order.
  "insert into disputes (id, status, due_by, created_at) select 'equal ' || lpad(i::text, 3, '0'), 'lost', null, '2026-09-01' from generate_series(1, 250) i;",
  // More than two pages of which nobody knows when they came.
  "insert into disputes (id, status) select 'undated ' || lpad(i::text, 3, '0'), 'under_review' from generate_series(1, 220) i;",
  insert('charges', { id: 'ch_1', amount: 5000, currency: 'usd', status: 'succeeded', brand: 'visa', last4: '4242', created_at: '2026-10-01' }),
  insert('refunds', { id: 're_1', charge_id: 'ch_1', amount: 1000, currency: 'usd', status: 'succeeded', created_at: '2026-10-02' }),
  insert('balance_transactions', { id: 'txn_1', dispute_id: 'won', amount: -5000, fee: 1500, net: -6500, currency: 'usd', reporting_category: 'dispute', created_at: '2026-10-03' }),
  insert('balance_transactions', { id: 'txn_2', dispute_id: 'won', amount: 5000, fee: 0, net: 5000, currency: 'usd', reporting_category: 'dispute_reversal', created_at: '2026-10-04' }),
  insert('balance_transactions', { id: 'txn_3', dispute_id: 'won', amount: 300, fee: 0, net: 300, currency: 'eur', reporting_category: 'fee', created_at: '2026-10-05' }),
].join('\n');

const relations = Object.fromEntries(Object.entries(canonicalColumns).map(([name, columns]) => [name, `select ${Object.keys(columns).join(', ')} from public.${name}`]));
const layout: Layout = { id: 'canonical', title: 'canonical', relations, lacks: [], denied: [], missingIndexes: [] };

/** Where the domain's deadline puts a dispute. */
const standings: Readonly<Record<Deadline['state'], readonly GroupId[]>> = {
  missed: ['overdue'],
  due: ['staged', 'today', 'threeDays', 'sevenDays', 'later'],
  cannotRespond: ['cannotRespond'],
  submitted: ['waiting'],
  none: ['waiting', 'closed'],
};

withServers('the explorer’s questions', script, (server) => {
  const from = (): Readable => ({ database: server.database, layout });
  const read = async (group: GroupId, after?: Cursor): Promise<{ readonly disputes: readonly ListedDispute[]; readonly next?: Cursor }> => {
    const found = groups.find(({ id }) => id === group);
    assert.ok(found);
    const page = await readPage(from(), found, now, after);
    return valueOf(page);
  };
  const readAll = async (group: GroupId): Promise<readonly (readonly ListedDispute[])[]> => {
    const pages: (readonly ListedDispute[])[] = [];
    let after: Cursor | undefined;
    do {
      const page = await read(group, after);
      pages.push(page.disputes);
      after = page.next;
    } while (after);
    return pages;
  };

  describe('list each dispute once', () => {
    const listed: (readonly [group: GroupId, dispute: string])[] = [];
    before(async () => {
      for (const { id } of groups) listed.push(...(await readAll(id)).flat().map((dispute) => [id, dispute.id] as const));
    });
    for (const [name, group] of cases) it(`${name}: under ${group}`, () => assert.deepEqual(listed.filter(([, id]) => id === name), [[group, name]]));
  });

  it('counts every group, and what is due within a day whether staged or not', async () => {
    const counts = valueOf(await countGroups(from(), now));
    assert.deepEqual(Object.fromEntries(counts.groups), { overdue: 3, staged: 2, today: 2, threeDays: 2, sevenDays: 1, later: 3, cannotRespond: 4, waiting: 223, closed: 253 });
    assert.equal(counts.dueWithinDay, 3);
    assert.equal(counts.estimated.size, 0);
  });

  it('has the same numbers at once, and none of them an estimate below a thousand', async () => {
    assert.deepEqual(valueOf(await estimateGroups(from(), now)), valueOf(await countGroups(from(), now)));
  });

  it('asks one statement for the numbers, one for a page, and one more for the next', async () => {
    const asked = server.history.length;
    await countGroups(from(), now);
    assert.equal(server.history.length, asked + 1);
    const { next } = await read('closed');
    assert.equal(server.history.length, asked + 2);
    await read('closed', next);
    assert.equal(server.history.length, asked + 3);
  });

  it('pages through equal keys with none lost and none twice', async () => {
    const pages = await readAll('closed');
    assert.deepEqual(pages.map(({ length }) => length), [pageSize, pageSize, 53]);
    assert.equal(new Set(pages.flat().map(({ id }) => id)).size, 253);
    assert.deepEqual(pages.flat().slice(3, 6).map(({ id }) => id), ['equal 250', 'equal 249', 'equal 248']);
  });

  it('pages through disputes of unknown creation, and on to the others', async () => {
    const pages = await readAll('waiting');
    assert.deepEqual(pages.map(({ length }) => length), [pageSize, pageSize, 23]);
    const ids = pages.flat().map(({ id }) => id);
    assert.equal(new Set(ids).size, 223);
    assert.deepEqual(ids.slice(-4), ['undated 001', 'under review without deadline', 'under review', 'answered but not yet under review']);
  });

  it('puts the nearest deadline first', async () => {
    const { disputes } = await read('staged');
    assert.deepEqual(disputes.map(({ id }) => id), ['staged for today', 'staged for later']);
  });

  it('keeps money and instants exact', async () => {
    const { disputes } = await read('sevenDays');
    assert.equal(disputes[0]?.amount, 9007199254740993n);
    assert.equal(disputes[0].dueBy, '2026-11-24T16:00:00.000000Z');
  });

  it('tells a dispute’s charge, refunds and ledger with the net running by currency, in one question', async () => {
    const asked = server.history.length;
    const parts = valueOf(await readParts(from(), { id: 'won', chargeId: 'ch_1' }));
    assert.equal(server.history.length, asked + 1);
    assert.deepEqual(parts.map(({ kind, id, amount, runningNet }) => [kind, id, amount, runningNet]), [
      ['charge', 'ch_1', 5000n, null],
      ['refund', 're_1', 1000n, null],
      ['transaction', 'txn_1', -5000n, -6500n],
      ['transaction', 'txn_2', 5000n, -1500n],
      ['transaction', 'txn_3', 300n, 300n],
    ]);
  });

  it('tells nothing of a dispute with no charge, and fails in words where the database does', async () => {
    const parts = await readParts(from(), { id: 'missed', chargeId: null });
    assert.deepEqual(parts, { ok: true, value: [] });
    const broken = await readParts({ database: server.database, layout: { ...layout, relations: { charges: 'select * from public.nowhere' } } }, { id: 'won', chargeId: 'ch_1' });
    assert.equal(broken.ok ? 'nothing' : broken.failure.kind, 'missing');
  });

  it('puts any dispute into exactly one group, the one that its deadline calls for', async () => {
    const instant = fc.constantFrom(null, '1970-01-01T00:00:00Z', '2026-11-19T00:00:00Z', now, '2026-11-20T12:00:00.001Z', '2026-11-21T12:00:00Z', '2026-11-23T12:00:00Z', '2026-11-27T12:00:00Z', '2026-11-27T12:00:00.001Z');
    const anyDispute = fc.record({
      status: fc.constantFrom(null, 'needs_response', 'warning_needs_response', 'under_review', 'won', 'warning_closed', 'charge_refunded', 'new_status'),
      dueBy: instant,
      submissionCount: fc.constantFrom(null, 0, 1, 2),
      hasEvidence: fc.constantFrom(null, true, false),
      submissionMethod: fc.constantFrom(null, 'manual', 'not_submitted', 'smart_disputes'),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyDispute, { minLength: 50, maxLength: 50 }), async (disputes) => {
        const rows = disputes.map(({ status, dueBy, submissionCount, hasEvidence, submissionMethod }, index) => `(${index}, ${quoted(status)}, ${quoted(dueBy)}::timestamptz, ${submissionCount ?? 'null'}::integer, ${hasEvidence ?? 'null'}::boolean, ${quoted(submissionMethod)})`);
        const sql = `select d.id, array_to_string(array[${groups.map(({ id, condition }) => `case when ${condition} then '${id}' end`).join(', ')}], ' ') from (values ${rows.join(', ')}) d (id, status, due_by, submission_count, has_evidence, submission_method)`;
        const answer = await server.database.ask({ name: nameOf('groups', sql), sql: sql.replaceAll('$1', quoted(now)), parameters: [], origin: 'explorer' });
        for (const [index, group] of valueOf(answer).rows) {
          const dispute = disputes[Number(index)];
          assert.ok(dispute);
          const { state } = deadlineOf({ ...dispute, status: dispute.status ?? '' }, Date.parse(now));
          assert.ok(standings[state].some((one) => one === group), `${JSON.stringify(dispute)}: ${state}, but listed under "${group ?? ''}"`);
        }
      }),
      { numRuns: 20 },
    );
  });
});

withPostgres('the explorer’s questions, of many', `${schema} insert into disputes (id, status, due_by, created_at, submission_count) select lpad(i::text, 6, '0'), case when i % 20 > 0 then 'lost' when i % 40 > 0 then 'under_review' else 'needs_response' end, timestamptz '2026-12-01' + i * interval '1 minute', timestamptz '2026-10-01' + i * interval '1 minute', 0 from generate_series(1, 60000) i; analyze disputes;`, (server) => {
  const from = (): Readable => ({ database: server.database, layout });

  it('estimates what is more than a thousand, and says so', async () => {
    const { groups: counts, estimated } = valueOf(await estimateGroups(from(), now));
    assert.deepEqual([...estimated], ['later', 'waiting', 'closed']);
    assert.ok((counts.get('later') ?? 0) > 1000);
    assert.ok(Math.abs((counts.get('closed') ?? 0) - 57000) < 3000);
    assert.equal(valueOf(await countGroups(from(), now)).groups.get('later'), 1500);
  });

  it('reads a page of any group from an index, in its order', async () => {
    for (const group of groups) {
      const asked: Question[] = [];
      const database = listenTo(server.database, asked);
      valueOf(await readPage({ database, layout }, group, now, { at: '2026-12-02T00:00:00Z', id: '000000' }));
      const [question] = asked;
      assert.ok(question);
      const explained = await server.database.ask({ ...question, name: `${question.name}.plan`, sql: `explain ${question.sql}` });
      const plan = valueOf(explained).rows.map(([line]) => line).join('\n');
      assert.doesNotMatch(plan, /Seq Scan/, `${group.id}\n${plan}`);
      assert.match(plan, group.id === 'closed' ? /disputes_created/ : /disputes_(?:open|unanswered|created)/, `${group.id}\n${plan}`);
    }
  });
});

withPostgres('the explorer’s questions, of many due at once', `${schema} insert into disputes (id, status, due_by, has_evidence) select i, 'needs_response', '2026-11-20T17:00:00Z', i % 2 = 0 from generate_series(1, 1200) i; analyze disputes;`, (server) => {
  it('say no number of those due within a day before it is counted, though every group is', async () => {
    const estimated = valueOf(await estimateGroups({ database: server.database, layout }, now));
    assert.deepEqual([estimated.groups.get('staged'), estimated.groups.get('today'), estimated.estimated.size, estimated.dueWithinDay], [600, 600, 0, undefined]);
    assert.equal(valueOf(await countGroups({ database: server.database, layout }, now)).dueWithinDay, 1200);
  });
});
