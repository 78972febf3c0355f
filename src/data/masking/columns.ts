import { personalAmong } from '../../domain/personalNames';
import type { Field } from './shape';
import type { Treatment } from './treatment';

/** As in pg_attribute; the type by `format_type(oid, null)`. */
export type TableColumn = readonly [number: number, name: string, type: string];

/** What a table's columns may hold, by their names, their neighbours and their types. */
export function fieldsOfTable(table: string, columns: readonly TableColumn[]): Field[] {
  const personal = personalAmong(columns.map(([, name]) => name), table);
  return columns.map(([, name, type]) => ({ name, treatment: treatmentOfColumn(table, name, type, personal.has(name)) }));
}

function treatmentOfColumn(table: string, name: string, type: string, isPersonal: boolean): Treatment {
  if (type === 'boolean') return 'clear';
  if (isPersonal) return 'whole';
  const isKnown = (type === 'text' || type === 'character varying') && known.test(table) && (identifier.test(name) || states.has(name));
  return isKnown || (numbers.has(type) && amount.test(name)) ? 'clear' : treatmentOfType(type);
}

/** What a type says by itself. */
export function treatmentOfType(type: string): Treatment {
  if (type === 'json' || type === 'jsonb') return 'json';
  return harmless.test(type) ? 'clear' : 'scan';
}

/** Cannot hold a card number or a text. */
const harmless = /^(?:smallint|integer|real|boolean|date|time(?:stamp)? .*|interval|uuid|oid|xid|pg_lsn)$/;

/** A card number may be kept as a number, but no amount is one. */
const numbers: ReadonlySet<string> = new Set(['bigint', 'numeric']);
const amount = /(?:^|_)(?:amount|fee|net|gross|total|balance|price|tax|count)(?:_|$)/;

/** In the tables of every layout these hold identifiers and words of the API, and are not looked at again in every row. */
const known = /^(?:disputes?|charges?|refunds?|balance_transactions?|events?|early_fraud_warnings?|payment_intents?|customers?|accounts?|payouts?|transfers?|reviews?)$/;
const identifier = /^(?:id|.+_id|charge|payment_intent|customer|balance_transaction|arn)$/;
const states: ReadonlySet<string> = new Set([
  'object', 'type', 'status', 'reason', 'currency', 'country', 'network', 'network_reason_code', 'case_type', 'brand', 'last4', 'bin', 'fingerprint', 'submission_method', 'reporting_category', 'fraud_type',
]);
