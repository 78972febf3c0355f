import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCardNumber } from '../../../src/domain/cardNumbers';
import { redactJson, redactText } from '../../../src/domain/redaction';

describe('masking in a text', () => {
  const masked: readonly (readonly [what: string, text: string, result: string])[] = [
    ['a card number', 'paid by 4242424242424242 today', 'paid by 424242••••••4242 today'],
    ['a grouped one', '4242 4242 4242 4242', '424242••••••4242'],
    ['a hyphenated one', '5555-5555-5555-4444.', '555555••••••4444.'],
    ['one with other separators', '4242 - 4242 - 4242 - 4242, 4242.4242.4242.4242, 4242_4242/4242\u00a04242', '424242••••••4242, 424242••••••4242, 424242••••••4242'],
    ['one with separators that are rarely seen', '4242\u202f4242\u30004242\u200b4242, 4242\n4242\r\n4242\t4242, 4242·4242\u22124242\uff0f4242', '424242••••••4242, 424242••••••4242, 424242••••••4242'],
    ['one in digits of other scripts', '４２４２ ４２４２ ４２４２ ４２４２, ٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢, ४२४२४२४२४२४२४२४२', '424242••••••4242, 424242••••••4242, 424242••••••4242'],
    ['one in thousands', '4,242,424,242,424,242.00', '424242••••••4242.00'],
    ['one in powers of ten', '4.242424242424242e+15', '•••••••••••••••••••••'],
    ['one within a word', 'card4242424242424242usd', 'card424242••••••4242usd'],
    ['one with a short last group', '6304 1234 5678 9014 01', '630412••••••••1401'],
    ['one of 15 digits', '3782 822463 10005', '378282•••••0005'],
    ['one beside another number', '4242424242424242 123', '424242••••••4242 123'],
    ['one behind another number', '12345 4242424242424242', '12345 424242••••••4242'],
    ['two in a row', '4242424242424242 5555555555554444', '424242••••••4242 555555••••••4444'],
    ['an e-mail address', 'from jane.doe+x@mail.example.com!', 'from •••@•••!'],
    ['an IPv4 address', 'ip=203.0.113.7,', 'ip=•••.•••.•••.•••,'],
    ['an IPv6 address', 'ip 2001:db8::8a2e:370:7334 ok', 'ip •••:••• ok'],
    ['an address in a URL', '/customers?email=jane%40example.com', '/customers?email=•••@•••'],
    ['a street', 'Ship to 48 Cedar Street, Lakeview, IL 60601 today', 'Ship to ••• today'],
    ['a client secret', 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBj', 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_•••'],
    ['one in a URL', '4242%204242%204242%204242&a=4242+4242+4242+4242', '424242••••••4242&a=424242••••••4242'],
    ['one filled up with zeros', '0004242424242424242 0000378282246310005', '000424•••••••••4242 000037•••••••••0005'],
    ['a password in a URL', 'postgres://u:hunter2@h/db', 'postgres://u:•••@h/db'],
    ['a password in a setting', "host=x password=hunter2 user=y, passwd='a b'", 'host=x password=••• user=y, passwd=•••'],
    ['keys and tokens of other services', `${['AKIA', 'IOSFODNN7EXAMPLE'].join('')} ${['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_')} Bearer ${['eyJhbGciOiJIUzI1NiJ9', 'e30', 'abc'].join('.')}`, '••• ••• Bearer •••'],
    ['a live key', ['sk_live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_'), '•••'],
  ];
  for (const [what, text, result] of masked) it(`hides ${what}`, () => assert.deepEqual(redactText(text), { text: result, masked: true }));

  const kept: readonly (readonly [what: string, text: string])[] = [
    ['an acquirer reference number', '74537604221222012345678'],
    ['an order number that fails the check digit', '4242424242424241'],
    ['an order number of no issuer', '9999999999999995'],
    ['epoch milliseconds', '1763683200000 1732060800004'],
    ['the digits of a decimal number', '0.4242424242424242'],
    ['a row of small numbers', '42 42 42 42 42 42 42 42'],
    ['a UUID of digits', '42424242-4242-4242-4242-a24242424242'],
    ['a digest', 'b5bb9d8014a0f9b14242424242424242c5d5c8e0a4e54b8cca5d2a9b5bb9d801'],
    ['the fraction after a long number', '1234567.4242424242424242'],
    ['a number with a word', 'Order 1234 Paid in Main Street'],
    ['numbers in thousands', '4,242,424,242,424,241 and 1,2,3,4,5,6,7,8,9,10,11,12,13'],
    ['a small number in powers of ten', '7.242424242424242e+15 4.242424242424242e+20'],
    ['digits of another script that are no card', '٤٢ ４２'],
    ['a URL without a password', 'https://example.com/a:b?c=1 and eyJ'],
    ['a number filled up to 16 digits', '0378282246310005'],
    ['a version', '1.2.3 and 1.2.3.4.5'],
    ['a time', '12:34:56'],
    ['a cast', 'a::date'],
    ['an identifier', 'dp_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
  ];
  for (const [what, text] of kept) it(`leaves ${what}`, () => assert.deepEqual(redactText(text), { text, masked: false }));

  it('hides every card number of every brand, however it is grouped', () => {
    const withCheckDigit = (digits: string): string => Array.from('0123456789', (digit) => digits + digit).find(isCardNumber) ?? '';
    const bodies = fc.oneof(
      fc.tuple(fc.constant('4'), fc.constant(14)), fc.tuple(fc.constantFrom('51', '2720', '2221'), fc.constant(15)), fc.tuple(fc.constantFrom('34', '37'), fc.constant(14)),
      fc.tuple(fc.constantFrom('6011', '65', '3528', '62'), fc.constant(15)),
    ).chain(([prefix, length]) => fc.stringMatching(/^\d{20}$/).map((filler) => (prefix + filler).slice(0, prefix === '4' ? 15 : length)));
    fc.assert(
      fc.property(bodies.map(withCheckDigit), fc.constantFrom('', ' ', '-'), (number, separator) => {
        assert.notEqual(number, '');
        const written = number.replace(/(\d{4})(?=\d{3})/g, `$1${separator}`);
        assert.equal(redactText(`card ${written}.`).text.includes(number.slice(6, -4)), false);
        assert.equal(redactText(`card ${written}.`).masked, true);
      }),
    );
  });
});

describe('masking in JSON', () => {
  it('hides what is under a personal name, at any depth, and keeps numbers exact and the rest as it stands', () => {
    const json = '{\n  "amount": 9007199254740993,\n  "Email": "a@b.example",\n  "evidence": {"billing_address": {"city": "Berlin", "lines": [1, "x", null]}, "customer_name": "Jane \\"J\\" Doe"},\n  "note": "card 4242424242424242",\n  "order": 4242424242424242,\n  "paid": true\n}';
    assert.equal(
      redactJson(json).text,
      '{\n  "amount": 9007199254740993,\n  "Email": "•••",\n  "evidence": {"billing_address": {"city": "•••", "lines": ["•••", "•••", null]}, "customer_name": "•••"},\n  "note": "card 424242••••••4242",\n  "order": "424242••••••4242",\n  "paid": true\n}',
    );
  });

  it('hides what a key is made of', () => {
    assert.equal(redactJson('{"4242424242424242": {"jane@example.com" : 1}, "plain": 2}').text, '{"424242••••••4242": {"•••@•••" : 1}, "plain": 2}');
  });

  it('stays JSON, whatever JSON it is', () => {
    fc.assert(fc.property(fc.json(), (json) => void JSON.parse(redactJson(json).text)));
  });
});
