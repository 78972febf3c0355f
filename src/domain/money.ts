import * as l10n from '@vscode/l10n';

/** An amount in the currency's minor unit. Never a JavaScript number: int8 does not fit one. */
export interface Money {
  readonly amount: bigint;
  /** ISO 4217, as the data has it (mostly lower case). */
  readonly currency: string;
}

/** Which exponents the data holds: the API's or ISO 4217's. They differ for ISK and UGX, a hundredfold. */
export type Exponents = 'api' | 'iso';

const zeroDecimal = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const threeDecimal = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);
/** Zero decimals by ISO 4217, two in the API, which kept the amounts as they were before the currencies lost their minor unit. */
const twoInTheApi = new Set(['ISK', 'UGX']);
const twoDecimal = new Set(
  ('AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP ' +
    'GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO ' +
    'NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD YER ZAR ZMW').split(' '),
);

/** Decimals of a currency, or undefined for one that is not in the table: its amounts are shown raw. */
export function exponentOf(currency: string, exponents: Exponents = 'api'): 0 | 2 | 3 | undefined {
  const code = currency.toUpperCase();
  if (twoInTheApi.has(code)) return exponents === 'api' ? 2 : 0;
  if (zeroDecimal.has(code)) return 0;
  if (threeDecimal.has(code)) return 3;
  return twoDecimal.has(code) ? 2 : undefined;
}

/** `1,234.56 USD`, `-500 JPY`, `5.120 KWD`; an unknown currency as `1234 XYZ (minor units)`. Exact at any size. */
export function formatMoney({ amount, currency }: Money, exponents: Exponents = 'api'): string {
  const code = currency.toUpperCase();
  const figure = formatAmount({ amount, currency }, exponents);
  return exponentOf(currency, exponents) === undefined ? l10n.t('{0} {1} (minor units)', figure, code) : `${figure} ${code}`;
}

/** The figure alone, where the currency stands beside it: `1,234.56`; of an unknown currency the minor units. */
export function formatAmount({ amount, currency }: Money, exponents: Exponents = 'api'): string {
  const exponent = exponentOf(currency, exponents);
  if (exponent === undefined) return amount.toString();
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const split = digits.length - exponent;
  const whole = digits.slice(0, split).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${amount < 0n ? '-' : ''}${whole}${exponent === 0 ? '' : `.${digits.slice(split)}`}`;
}
