import { day, hour, minute, type Books, type Payment } from '../books';
import { openCase, snapshot, type Case, type Course } from '../disputes';
import { endOfDay } from '../ordinary';
import type { Event } from '../rows';

/** Breakages 1 to 4 and 23: what happens between the sender's event and the row. */
export function plantWebhooks(books: Books): void {
  const { now } = books;
  const course = (at: number, more: Partial<Course> = {}): Course => ({ at, status: 'under_review', dueBy: endOfDay(at, 18), submittedAt: at + 8 * day, ...more });

  for (let index = 0; index < 40; index++) {
    const won = index < 26;
    const long = index % 5 === 0;
    const closedAt = now - (long ? 31 + index / 5 : 2 + index * 0.5) * day - hour;
    closedNotApplied(books, openCase(books, paid(books, closedAt - 30 * day), course(closedAt - 26 * day, { status: won ? 'won' : 'lost', closedAt, ...(won && { reinstatedAt: closedAt + day }) })), won, long);
  }
  books.mark('noClosedEvent', openCase(books, paid(books, now - 48 * day), course(now - 40 * day)).dispute.id);

  const unannounced = openCase(books, paid(books, now - 16 * day), course(now - 7 * day, { submittedAt: now - 3 * day, dueBy: endOfDay(now, 8) }));
  books.drop(books.rows.events, unannounced.created);
  books.mark('disputeWithoutEvent', unannounced.dispute.id);

  const lost = openCase(books, paid(books, now - 15 * day), { at: now - 6 * day, status: 'needs_response', dueBy: endOfDay(now, 9) });
  forget(books, lost);
  books.mark('eventWithoutDispute', lost.dispute.id, lost.created.id);

  const test = openCase(books, paid(books, now - 15 * day), { at: now - 6 * day + hour, status: 'needs_response', dueBy: endOfDay(now, 9) });
  forget(books, test);
  books.drop(books.rows.charges, test.payment.charge);
  books.drop(books.rows.balance_transactions, ...books.rows.balance_transactions.filter((row) => row.source_id === test.payment.charge.id));
  books.drop(books.rows.events, test.created);
  const testEvent = books.event('charge.dispute.created', test.dispute.id, test.payment.account, test.created.created_at, { ...snapshot(test.dispute, 'needs_response'), livemode: false }, { livemode: false });
  books.mark('testModeEvent', test.dispute.id, testEvent.id);

  const back = openCase(books, paid(books, now - 40 * day), course(now - 34 * day, { status: 'won', submittedAt: now - 24 * day, closedAt: now - 6 * day, reinstatedAt: now - 5 * day }));
  const stale = books.event('charge.dispute.updated', back.dispute.id, back.payment.account, now - 6 * day, snapshot(back.dispute, 'under_review'), { previous: { evidence_details: { submission_count: 0 } } });
  stale.received_at = received(back.closed) + 4;
  Object.assign(back.dispute, { status: 'under_review', closed_at: null, synced_at: stale.received_at + 1 });
  books.mark('statusWentBack', back.dispute.id);

  const ordered = openCase(books, paid(books, now - 30 * day), course(now - 25 * day, { submittedAt: now - 15 * day }));
  const second = books.event('charge.dispute.updated', ordered.dispute.id, ordered.payment.account, now - 15 * day, snapshot(ordered.dispute, 'under_review'), { previous: { metadata: {} } });
  second.received_at = received(ordered.updated) + 4;
  ordered.dispute.synced_at = second.received_at + 1;
  books.mark('updatesInOrder', ordered.dispute.id);

  const shared = books.payment(books.accounts.fjord, { at: now - 22 * day, amount: 12_000, network: 'visa', destination: books.accounts.pine });
  const thrice = openCase(books, shared, course(now - 18 * day, { amount: 4_000, reason: 'product_not_received', submittedAt: now - 10 * day }));
  const delivered = thrice.withdrawn;
  if (!delivered || !shared.transfer) throw new Error('Nothing to deliver again.');
  for (const later of [70, 310]) books.rows.events.push({ ...delivered, received_at: delivered.received_at + later });
  shared.transfer.amount_reversed = 2 * thrice.dispute.amount;
  books.mark('deliveredThrice', thrice.dispute.id);

  const twice = openCase(books, paid(books, now - 28 * day), course(now - 21 * day, { submittedAt: now - 12 * day }));
  twice.dispute.metadata['ticket'] = 'OPS-2291';
  const changed = books.event('charge.dispute.updated', twice.dispute.id, twice.payment.account, now - 12 * day + 5 * minute, { ...snapshot(twice.dispute, 'under_review'), metadata: { ticket: 'OPS-2291' } }, { previous: { metadata: {} } });
  twice.dispute.synced_at = changed.received_at + 2;
  books.mark('differentUpdates', twice.dispute.id);
}

/** Breakage 23: for one day, three hours passed before a dispute was first seen. */
export function plantLag(books: Books, { from, to }: { readonly from: number; readonly to: number }): void {
  const lag = 3 * hour;
  for (let index = 0; index < 14; index++) {
    const at = from + Math.floor(((index + 0.5) * (to - from)) / 14);
    const { dispute, created, withdrawn } = openCase(books, paid(books, at - 9 * day), { at, status: 'under_review', reason: index % 2 === 0 ? 'duplicate' : 'product_unacceptable', dueBy: endOfDay(at, 18), submittedAt: at + 3 * day });
    for (const event of [created, withdrawn]) if (event) event.received_at += lag;
    dispute.first_seen_at += lag;
    books.mark('seenLate', dispute.id);
  }
  const old = openCase(books, paid(books, from - 220 * day), { at: from - 200 * day, status: 'lost', dueBy: endOfDay(from - 200 * day, 18), closedAt: from - 170 * day });
  const late = books.event('charge.dispute.updated', old.dispute.id, old.payment.account, books.now - day, snapshot(old.dispute, 'lost'), { previous: { metadata: {} } });
  old.dispute.synced_at = late.received_at + 2;
  books.mark('updatedLate', old.dispute.id);
}

function closedNotApplied(books: Books, { dispute, updated }: Case, won: boolean, long: boolean): void {
  Object.assign(dispute, { status: 'under_review', closed_at: null, synced_at: received(updated) + 2 });
  books.mark(won ? 'closedWon' : 'closedLost', dispute.id);
  if (long) books.mark('closedLongAgo', dispute.id);
}

/** Takes a dispute out again, as if its created event had never been handled. */
function forget(books: Books, { dispute, payment, withdrawal, withdrawn }: Case): void {
  books.drop(books.rows.disputes, dispute);
  books.drop(books.rows.balance_transactions, withdrawal);
  books.drop(books.rows.events, withdrawn);
  payment.charge.disputed = false;
}

function paid(books: Books, at: number): Payment {
  const { harbor, lumen, agave } = books.accounts;
  return books.payment(books.random.pick([harbor, lumen, agave]), { at, network: books.random.pick(['visa', 'mastercard']) });
}

function received(event: Event | undefined): number {
  if (!event) throw new Error('No such event.');
  return event.received_at;
}
