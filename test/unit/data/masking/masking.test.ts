import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createMasker } from '../../../../src/data/masking/masker';
import { maskFailure, maskText } from '../../../../src/data/masking/maskText';
import { isCardNumber } from '../../../../src/domain/cardNumbers';
import { fail } from '../../../../src/domain/failure';
import { isPersonalName, mayHavePersonalKey, personalAmong } from '../../../../src/domain/personalNames';
import { redactSerialised } from '../../../../src/domain/redaction';
import { isSuspicious } from '../../../../src/domain/suspicion';

const columns = ['id', 'email', 'note'].map((name) => ({ name, type: 'text', tableId: 0, columnNumber: 0 }));

describe('masking rows', () => {
  it('gives a row with nothing to mask back as the very same, and the batch where no column is judged', () => {
    const row = ['dp_1Pgc71B7kZbyQdIyHqnqZ2Yj', null, 'order 4242424242424241'];
    assert.equal(createMasker(columns, ['clear', 'whole', 'scan'], true).mask([row])[0], row);
    const batch = [row];
    assert.equal(createMasker(columns, ['clear', 'clear', 'clear'], true).mask(batch), batch);
  });

  it('masks what is judged, keeps NULL and names the columns', () => {
    const masker = createMasker(columns, ['clear', 'whole', 'scan'], true);
    assert.deepEqual(masker.mask([['4242424242424242', '', null], ['x', null, '4242424242424242']]), [['4242424242424242', '•••', null], ['x', null, '424242••••••4242']]);
    assert.deepEqual(masker.masked, ['email', 'note']);
  });
});

