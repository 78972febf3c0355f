import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exponentOf, formatMoney } from '../../../src/domain/money';

describe('money in words', () => {
  const amounts: readonly (readonly [amount: bigint, currency: string, text: string])[] = [
    [123456n, 'usd', '1,234.56 USD'],
    [-7550n, 'eur', '-75.50 EUR'],
    [5n, 'usd', '0.05 USD'],
    [-5n, 'usd', '-0.05 USD'],
    [0n, 'usd', '0.00 USD'],
    [500n, 'jpy', '500 JPY'],
    [5120n, 'kwd', '5.120 KWD'],
    [500n, 'isk', '5.00 ISK'],
    [1234n, 'xyz', '1234 XYZ (minor units)'],
    [9223372036854775807n, 'usd', '92,233,720,368,547,758.07 USD'],
    [123456789n, 'clp', '123,456,789 CLP'],
  ];
  for (const [amount, currency, text] of amounts) it(`says ${text}`, () => assert.equal(formatMoney({ amount, currency }), text));

  it('holds krónur with two decimals by the API and none by ISO 4217', () => {
    assert.equal(formatMoney({ amount: 500n, currency: 'isk' }, 'api'), '5.00 ISK');
    assert.equal(formatMoney({ amount: 500n, currency: 'isk' }, 'iso'), '500 ISK');
  });

  it('loses no digit and no sign of any amount in any currency', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom('usd', 'jpy', 'kwd', 'isk', 'xyz'), (amount, currency) => {
        const [text = ''] = formatMoney({ amount, currency }).split(' ');
        assert.equal(BigInt(text.replace(/[,.]/g, '')), amount);
        assert.equal(text.split('.')[1]?.length ?? 0, exponentOf(currency) ?? 0);
      }),
    );
  });
});
