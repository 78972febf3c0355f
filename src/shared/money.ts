/** The table of currencies, for what runs in a browser. */
export { formatMoney } from '../domain/money';
