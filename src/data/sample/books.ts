import type { Handle } from './breakages';
import { Mint } from './identifiers';
import type { Random } from './random';
import { noRows, type BalanceTransaction, type Charge, type Customer, type EarlyFraudWarning, type Event, type Json, type Refund, type Transfer } from './rows';
import { bins, cities, firstNames, hostileTexts, lastNames, merchants, networks, type Merchant, type MerchantKey, type Network } from './world';

export const minute = 60;
export const hour = 3_600;
export const day = 86_400;

export interface Account {
  readonly id: string;
  readonly merchant: Merchant;
}

/** Someone with one card. */
export interface Payer {
  readonly customer: Customer;
  readonly network: Network;
  readonly bin: string;
  readonly last4: string;
  readonly fingerprint: string;
  readonly country: string;
  readonly ip: string;
  readonly device: string;
}

export interface Payment {
  readonly account: Account;
  readonly payer: Payer;
  readonly charge: Charge;
  readonly transfer: Transfer | undefined;
  /** False where ledger rows and events are left out. */
  readonly settled: boolean;
  /** Makes an identifier of this payment's family. */
  readonly member: (prefix: string) => string;
}

export interface PaymentPlan {
  readonly at: number;
  /** Minor units; of the merchant's prices unless told. */
  readonly amount?: number;
  readonly currency?: string;
  readonly payer?: Payer;
  readonly network?: Network;
  readonly bin?: string;
  readonly failed?: boolean;
  /** Paid by PayPal, with no card. */
  readonly walletOnly?: boolean;
  /** The connected account that gets its share. */
  readonly destination?: Account;
  readonly description?: string;
  readonly metadata?: { readonly [key: string]: Json };
  readonly settled?: boolean;
}

type LedgerPlan = Pick<BalanceTransaction, 'source_id' | 'amount' | 'type' | 'reporting_category' | 'created_at' | 'description'> & Partial<BalanceTransaction> & { readonly account: Account };

/** The books of the sample while they are written: every entry is right as made; a story that breaks something does so afterwards. Instants are epoch seconds. */
export class Books {
  readonly rows = noRows();
  readonly handles = new Map<Handle, string[]>();
  readonly mint: Mint;
  readonly accounts: Readonly<Record<MerchantKey, Account>>;
  /** Text that attacks whatever shows it. */
  readonly hostile: () => string;
  private readonly drawBin: Readonly<Record<Network, () => string>>;

  constructor(
    readonly random: Random,
    readonly now: number,
  ) {
    this.mint = new Mint(random);
    this.hostile = random.deck(hostileTexts);
    this.drawBin = { visa: random.deck(bins.visa), mastercard: random.deck(bins.mastercard), amex: random.deck(bins.amex), discover: random.deck(bins.discover) };
    const open = (key: MerchantKey): Account => this.openAccount(merchants[key]);
    this.accounts = {
      harbor: open('harbor'), lumen: open('lumen'), brasserie: open('brasserie'), kumo: open('kumo'), geyser: open('geyser'), lantern: open('lantern'), agave: open('agave'), fjord: open('fjord'),
      pine: open('pine'), looms: open('looms'), meridian: open('meridian'), sprout: open('sprout'), ridge: open('ridge'), sauna: open('sauna'), velvet: open('velvet'), arcade: open('arcade'),
    };
  }

  mark(handle: Handle, ...ids: readonly string[]): void {
    this.handles.set(handle, [...(this.handles.get(handle) ?? []), ...ids]);
  }

