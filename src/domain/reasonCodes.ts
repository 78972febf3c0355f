import * as l10n from '@vscode/l10n';

export interface ReasonCode {
  readonly words: string;
  /** From a secondary source: say "probably". */
  readonly uncertain: boolean;
}

/** Plain words by network, then code: 4863 is one thing at Mastercard and another at Discover. A `?` at the end marks a secondary source. */
const catalogue: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  visa: {
    '10.1': 'EMV liability shift, counterfeit', '10.2': 'EMV liability shift, non-counterfeit', '10.3': 'other fraud, card present', '10.4': 'other fraud, card absent', '10.5': 'fraud monitoring programme',
    '11.1': 'card recovery bulletin', '11.2': 'declined authorisation', '11.3': 'no authorisation',
    '12.1': 'late presentment', '12.2': 'wrong transaction code', '12.3': 'wrong currency', '12.4': 'wrong account number', '12.5': 'wrong amount', '12.6.1': 'duplicate processing', '12.6.2': 'paid by other means', '12.7': 'invalid data',
    '13.1': 'goods or services not received', '13.2': 'cancelled recurring payment', '13.3': 'not as described or defective', '13.4': 'counterfeit goods', '13.5': 'misrepresentation', '13.6': 'credit not processed', '13.7': 'cancelled goods or services', '13.8': 'original credit not accepted', '13.9': 'non-receipt of cash',
    '28': 'inquiry', '30': 'inquiry', '33': 'inquiry', '34': 'inquiry',
  },
  mastercard: {
    '4808': 'authorisation?', '4812': 'account number not on file', '4831': 'transaction amount differs', '4834': 'point-of-interaction error?', '4837': 'no cardholder authorisation', '4841': 'cancelled recurring or digital goods', '4849': 'questionable merchant activity',
    '4853': 'cardholder dispute', '4855': 'goods or services not provided', '4859': 'addendum, no-show or ATM', '4860': 'credit not processed', '4863': 'cardholder does not recognise it', '4870': 'chip liability shift', '4871': 'chip liability shift, lost or stolen',
  },
  amex: {
    A01: 'amount exceeds authorisation', A02: 'no valid authorisation', A08: 'authorisation expired',
    C02: 'credit not processed', C04: 'goods returned or refused', C05: 'goods or services cancelled', C08: 'goods or services not received', C14: 'paid by other means', C18: 'no-show or cancelled lodging', C28: 'cancelled recurring billing', C31: 'goods or services not as described', C32: 'goods damaged or defective',
    F10: 'missing imprint', F24: 'no card member authorisation, multiple', F29: 'fraud, card absent', F30: 'EMV counterfeit', F31: 'EMV lost, stolen or non-received',
    FR2: 'fraud full recourse programme', FR4: 'immediate chargeback programme', FR6: 'partial immediate chargeback programme',
    M01: 'chargeback authorisation', M10: 'vehicle rental', P01: 'unassigned card number', P03: 'credit processed as a charge', P04: 'charge processed as a credit', P05: 'incorrect charge amount', P07: 'late submission', P08: 'duplicate charge', P22: 'card number does not match', P23: 'currency discrepancy',
    R03: 'insufficient reply', R13: 'no reply',
    '127': 'inquiry', '155': 'inquiry', '173': 'inquiry', '175': 'inquiry', '176': 'inquiry', '177': 'inquiry', '193': 'inquiry', '684': 'inquiry',
  },
  discover: {
    '4534': 'duplicate processing', '4541': 'recurring payment', '4542': 'late presentment', '4553': 'quality of goods or services', '4586': 'altered amount', '4752': 'cardholder does not recognise it', '4753': 'invalid cardholder number', '4755': 'goods or services not received', '4762': 'good faith investigation',
    '4863': 'authorisation', '4864': 'cash not received', '4865': 'paid by other means', '4867': 'chip fraud', '7010': 'fraud, card present', '7030': 'fraud, card absent', '8002': 'credit not processed',
  },
};
/** Catalogued, though no source in plain words was found. */
const wordless: Readonly<Record<string, readonly string[]>> = { discover: ['4550', '4866', 'UA01', 'UA02', 'UA05', 'UA06', 'AT', 'DA', 'AA'] };
const families: Readonly<Record<string, readonly (readonly [pattern: RegExp, words: string])[]>> = {
  mastercard: [[/^63\d\d$/, 'retrieval request'], [/^490\d$/, 'second presentment']],
};
const networkNames: Readonly<Record<string, string>> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover', diners: 'Diners Club', jcb: 'JCB', unionpay: 'UnionPay', klarna: 'Klarna', paypal: 'PayPal' };
const synonyms: Readonly<Record<string, string>> = { american_express: 'amex', master_card: 'mastercard', mc: 'mastercard' };

/** Data names the key: `constructor` must not find what every object has. */
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined => (record && Object.hasOwn(record, key) ? record[key] : undefined);
const networkKey = (network: string): string => own(synonyms, network.toLowerCase()) ?? network.toLowerCase();

/** The network's name for people; an unknown one as it stands. */
export const networkName = (network: string): string => own(networkNames, networkKey(network)) ?? network;

/** What a network's code means, or undefined for one outside the catalogue (or in it without words). */
export function reasonCode(network: string, code: string): ReasonCode | undefined {
  const key = networkKey(network);
  const words = own(own(catalogue, key), code) ?? own(families, key)?.find(([pattern]) => pattern.test(code))?.[1];
  if (words === undefined) return undefined;
  return words.endsWith('?') ? { words: l10n.t(words.slice(0, -1)), uncertain: true } : { words: l10n.t(words), uncertain: false };
}

/** Whether the catalogue has the code: a code outside it is shown as it stands, and worth a look. */
export const isKnownCode = (network: string, code: string): boolean =>
  reasonCode(network, code) !== undefined || (own(wordless, networkKey(network))?.includes(code) ?? false);

const reasons: Readonly<Record<string, string>> = {
  bank_cannot_process: 'the bank cannot process it', check_returned: 'check returned', credit_not_processed: 'credit not processed', customer_initiated: 'initiated by the customer', debit_not_authorized: 'debit not authorised',
  duplicate: 'duplicate', fraudulent: 'fraudulent', general: 'general', incorrect_account_details: 'incorrect account details', insufficient_funds: 'insufficient funds', noncompliant: 'not compliant with network rules',
  product_not_received: 'product not received', product_unacceptable: 'product unacceptable', subscription_canceled: 'subscription cancelled', unrecognized: 'not recognised',
};

/** The processor's reason in plain words; an unknown one as it stands. */
export const reasonInWords = (reason: string): string => {
  const words = own(reasons, reason);
  return words === undefined ? reason : l10n.t(words);
};