describe('a value looked at closely', () => {
  const masked: readonly (readonly [what: string, value: string, shown: string])[] = [
    ['a person’s name beside an address', '{"name": "Jane", "email": "a@b.example", "id": 1}', '{"name": "•••", "email": "•••", "id": 1}'],
    ['a person’s name in a customer', '{"object": "customer", "name": "Jane"}', '{"object": "customer", "name": "•••"}'],
    ['a person’s name under a person’s key', '{"passenger": {"name": "Jane"}, "guests": [{"name": "Joe"}]}', '{"passenger": {"name": "•••"}, "guests": [{"name": "•••"}]}'],
    ['an object under a personal name', '{"billing_details": {"tax": [1.50, null, true]}}', '{"billing_details": {"tax": ["•••", null, true]}}'],
    ['JSON in JSON', '{"body": "{\\"email\\":\\"a@b.example\\",\\"n\\":1}"}', '{"body": "{\\"email\\":\\"•••\\",\\"n\\":1}"}'],
    ['an escaped key', '{"em\\u0061il": "x"}', '{"em\\u0061il": "•••"}'],
    ['camel case', '{"billingEmail":"x","cardNumber":"y"}', '{"billingEmail":"•••","cardNumber":"•••"}'],
    ['a composite with JSON in it', '(dp_1,"{""email"": ""x""}")', '•••'],
    ['an array of JSON', '{"{\\"customer_name\\": \\"x\\"}"}', '•••'],
    ['hstore', '"email"=>"x"', '•••'],
    ['JSON cut short', '{"email": "x', '•••'],
  ];
  for (const [what, value, shown] of masked) it(`hides ${what}`, () => assert.equal(redactSerialised(value).text, shown));

  const kept: readonly (readonly [what: string, value: string])[] = [
    ['a product’s name', '{"object": "product", "name": "Boots", "amount": 9007199254740993.10}'],
    ['a name behind a person’s', '{"passenger": {"seat": "3A"}, "product": {"name": "Boots"}, "shops": [{"name": "Boots"}]}'],
    ['a name without a person', '{"name": "Boots", "id": 12345678901234567890}'],
    ['results of checks', '{"address_zip_check": "pass", "cvc_check": "fail", "support_email": "x"}'],
    ['a path', 'C:\\users\\name'],
  ];
  for (const [what, value] of kept) it(`leaves ${what}`, () => assert.equal(redactSerialised(value).text, value));

  it('is suspected whenever there is something to mask', () => {
    const signs = fc.constantFrom('4242424242424242', '4242 4242 4242 4242', 'a@b.io', '1.2.3.4', '2001:db8::1', '1:2:3:4:5:6:7:8', 'whsec_abcdefghijklmnop', ['rk_live', 'abcdefgh1'].join('_'), '4 Elm Road', '{"email":1}', 'jane%40x.io', '4242%204242%204242%204242', '4242+4242+4242+4242', '0004242424242424242', 'a://u:p@h',
      'password=x', ['AKIA', 'IOSFODNN7EXAMPLE'].join(''), 'eyJh.e30', ['ghp', 'abcdefghijklmnopqrstuvwxyz'].join('_'));
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), signs, fc.string({ maxLength: 100 }), (before, sign, after) => {
        const text = before + sign + after;
        assert.ok(isSuspicious(text, true) || !redactSerialised(text).masked);
      }),
      { numRuns: 2000 },
    );
  });

  it('never lets a card number through, whatever stands around and between its groups', () => {
    const numbers = fc.constantFrom('4242424242424242', '5555555555554444', '378282246310005', '6011111111111117', '30569309025904', '3530111333300000', '6200000000000005', '2223003122003222');
    const separator = fc.constantFrom('', ' ', '-', ' - ', '.', '/', '_', '\u00a0', '\u2009', '–');
    const around = fc.oneof(fc.constantFrom('', 'card', '"', '(', 'x=', '€', '😀'), fc.stringMatching(/^[a-zA-Z ,;:"'{}]{0,80}$/));
    fc.assert(
      fc.property(numbers, separator, around, around, (number, between, before, after) => {
        assert.ok(isCardNumber(number));
        const written = before + number.replace(/(\d{4})(?=\d{2})/g, `$1${between}`) + after;
        const { text } = redactSerialised(written);
        assert.ok(isSuspicious(written, false));
        assert.equal(text.replaceAll(/\D/g, '').includes(number), false, text);
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves ordinary numbers as they are: references, times, orders without an issuer’s prefix', () => {
    const ordinary = fc.oneof(
      fc.stringMatching(/^7\d{22}$/), fc.integer({ min: 1_500_000_000_000, max: 1_900_000_000_000 }).map(String), fc.integer({ min: 0 }).map(String),
      fc.stringMatching(/^[0189]\d{15}$/), fc.uuid(), fc.stringMatching(/^dp_[0-9][A-Za-z]{23}$/), fc.double({ min: 0, max: 1, noNaN: true }).map((number) => number.toFixed(17)),
    );
    fc.assert(fc.property(ordinary, (text) => assert.equal(redactSerialised(text).text, text)), { numRuns: 3000 });
  });
});

describe('personal names', () => {
  it('are known in every layout', () => {
    for (const name of ['email', 'customer_email_address', 'receipt_email', 'customer_purchase_ip', 'evidence_shipping_address', 'billing_details_address_line1', 'access_activity_log', 'shipping_name', 'ipAddress', 'phone', 'secret', 'client_secret', 'most_common_vals', 'Email Address', 'date_of_birth',
      'billing_detail_name', 'billing_detail_email', 'billing_detail_phone', 'verified_name', 'cashtag', 'guest_name', 'passenger_name', 'bill_to_name', 'cardholder', 'account_holder', 'signed_by',
      'phone_1', 'phone_e164', 'contact_number', 'birth_year', 'email_normalized']) {
      assert.equal(isPersonalName(name), true, name);
      assert.equal(mayHavePersonalKey(`{"${name}": 1}`), true, name);
    }
  });

  it('are not what is about them, nor of a business', () => {
    for (const name of ['id', 'name', 'customer_id', 'email_status', 'address_zip_check', 'support_email', 'zip', 'description', 'ship_date', 'tip', 'amount', 'status', 'network_reason_code', 'country', 'statement_descriptor', 'relationship', 'password_updated_at',
      'billing_detail_address_country', 'billing_address_country', 'card_address_country', 'contact', 'display_name', 'holder', 'recipient_id', 'payer']) {
      assert.equal(isPersonalName(name), false, name);
    }
  });

  it('depend on their neighbours and on what they stand in', () => {
    assert.deepEqual([...personalAmong(['id', 'name', 'email'])], ['email', 'name']);
    assert.deepEqual([...personalAmong(['id', 'name'], 'customers')], ['name']);
    assert.deepEqual([...personalAmong(['id', 'name', 'country'], 'accounts')], []);
    assert.deepEqual([...personalAmong(['holder', 'recipient', 'payer', 'legal_name', 'display_name', 'to_name', 'brand', 'email'])], ['email', 'holder', 'recipient', 'payer', 'legal_name', 'display_name', 'to_name']);
  });
});

describe('masking the text of an error', () => {
  const texts: readonly (readonly [text: string, shown: string])[] = [
    ['Key (email)=(a@b.c) already exists.', 'Key (email)=(•••) already exists.'],
    ['Key (customer_name)=(Jane (JJ) Doe) already exists.', 'Key (customer_name)=(•••) already exists.'],
    ['Key (id, full_name)=(dp_1, Jane) is not present in table "x".', 'Key (id, full_name)=(dp_1, •••) is not present in table "x".'],
    ['Key (id, full_name)=(dp_1, Doe, Jane) already exists.', 'Key (id, full_name)=(•••) already exists.'],
    ['Key (id)=(dp_1) already exists.', 'Key (id)=(dp_1) already exists.'],
    ['Failing row contains (dp_1, Jane Doe, null).', 'Failing row contains (•••).'],
    ['no such card 4242-4242-4242-4242 of jane@example.com', 'no such card 424242••••••4242 of •••@•••'],
    [`select * from charges where secret = '${['sk_live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_')}'`, "select * from charges where secret = '•••'"],
  ];
  for (const [text, shown] of texts) it(text, () => assert.equal(maskText(text), shown));

  it('hides what a failure quotes of a row that may be personal, and not what the statement itself says', () => {
    const { failure } = fail('server', 'invalid input syntax for type integer: "Jane Doe"', { sqlstate: '22P02', detail: 'Token "Jane" is invalid.', hint: 'Not "Jane".' });
    assert.deepEqual(maskFailure(failure, true), { ...failure, message: 'invalid input syntax for type integer: "•••"', detail: 'Token "•••" is invalid.', hint: 'Not "•••".' });
    assert.deepEqual(maskFailure(failure, false), failure);
    assert.deepEqual(maskFailure({ ...failure, position: 7 }, true), { ...failure, position: 7 });
  });

  it('leaves what no server said as it is: it names the host that does not answer', () => {
    const { failure } = fail('offline', 'The SSH host 192.0.2.7:22 does not answer.', { detail: 'connect ECONNREFUSED 192.0.2.7:22' });
    for (const readsPersonal of [true, false]) assert.deepEqual(maskFailure(failure, readsPersonal), failure);
  });

  const quoting: readonly (readonly [sqlstate: string, message: string, shown: string])[] = [
    ['42P01', 'relation "jane" does not exist', 'relation "•••" does not exist'],
    ['42704', 'unrecognized configuration parameter "jane"', 'unrecognized configuration parameter "•••"'],
    ['42601', 'improper relation name (too many dotted names): jane.d.o.e', 'improper relation name (too many dotted names): •••'],
    ['22P02', 'ungültige Eingabesyntax für Typ integer: „Jane“', 'ungültige Eingabesyntax für Typ integer: „•••“'],
    ['22P02', 'syntaxe en entrée invalide pour le type integer : « Jane "J" »', 'syntaxe en entrée invalide pour le type integer : «•••»'],
    ['22P02', 'JSON data, line 1: jane...', 'JSON data, line 1: •••'],
    ['2200N', 'line 1: Start tag expected\njane\n^', 'line 1: •••'],
    ['22007', 'invalid value "Jane" for "YYYY"', 'invalid value "•••"'],
    ['P0001', 'no such customer Jane', 'A function of the database raised an error. Its words are not shown, since the statement reads personal data.'],
    ['22012', 'division by zero', 'division by zero'],
    ['57014', 'canceling statement due to statement timeout: "x"', 'canceling statement due to statement timeout: "x"'],
  ];
  for (const [sqlstate, message, shown] of quoting) it(`shows of ${message.replace('\n', ' ')}`, () => assert.equal(maskFailure(fail('server', message, { sqlstate }).failure, true).message, shown));

  it('takes time in proportion to the text, whatever it repeats', () => {
    const time = (text: string): number => {
      const start = process.cpuUsage().user;
      maskText(text);
      return (process.cpuUsage().user - start) / 1000;
    };
    // 200,000 of them took minutes when every one was looked at to the end.
    for (const piece of ['contains (', 'row contains (', '(email)=(', '(', '1 ', 'a@', '4242-']) assert.ok(time(piece.repeat(200_000)) < 4000, piece);
  });
});