  payer(at: number, network: Network = this.random.pick(networks), bin: string = this.drawBin[network]()): Payer {
    const { random } = this;
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    const customer = { id: this.mint.short('cus'), name, email: `${name.normalize('NFD').replace(/[^A-Za-z ]/g, '').toLowerCase().replaceAll(' ', '.')}${random.integer(2, 99)}@example.com`, created_at: at - random.integer(minute, 2 * day) };
    this.rows.customers.push(customer);
    return {
      customer,
      network,
      bin,
      last4: random.digits(4),
      fingerprint: random.text(16, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'),
      country: random.pick(['US', 'US', 'GB', 'FR', 'JP', 'MX', 'IS', 'KW', 'DE']),
      ip: `${random.pick(['203.0.113', '198.51.100', '192.0.2'])}.${random.integer(1, 254)}`,
      device: random.text(12, '0123456789abcdef'),
    };
  }

  payment(account: Account, plan: PaymentPlan): Payment {
    const { random, rows } = this;
    const { merchant } = account;
    const payer = plan.payer ?? this.payer(plan.at, plan.network, plan.bin);
    const member = this.mint.family(plan.at, account.id);
    const step = merchant.currency === 'isk' ? 100 : 1;
    const wallet = plan.walletOnly ?? false;
    const charge: Charge = {
      id: member(wallet ? 'py' : 'ch'),
      payment_intent_id: member('pi'),
      customer_id: payer.customer.id,
      account_id: account.id,
      amount: plan.amount ?? Math.round(random.integer(...merchant.prices) / step) * step,
      amount_refunded: 0,
      currency: plan.currency ?? merchant.currency,
      status: plan.failed === true ? 'failed' : 'succeeded',
      disputed: false,
      refunded: false,
      brand: wallet ? null : payer.network,
      last4: wallet ? null : payer.last4,
      bin: wallet ? null : payer.bin,
      fingerprint: wallet ? null : payer.fingerprint,
      country: wallet ? null : payer.country,
      card_present: !wallet && (merchant.cardPresent ?? false),
      network_transaction_id: wallet ? null : `2${random.digits(14)}`,
      description: plan.description ?? (random.chance(0.03) ? this.hostile() : random.pick(merchant.goods)),
      statement_descriptor: merchant.descriptor,
      created_at: plan.at + random.integer(0, 1),
      livemode: true,
      metadata: plan.metadata ?? {
        order_id: `${merchant.descriptor.slice(0, 2)}-${random.digits(6)}`,
        ...(merchant.cardPresent !== true && { ip: payer.ip, device_id: payer.device }),
        ...(random.chance(0.02) && { note: this.hostile() }),
      },
    };
    rows.charges.push(charge);
    const settled = plan.settled ?? true;
    if (charge.status === 'succeeded' && settled) {
      this.post({ account, id: member('txn'), source_id: charge.id, amount: charge.amount, currency: charge.currency, fee: Math.round(charge.amount * 0.029), type: 'charge', reporting_category: 'charge', created_at: charge.created_at, available_on: charge.created_at + 2 * day, description: charge.description });
    }
    return { account, payer, charge, member, settled, transfer: plan.destination && this.transfer(plan.destination, charge) };
  }

  refund(payment: Payment, at: number, amount = payment.charge.amount, status = 'succeeded'): Refund {
    const { charge, account, member } = payment;
    const refund: Refund = { id: member(charge.id.startsWith('py') ? 'pyr' : 're'), charge_id: charge.id, payment_intent_id: charge.payment_intent_id, amount, currency: charge.currency, status, reason: 'requested_by_customer', arn: charge.brand === null ? null : this.mint.arn(at), created_at: at };
    this.rows.refunds.push(refund);
    if (status === 'succeeded') {
      charge.amount_refunded += amount;
      charge.refunded = charge.amount_refunded >= charge.amount;
      if (payment.transfer) payment.transfer.amount_reversed = Math.min(payment.transfer.amount, charge.amount_refunded);
      if (!payment.settled) return refund;
      this.event('charge.refunded', charge.id, account, at, { id: charge.id, object: 'charge', amount: charge.amount, amount_refunded: charge.amount_refunded, currency: charge.currency, refunded: charge.refunded });
      this.post({ account, id: member('txn'), source_id: refund.id, amount: -amount, currency: charge.currency, type: 'refund', reporting_category: 'refund', created_at: at, description: `REFUND FOR CHARGE (${charge.description ?? ''})` });
    }
    return refund;
  }

  warning(payment: Payment, at: number, actionable: boolean): EarlyFraudWarning {
    const { charge, account } = payment;
    const warning: EarlyFraudWarning = { id: this.mint.object('issfr', at, account.id), charge_id: charge.id, payment_intent_id: charge.payment_intent_id, actionable, fraud_type: this.random.pick(['made_with_stolen_card', 'made_with_stolen_card', 'unauthorized_use_of_card', 'misc']), created_at: at };
    this.rows.early_fraud_warnings.push(warning);
    if (payment.settled) this.event('radar.early_fraud_warning.created', warning.id, account, at, { ...warning, object: 'radar.early_fraud_warning' });
    return warning;
  }

  /** The sender's event, received half a minute later. */
  event(type: string, objectId: string, account: Account, at: number, object: Json, more: { readonly livemode?: boolean; readonly request?: string; readonly previous?: Json } = {}): Event {
    const id = this.mint.object('evt', at, account.id);
    const event: Event = {
      id,
      type,
      object_id: objectId,
      account_id: account.id,
      created_at: at,
      received_at: at + this.random.integer(25, 55),
      request_id: more.request ?? null,
      payload: { id, object: 'event', type, api_version: '2025-09-30.clover', account: account.id, created: at, livemode: more.livemode ?? true, data: { object, ...(more.previous !== undefined && { previous_attributes: more.previous }) }, request: { id: more.request ?? null } },
    };
    this.rows.events.push(event);
    return event;
  }

  /** A ledger row. `amount` and `currency` are as presented: the row holds them in what the account settles in. */
  post({ account, ...plan }: LedgerPlan): BalanceTransaction {
    const presented = plan.currency ?? account.merchant.currency;
    const { currency } = account.merchant;
    const rate = presented === currency ? null : this.rate(plan.created_at);
    const amount = rate === null ? plan.amount : Math.round(plan.amount * rate);
    const fee = plan.fee ?? 0;
    const transaction: BalanceTransaction = {
      id: this.mint.object('txn', plan.created_at, account.id),
      dispute_id: null,
      payout_id: null,
      available_on: plan.created_at,
      status: (plan.available_on ?? plan.created_at) <= this.now ? 'available' : 'pending',
      ...plan,
      account_id: account.id,
      amount,
      fee,
      net: amount - fee,
      currency,
      exchange_rate: rate,
    };
    this.rows.balance_transactions.push(transaction);
    return transaction;
  }

  /** USD for one EUR, the same for a whole day (UTC). */
  rate(at: number): number {
    const date = Math.floor(at / day);
    return Math.round((1.085 + 0.03 * Math.sin(date / 37) + 0.006 * Math.sin(date * 1.7)) * 100_000) / 100_000;
  }

  address(): string {
    return `${this.random.integer(1, 999)} ${this.random.pick(['Elm', 'Cedar', 'Harbour', 'Mill'])} Street, ${this.random.pick(cities)}`;
  }

  /** Takes rows out again. */
  drop<T>(from: T[], ...gone: readonly (T | undefined)[]): void {
    for (const row of gone) {
      const index = row === undefined ? -1 : from.indexOf(row);
      if (index >= 0) from.splice(index, 1);
    }
  }

  private transfer(destination: Account, charge: Charge): Transfer {
    const at = charge.created_at + 2;
    const transfer: Transfer = { id: this.mint.object('tr', at, destination.id), account_id: destination.id, source_id: charge.id, amount: Math.round(charge.amount * 0.9), amount_reversed: 0, currency: charge.currency, created_at: at };
    this.rows.transfers.push(transfer);
    return transfer;
  }

  private openAccount(merchant: Merchant): Account {
    const at = this.now - this.random.integer(900, 1_800) * day;
    const id = this.mint.account(at);
    this.rows.accounts.push({ id, name: merchant.name, country: merchant.country, created_at: at, synced_at: this.now - this.random.integer(30, 300) });
    return { id, merchant };
  }
}
