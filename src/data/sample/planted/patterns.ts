import { day, hour, type Account, type Books, type Payer, type Payment } from '../books';
import { openCase } from '../disputes';
import { calm, endOfDay } from '../ordinary';
import { spikingBin, type Reason } from '../world';

/** Breakages 21, 22, 24 to 27 and 29: what shows in many rows, or in no column that a status is read from. */
export function plantPatterns(books: Books): void {
  warnings(books);
  spike(books);
  unknownValues(books);
  silentAccounts(books);
  orphans(books);
  cardNumbers(books);
  earlierOrders(books);
}

function warnings(books: Books): void {
  const { now, accounts } = books;
  const warned = (): Payment => books.payment(accounts.harbor, { at: now - 24 * day, amount: 14_900, currency: 'usd', network: 'visa' });
  books.mark('warningUnanswered', books.warning(warned(), now - 20 * day, true).id);
  const answered = warned();
  books.mark('warningRefunded', books.warning(answered, now - 20 * day + hour, false).id);
  books.refund(answered, now - 20 * day + 19 * hour);
}

/** Rolling weeks: 1 is the one before this. */
function spike(books: Books): void {
  const { now, accounts, random } = books;
  const { harbor, lumen, fjord, sprout } = accounts;
  const recent = (at: number): { readonly status: string; readonly dueBy: number; readonly submittedAt?: number } =>
    at > now - 14 * day ? { status: 'needs_response', dueBy: endOfDay(now, 6 + random.integer(0, 6)) } : { status: 'under_review', dueBy: endOfDay(at, 18), submittedAt: at + 7 * day };
  const dispute = (payment: Payment, at: number, reason: Reason): string => openCase(books, payment, { at, reason, ...recent(at) }).dispute.id;
  const inWeek = (week: number, index: number, count: number): number => calm(now, now - week * 7 * day - Math.floor(((index + 0.5) * 7 * day) / count));

  for (const [index, count] of [1, 3, 2, 1, 3, 2, 1, 3].entries()) {
    for (let nth = 0; nth < count; nth++) {
      const at = inWeek(index + 1, nth, count);
      dispute(books.payment(random.pick([harbor, lumen, fjord]), { at: at - 12 * day, network: 'visa', bin: spikingBin }), at, nth % 2 === 0 ? 'product_not_received' : 'subscription_canceled');
    }
  }
  for (let nth = 0; nth < 7; nth++) {
    const at = now - (3 + nth * 8) * hour;
    books.mark('issuerSpike', dispute(books.payment([harbor, lumen, fjord][nth % 3] ?? harbor, { at: at - 9 * day, network: 'visa', bin: spikingBin }), at, (['fraudulent', 'product_not_received', 'product_unacceptable'] as const)[nth % 3] ?? 'fraudulent'));
  }

  const sales = [200, 100, 104, 97, 101, 99, 103, 98, 100];
  const disputes = [6, 3, 2, 4, 3, 2, 4, 3, 3];
  for (const [week, count] of sales.entries()) for (let nth = 0; nth < count; nth++) books.payment(sprout, { at: inWeek(week, nth, count) });
  const drawReason = random.deck<Reason>(['fraudulent', 'duplicate', 'credit_not_processed', 'subscription_canceled', 'general', 'product_unacceptable']);
  for (const [week, count] of disputes.entries()) {
    for (let nth = 0; nth < count; nth++) {
      const at = inWeek(week, nth, count);
      const id = dispute(books.payment(sprout, { at: at - 10 * day, network: (['visa', 'mastercard', 'discover'] as const)[nth % 3] ?? 'visa' }), at, drawReason());
      if (week === 0) books.mark('grownMerchant', id);
    }
  }
}

function unknownValues(books: Books): void {
  const { now, accounts } = books;
  const at = now - 47 * day;
  const open = (network: 'visa' | 'mastercard', reason: Reason, status = 'under_review'): ReturnType<typeof openCase>['dispute'] =>
    openCase(books, books.payment(accounts.lumen, { at: at - 11 * day, network }), { at, status, reason, dueBy: endOfDay(at, 18), submittedAt: at + 6 * day }).dispute;
  books.mark('unknownStatus', open('visa', 'general', 'in_arbitration').id);
  const unknown = open('mastercard', 'general');
  unknown.network_reason_code = '4899';
  books.mark('unknownCode', unknown.id);
  const refunded = openCase(books, books.payment(accounts.lumen, { at: now - 510 * day, network: 'visa' }), { at: now - 490 * day, status: 'charge_refunded', caseType: 'inquiry', dueBy: endOfDay(now - 490 * day, 18), closedAt: now - 480 * day });
  books.refund(refunded.payment, now - 480 * day);
  books.mark('rareStatus', refunded.dispute.id, open('visa', 'product_unacceptable', 'appeal_under_review').id);
  const rare = open('visa', 'product_unacceptable');
  rare.network_reason_code = '13.8';
  books.mark('rareCode', rare.id);
}

