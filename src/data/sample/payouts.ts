import { day, type Books } from './books';
import type { BalanceTransaction } from './rows';

/** Once a week every account is paid what is available: its ledger rows then name the payout, and add up to it. */
export function payOut(books: Books): void {
  const { now, rows, mint, accounts } = books;
  const stopped = rows.accounts.filter((row) => row.synced_at < now - day);
  for (const { id, merchant } of Object.values(accounts)) {
    const until = stopped.find((row) => row.id === id)?.synced_at ?? now;
    const ledger = rows.balance_transactions.filter((row) => row.account_id === id).sort((one, other) => one.available_on - other.available_on);
    const first = ledger[0];
    if (!first) continue;
    let open: BalanceTransaction[] = [];
    let next = 0;
    for (let at = Math.ceil(first.available_on / (7 * day)) * 7 * day; at < until; at += 7 * day) {
      for (let row = ledger[next]; row && row.available_on < at; row = ledger[++next]) open.push(row);
      const amount = open.reduce((sum, row) => sum + row.net, 0);
      if (amount <= 0) continue;
      const payout = { id: mint.object('po', at, id), account_id: id, amount, currency: merchant.currency, status: at + 2 * day < now ? 'paid' : 'in_transit', arrival_date: at + 2 * day, created_at: at };
      rows.payouts.push(payout);
      for (const row of open) row.payout_id = payout.id;
      open = [];
    }
  }
  for (const payout of rows.payouts) {
    const account = Object.values(accounts).find(({ id }) => id === payout.account_id);
    if (account) books.post({ account, source_id: payout.id, amount: -payout.amount, type: 'payout', reporting_category: 'payout', created_at: payout.created_at, description: 'STRIPE PAYOUT' });
  }
}
