import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createScanner, identifierAt, identifierForms, kindOf, scan } from '../../../src/domain/identifiers';

const dispute = 'dp_1Pgc71B7kZbyQdIyHqnqZ2Yj';
const charge = 'ch_3MmlLrLkdIwHu7ix0snN0B15';
const arn = '74537604221222012345678';
/** Keys are put together here: scanners of repositories know whole ones. */
const keyOf = (prefix: string): string => `${prefix}_4eC39HqLyjWDarjtT1zdp7dc`;

describe('identifiers in a text', () => {
  const found: readonly (readonly [what: string, text: string, kind: string, identifier: string])[] = [
    ['a bare dispute', dispute, 'dispute', dispute],
    ['an older dispute', 'du_1Pgc71B7kZbyQdIyHqnqZ2Yj lost', 'dispute', 'du_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['a payment-method dispute', 'pdp_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'dispute', 'pdp_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['an issuing dispute', 'idp_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'issuing_dispute', 'idp_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['a quoted one', `"dispute":"${dispute}"`, 'dispute', dispute],
    ['one in a string in a string', `{\\"id\\":\\"${dispute}\\"}`, 'dispute', dispute],
    ['one after an escaped line end', `failed:\\n${dispute}`, 'dispute', dispute],
    ['one after an escaped quote by code point', `\\u0022${dispute}\\u0022`, 'dispute', dispute],
    ['one that is URL-encoded', `?q=%22${dispute}%22&x=1`, 'dispute', dispute],
    ['one after an encoded equals sign', `expand%3D${charge}`, 'charge', charge],
    ['one in a path', `/v1/disputes/${dispute}/close`, 'dispute', dispute],
    ['one in terminal colour', `\u001b[32m${dispute}\u001b[0m`, 'dispute', dispute],
    ['one before a full stop', `See ${dispute}.`, 'dispute', dispute],
    ['a SEPA payment', 'py_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'charge', 'py_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['a short payment', 'py_8gFlKvh7E6XZtW', 'charge', 'py_8gFlKvh7E6XZtW'],
    ['a refund of a payment', 'pyr_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'refund', 'pyr_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['a transfer reversal', 'trr_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'transfer_reversal', 'trr_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['an early fraud warning', 'issfr_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'early_fraud_warning', 'issfr_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['a review', 'prv_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'review', 'prv_1Pgc71B7kZbyQdIyHqnqZ2Yj'],
    ['an account', 'acct_1032D82eZvKYlo2C', 'account', 'acct_1032D82eZvKYlo2C'],
    ['a customer', 'cus_9s6XKzkNRiz8i3', 'customer', 'cus_9s6XKzkNRiz8i3'],
    ['a request', 'Request-Id: req_8gFlKvh7E6XZtW', 'request', 'req_8gFlKvh7E6XZtW'],
    ['an acquirer reference number', `ARN ${arn}.`, 'arn', arn],
    ['a short one beside its key', '"acquirerReferenceNumber": "745376042212"', 'arn', '745376042212'],
    ['a case beside its key', '{"case_id": 1234567890}', 'case', '1234567890'],
    ['a case beside a longer key', 'partner_case_id=1234567890', 'case', '1234567890'],
    ['a claim beside its key', "claimId='200012345678'", 'case', '200012345678'],
    ['a case in an escaped string', '\\"case_id\\":\\"1234567890\\"', 'case', '1234567890'],
    ['a PSP reference beside its key', 'pspReference=8816178952380553', 'case', '8816178952380553'],
    ['a PayPal case', 'case PP-D-12345.', 'case', 'PP-D-12345'],
    ['an older PayPal case', 'PP-000-123-456-789', 'case', 'PP-000-123-456-789'],
    ['a payment intent as a secret with its client secret', 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH', 'secret', 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH'],
    ['a live key', `"${keyOf('sk_live')}"`, 'secret', keyOf('sk_live')],
    ['a restricted key', keyOf('rk_test'), 'secret', keyOf('rk_test')],
    ['a webhook secret', keyOf('whsec'), 'secret', keyOf('whsec')],
    ['a key of any length', `key ${keyOf('sk_live')}${'a'.repeat(5000)}`, 'secret', `${keyOf('sk_live')}${'a'.repeat(5000)}`],
    ['a key before a letter of another alphabet', `${keyOf('rk_live')}é`, 'secret', keyOf('rk_live')],
    ['one beside Chinese', `争议${dispute}已关闭`, 'dispute', dispute],
    ['one beside Korean', `${dispute}이`, 'dispute', dispute],
    ['one after an emoji', `⚠️${dispute}😀`, 'dispute', dispute],
  ];
  for (const [what, text, kind, identifier] of found) {
    it(`finds ${what}`, () => {
      const start = text.indexOf(identifier);
      assert.deepEqual(scan(text), [{ kind, text: identifier, start, end: start + identifier.length }]);
    });
  }

  const passedOver: readonly (readonly [what: string, text: string])[] = [
    ['an ID inside a longer word', `x${dispute}`],
    ['an ID in a word of another alphabet', `é${dispute} Ж${dispute} e\u0301${dispute} ４${dispute} 𝐀${dispute}`],
    ['an ID that goes on in another alphabet', `${dispute}é ${dispute}я ${dispute}\u0301 ${dispute}４ ${dispute}𝐀`],
    ['an ID after an underscore', `my_${dispute}`],
    ['an ID that goes on', `${dispute}a`],
    ['an ID that goes on with an underscore', `${dispute}_1`],
    ['a suffix of 23 characters', dispute.slice(0, -1)],
    ['a suffix that begins with a letter', 'dp_aPgc71B7kZbyQdIyHqnqZ2Yj'],
    ['words that look like a short ID', 'in_representation py_representation req_authentication'],
    ['another case', dispute.toUpperCase()],
    ['a publishable key', keyOf('pk_live')],
    ['22 digits', arn.slice(1)],
    ['24 digits', `${arn}9`],
    ['digits with no key', 'order 1234567890'],
    ['a key inside a longer word', 'warn: 745376042212'],
    ['a broken client secret', 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_'],
  ];
  for (const [what, text] of passedOver) it(`passes over ${what}`, () => assert.deepEqual(scan(text), []));

  it('finds several on a line, in order', () => {
    const line = `${charge},${dispute};${arn}|cus_9s6XKzkNRiz8i3`;
    assert.deepEqual(scan(line).map(({ text }) => text), [charge, dispute, arn, 'cus_9s6XKzkNRiz8i3']);
  });

  it('counts in UTF-16, whatever stands before', () => {
    const text = `😀é ${dispute}`;
    assert.deepEqual(scan(text), [{ kind: 'dispute', text: dispute, start: 4, end: 4 + dispute.length }]);
  });

  it('reads a form of the user, before its own', () => {
    const scanner = createScanner([{ kind: 'dispute', pattern: 'CB-\\d{6}' }, ...identifierForms]);
    assert.deepEqual(scanner.scan(`CB-123456 ${dispute}`).map(({ kind, text }) => [kind, text]), [['dispute', 'CB-123456'], ['dispute', dispute]]);
  });
});

describe('the identifier under the cursor', () => {
  const line = `a ${dispute} b ${charge}`;
  it('is found from its first character to behind its last', () => {
    assert.equal(identifierAt(line, 1), undefined);
    assert.deepEqual(identifierAt(line, 2), { kind: 'dispute', text: dispute, start: 2, end: 29 });
    assert.equal(identifierAt(line, 29)?.text, dispute);
    assert.equal(identifierAt(line, 30), undefined);
    assert.equal(identifierAt(line, 31)?.text, undefined);
    assert.equal(identifierAt(line, 32)?.text, charge);
  });

  it('is found in a line of 10 MB without reading it', () => {
    const long = `${'x'.repeat(5_000_000)} ${dispute} ${'y'.repeat(5_000_000)}`;
    const started = performance.now();
    for (let time = 0; time < 100; time++) assert.equal(identifierAt(long, 5_000_010)?.start, 5_000_001);
    // Reading the line takes some 40 ms, a hundred times: four seconds.
    assert.ok(performance.now() - started < 500);
  });

  it('keeps to its word where the window is cut within one', () => {
    assert.equal(identifierAt('9'.repeat(2000), 1000), undefined);
  });
});

describe('the kind of a given identifier', () => {
  const kinds: readonly (readonly [id: string, kind: string | undefined])[] = [
    [dispute, 'dispute'],
    ['dp_test', 'dispute'],
    ['py_1', 'charge'],
    [arn, 'arn'],
    ['1234567890', 'case'],
    [keyOf('sk_live'), 'secret'],
    ['sk_live_', 'secret'],
    ['pi_1_secret_', 'secret'],
    ['pi_a_b_secret_c_d', 'secret'],
    ['cs_test_a_secret_b', 'secret'],
    ['constructor_x', undefined],
    ['anything', undefined],
  ];
  for (const [id, kind] of kinds) it(`of ${id} is ${kind ?? 'not known'}`, () => assert.equal(kindOf(id), kind));
});

describe('a secret', () => {
  const word = (minLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'X', 'Y', '0', '9'), minLength, maxLength: 300 });
  const key = fc.tuple(fc.constantFrom('sk_live_', 'sk_test_', 'rk_live_', 'ek_live_', 'sk_org_live_', 'whsec_'), word(16)).map((parts) => parts.join(''));
  const clientSecret = fc.tuple(fc.constantFrom('pi', 'seti', 'src', 'cs_live'), word(1), word(1)).map(([prefix, id, secret]) => `${prefix}_${id}_secret_${secret}`);

  it('of any length is found whole, and is of no other kind', () => {
    fc.assert(
      fc.property(fc.oneof(key, clientSecret), fc.constantFrom('', ' ', '"', '=', '%22', '争'), (secret, before) => {
        assert.deepEqual(scan(`${before}${secret} `), [{ kind: 'secret', text: secret, start: before.length, end: before.length + secret.length }]);
        assert.equal(kindOf(secret), 'secret');
      }),
    );
  });

  it('is never looked up, whatever it ends in', () => {
    fc.assert(fc.property(fc.oneof(key, clientSecret), fc.string(), (secret, rest) => assert.equal(kindOf(secret + rest), 'secret')));
  });

  it('that is repeated within a word costs no more than its length', () => {
    const time = (text: string): number => {
      const started = performance.now();
      scan(text);
      return performance.now() - started;
    };
    // Read again from each of its beginnings, a megabyte takes minutes.
    for (const secret of ['sk_live_', 'pi_a_secret_', 'whsec_', 'pi_']) assert.ok(time(`x${secret.repeat(1_000_000 / secret.length)}`) < 2000, secret);
  });
});
