import { day, hour, minute, type Books, type Payment } from '../books';
import { openCase } from '../disputes';
import { endOfDay } from '../ordinary';
import { kinds } from '../world';

/** Breakages 13 to 15 and 30: deadlines met and missed, and reviews that do not end. */
export function plantDeadlines(books: Books): void {
  const { now, accounts, random } = books;
  const paid = (account: keyof typeof accounts, ago: number): Payment => books.payment(accounts[account], { at: now - ago * day, currency: accounts[account].merchant.currency, network: 'visa' });

  const drawKind = random.deck(kinds);
  const soon = now + 5 * hour + 15 * minute;
  for (let index = 0; index < 203; index++) {
    const at = now - 13 * day - Math.floor((index * 27 * day) / 203) - hour;
    const [network, reason] = drawKind();
    const automatic = index >= 200;
    const payment = books.payment(accounts.harbor, { at: at - random.integer(4, 20) * day, currency: 'usd', network });
    const { dispute } = openCase(books, payment, { at, status: 'needs_response', reason, dueBy: soon, staged: true, automatic });
    books.mark(automatic ? 'automaticSubmission' : 'stagedNotSubmitted', dispute.id);
  }

  const yesterday = Math.floor(now / day) * day - 1;
  const local = openCase(books, paid('agave', 30), { at: now - 19 * day, status: 'needs_response', reason: 'product_not_received', dueBy: yesterday, metadata: { calendar: 'due 23:59, America/Mexico_City' } });
  books.mark('missedDeadline', local.dispute.id);
  for (const ago of [5, 7]) books.mark('noDeadline', openCase(books, paid('agave', ago + 10), { at: now - ago * day, status: 'needs_response', reason: 'general', dueBy: null }).dispute.id);

  for (const [handle, submitted] of [['submittedLate', 19], ['submittedOnTime', 16]] as const) {
    const at = now - 41 * day;
    books.mark(handle, openCase(books, paid('lumen', 60), { at, status: 'under_review', reason: 'product_unacceptable', dueBy: endOfDay(at, 17), submittedAt: at + submitted * day }).dispute.id);
  }

  for (const [handle, ago] of [['stuckLong', 83], ['stuckShort', 60]] as const) {
    const at = now - (ago + 7) * day;
    books.mark(handle, openCase(books, paid('harbor', ago + 20), { at, status: 'under_review', reason: 'product_not_received', dueBy: endOfDay(at, 18), submittedAt: now - ago * day }).dispute.id);
  }
}
