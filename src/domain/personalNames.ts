/**
 * Which names of columns and JSON keys hold personal data, or what nobody may see: one table for every layout. Names are compared in
 * lower case with underscores: `billingEmail` is `billing_email`.
 */

const whole = (...sources: readonly string[]): RegExp => new RegExp(`^(?:${sources.join('|')})$`);

/** Where to reach or find a person. What has such a name describes a person. */
const contact = whole(
  '(?:.+_)?e?mails?(?:_address(?:es)?|_normali[sz]ed)?',
  '(?:.+_)?(?:phone|mobile|telephone|fax|contact)(?:_numbers?|_no|_e_?164|_?\\d)',
  '(?:.+_)?(?:phone|mobile|telephone|fax)',
  '(?:.+_)?address(?:es|_.+)?',
  '(?:.+_)?(?:line_?[12]|postal_code|post_?code|zip_code)',
  'street(?:_.+)?|msisdn',
);
const personal = whole(
  '(?:.+_)?(?:first|last|full|middle|maiden|given|family|verified)_?name',
  '(?:.+_)?(?:customer|card_?holder|account_?holder|owner|buyer|payer|payee|recipient|beneficiary|contact|guest|passenger|billing|shipping|card|(?:billing|shipping)_details?|(?:bill|ship)_to)_name',
  'surname|name_on_card|cashtag|signed_by|card_?holder|account_?holder',
  '(?:.+_)?ip(?:_?addr(?:ess)?|_?v[46])?|client_addr|remote_addr|x_forwarded_for',
  'dob(?:_.+)?|date_of_birth|birth_?(?:date|day|year)',
  '(?:.+_)?(?:ssn(?:_last_?4)?|tax_id|id_number|passport_number|iban|account_number)',
  '(?:.+_)?(?:billing_details?|access_activity_log)',
  // A card's own: not shown, however they are written.
  'pan|card_?number|primary_account_number|cvc2?|cvv2?|track_?[12](?:_data)?|pin_block',
  '(?:.+_)?(?:secret|password|passwd|api_?key|access_token|refresh_token|private_key)|rolpassword|subconninfo|umoptions',
  // What the planner keeps of a column's values.
  'most_common_vals|most_common_elems|histogram_bounds|stavalues\\d',
);
/** Names that read like personal ones and are about them, or about a business. */
const harmless = whole('.+_(?:check|ids?|at|country|type|status|count|verified|valid|result)', '(?:support|mac|wallet|has|is)_.+');
/** Personal where they are a person's: beside a way to reach one, or in a thing that is one. */
const ofPerson = whole('name|(?:nick|user|legal|display|to)_?name|holder|recipient|payer|city|zip');
const person = whole('(?:.+_)?(?:customer|card_?holder|individual|person|owner|buyer|payer|contact|guest|passenger|patient)s?|people');
/** What in every API has keys of its own; a place in a list may hold anything. */
const thing = whole('(?:.+_)?(?:data|object|attributes|details|evidence|metadata|shipping|billing|source|card|company|payload|body|request|response|raw|json|items)|\\d*');

const normalised = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').replaceAll(/[\s-]+/g, '_').toLowerCase();

/** Whether a value under this name is personal wherever it stands. */
export function isPersonalName(name: string): boolean {
  const plain = normalised(name);
  return (contact.test(plain) || personal.test(plain)) && !harmless.test(plain);
}

/** Whether a value taken from somewhere under this name may be personal: `name` may, out of its context. */
export const mayBePersonalName = (name: string): boolean => isPersonalName(name) || ofPerson.test(normalised(name));

/** Whether under this name stands a word or a number, and no thing with keys of its own. */
export const holdsOneValue = (name: string): boolean => !thing.test(normalised(name)) && !person.test(normalised(name));

/**
 * The names that are personal in a thing that has all of them: `name` is a person's in `customers` and beside an `email`, and nobody's in
 * `products`. `thing` is a table's name, a JSON object's `object` or the key it stands under.
 */
export function personalAmong(names: readonly string[], ...things: readonly string[]): ReadonlySet<string> {
  const personal = names.filter(isPersonalName);
  const describesPerson = things.some((thing) => person.test(normalised(thing))) || personal.some((name) => contact.test(normalised(name)));
  return new Set([...personal, ...names.filter((name) => describesPerson && ofPerson.test(normalised(name)))]);
}

/**
 * Whether a serialised text may have a personal key, however its quotes are escaped (JSON, in an array or a composite, hstore). Cheap; finds too
 * many rather than too few.
 */
export const mayHavePersonalKey = (text: string): boolean => text.includes('"') && personalKey.test(text);

const personalKey =
  /(?:mail|phone|mobile|fax|msisdn|addr|line_?[12]|code|street|name|holder|recipient|payer|cashtag|signed|contact|ip(?:_?v[46])?|forwarded[_ -]for|dob|birth|ssn|[sx][_ -]?id|number|iban|billing|activity|bounds|vals|elems|values|options|conninfo|pan|cv[cv]|track|pin|secret|passw|key|token|city|zip)[\w -]{0,40}[\\"]+\s*(?::|=>)|\\u[0-9a-f]{4}/i;