function silentAccounts(books: Books): void {
  const { now, accounts, random } = books;
  const trade = (account: Account, until: number): void => {
    for (let index = 0; index < 40; index++) books.payment(account, { at: until - Math.floor(index * 8.5 * day) - hour });
    for (const ago of [90, 170, 260]) {
      const at = until - ago * day;
      openCase(books, books.payment(account, { at: at - 14 * day, network: random.pick(['visa', 'mastercard']) }), { at, status: 'lost', reason: 'product_unacceptable', dueBy: endOfDay(at, 18), submittedAt: at + 9 * day, closedAt: at + 50 * day });
    }
  };
  const stopped = now - 4 * day - hour;
  trade(accounts.ridge, stopped - hour);
  trade(accounts.sauna, now - 4.5 * day);
  for (const row of books.rows.accounts) if (row.id === accounts.ridge.id) row.synced_at = stopped;
  books.mark('syncStopped', accounts.ridge.id);
  books.mark('noBusiness', accounts.sauna.id);
}

function orphans(books: Books): void {
  const { now, accounts } = books;
  const at = now - 28 * day;
  const { dispute, payment } = openCase(books, books.payment(accounts.harbor, { at: at - 8 * day, currency: 'usd', network: 'visa' }), { at, status: 'under_review', reason: 'duplicate', dueBy: endOfDay(at, 18), submittedAt: at + 5 * day });
  books.drop(books.rows.charges, payment.charge);
  books.mark('disputeWithoutCharge', dispute.id);
  const { charge } = books.payment(accounts.harbor, { at: now - 33 * day, currency: 'usd', network: 'visa' });
  charge.disputed = true;
  books.mark('chargeWithoutDispute', charge.id);
}

/** Test numbers of the card brands; no card exists for them. */
function cardNumbers(books: Books): void {
  const { now, accounts } = books;
  const at = now - 95 * day;
  const noted = (note: string): string =>
    openCase(books, books.payment(accounts.harbor, { at: at - 10 * day, currency: 'usd', network: 'visa' }), { at, status: 'lost', reason: 'general', dueBy: endOfDay(at, 18), closedAt: at + 20 * day, metadata: { note } }).dispute.id;
  books.mark('cardNumberInText', noted('Customer read out her card, 4242 4242 4242 4242, on the phone.'), noted('Paid before with 5555-5555-5555-4444, wants it back there.'), noted('amex 378282246310005 declined twice'));
  books.mark('addressInText', noted('Ship the replacement to Ines Castillo, 48 Cedar Street, Lakeview, IL 60601'));
  books.mark('orderNumberInText', noted('See order 4242424242424241 and its twin 4242424242424243.'), noted('Order 9900000000000010 is the one he means.'));
  books.mark('arnInText', noted(`The acquirer gave ARN ${books.mint.arn(at)} for the credit.`));
}

/** Earlier orders of the same payer: same device, same address on the network. */
function earlierOrders(books: Books): void {
  const { now, accounts } = books;
  const story = (earlier: readonly number[]): string => {
    const at = now - 20 * day;
    const payer: Payer = books.payer(now - 400 * day, 'visa');
    const buy = (ago: number): Payment => books.payment(accounts.lumen, { at: at - ago * day, payer });
    const payment = buy(10);
    for (const ago of earlier) buy(10 + ago);
    return openCase(books, payment, {
      at,
      status: 'needs_response',
      reason: 'fraudulent',
      dueBy: endOfDay(now, 5),
      enhancedEligibility: { visa_compelling_evidence_3: { status: 'requires_action', required_actions: ['missing_prior_undisputed_transactions'] } },
    }).dispute.id;
  };
  books.mark('twoEarlierOrders', story([150, 210]), story([125, 180, 300]), story([140, 350]));
  books.mark('oneEarlierOrder', story([200]));
  books.mark('ordersTooRecent', story([88, 90]));
}
