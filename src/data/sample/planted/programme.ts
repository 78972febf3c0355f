import { day, hour, type Books } from '../books';
import type { MerchantKey } from '../world';

/** Plain card-absent charges by the thousand: made inside the database, since no row of them matters by itself. */
export interface Volume {
  readonly accountId: string;
  readonly currency: string;
  readonly description: string;
  readonly charges: number;
  /** Epoch seconds, both included. */
  readonly from: number;
  readonly to: number;
}

/** Breakage 28: fraud reports against the settled charges of the running month (UTC). Every report was answered by a refund. */
export function plantProgrammes(books: Books): readonly Volume[] {
  return [excess(books, 'velvet', 1_640, 101_235, 'overThreshold'), excess(books, 'arcade', 60, 2_500, 'underFloor')];
}

function excess(books: Books, key: MerchantKey, cases: number, settled: number, handle: 'overThreshold' | 'underFloor'): Volume {
  const { now, random } = books;
  const account = books.accounts[key];
  const [description = ''] = account.merchant.goods;
  const today = new Date(now * 1000);
  const from = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1) / 1000;
  const payers = Array.from({ length: 80 }, () => books.payer(from, 'visa'));
  for (let index = 0; index < cases; index++) {
    // A charge is made a second after its payment at the latest: none after now.
    const at = Math.max(from, from + Math.floor(((index + 0.5) * (now - from)) / cases) - 1);
    const payment = books.payment(account, { at, payer: random.pick(payers), settled: false, description, metadata: {} });
    books.warning(payment, Math.min(now, at + random.integer(hour, day)), false);
    books.refund(payment, Math.min(now, at + random.integer(day, day + 12 * hour)));
  }
  books.mark(handle, account.id);
  return { accountId: account.id, currency: account.merchant.currency, description, charges: settled - cases, from, to: now };
}
