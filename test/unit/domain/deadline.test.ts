import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deadlineOf, formatDeadline, formatInstant } from '../../../src/domain/deadline';

const now = Date.parse('2026-11-21T16:30:00Z');
const open = { status: 'needs_response', submissionCount: 0 };

describe('a deadline', () => {
  it('says the hours left, in UTC and here', () => {
    const deadline = deadlineOf({ ...open, dueBy: '2026-11-22T23:59:59Z' }, now);
    assert.deepEqual(deadline, { state: 'due', at: Date.parse('2026-11-22T23:59:59Z'), hoursLeft: 31 });
    assert.equal(formatDeadline(deadline, now, 'America/Mexico_City'), '31 hours left (22 Nov 23:59 UTC, 17:59 here)');
  });

  it('says the day again where it is another one here', () => {
    assert.equal(formatInstant(Date.parse('2026-11-22T23:59:59Z'), now, 'Asia/Kolkata'), '22 Nov 23:59 UTC, 23 Nov 05:29 here');
  });

  it('says one time where UTC is the time here, and the year where it is another', () => {
    assert.equal(formatInstant(Date.parse('2026-11-22T23:59:59Z'), now, 'UTC'), '22 Nov 23:59 UTC');
    assert.equal(formatInstant(Date.parse('2025-01-02T03:04:05Z'), now, 'UTC'), '2 Jan 2025 03:04 UTC');
  });

  for (const dueBy of [null, '1970-01-01T00:00:00.000000Z']) {
    it(`cannot be met where due_by is ${dueBy ?? 'null'}`, () => assert.deepEqual(deadlineOf({ ...open, dueBy }, now), { state: 'cannotRespond' }));
  }

  it('was missed where it passed with nothing submitted', () => {
    const deadline = deadlineOf({ ...open, dueBy: '2026-11-21T14:00:00Z' }, now);
    assert.equal(formatDeadline(deadline, now, 'UTC'), 'missed 2 hours ago (21 Nov 14:00 UTC)');
  });

  it('is met once something was submitted', () => {
    assert.equal(deadlineOf({ status: 'needs_response', submissionCount: 1, dueBy: '2026-11-21T14:00:00Z' }, now).state, 'submitted');
  });

  for (const status of ['won', 'lost', 'under_review', 'warning_closed', 'prevented']) {
    it(`is none for ${status}`, () => assert.deepEqual(deadlineOf({ status, submissionCount: 0, dueBy: '2026-11-22T23:59:59Z' }, now), { state: 'none' }));
  }

  it('stands for a status that is not in the catalogue', () => {
    assert.equal(deadlineOf({ status: 'needs_more', submissionCount: 0, dueBy: '2026-11-22T23:59:59Z' }, now).state, 'due');
  });

  it('is due exactly as long as it lies ahead, in every zone and across every clock change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000_000 }), fc.integer({ min: 1, max: 4_000_000_000 }), fc.constantFrom('UTC', 'America/Mexico_City', 'Europe/Berlin', 'Pacific/Apia'), (due, at, zone) => {
        const deadline = deadlineOf({ ...open, dueBy: new Date(due * 1000).toISOString() }, at * 1000);
        assert.equal(deadline.state, at < due ? 'due' : 'missed');
        assert.ok(formatDeadline(deadline, at * 1000, zone)?.includes('UTC'));
        if (deadline.state === 'due') assert.equal(deadline.hoursLeft, Math.floor((due - at) / 3600));
      }),
    );
  });
});
