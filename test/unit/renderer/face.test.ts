import assert from 'node:assert/strict';
import { faceLabel, facesOf, hoverOf, inUtc, shownText, type Face } from '../../../src/renderer/face';

const facesFor = (columns: Readonly<Record<string, string>>): Face[] => facesOf({ columns: Object.entries(columns).map(([name, type]) => ({ name, type })), masked: [] });
const shown = (columns: Readonly<Record<string, string>>, values: readonly (string | null)[]) => facesFor(columns).map((face, column) => shownText(face, values, column));

describe('an amount', () => {
  it('is shown with the currency beside it', () => {
    assert.deepEqual(shown({ amount: 'bigint', currency: 'text' }, ['123456', 'usd']), ['1,234.56 USD', 'usd']);
    assert.deepEqual(shown({ currency: 'text', fee: 'integer', net: 'integer' }, ['jpy', '500', '-20']), ['jpy', '500 JPY', '-20 JPY']);
  });

  it('takes the nearest of two currencies', () => {
    assert.deepEqual(shown({ currency: 'text', id: 'text', amount: 'bigint', settled_currency: 'text' }, ['usd', 'x', '100', 'eur'])[2], '1.00 EUR');
  });

  it('is raw where no currency stands beside it, or none in this row', () => {
    assert.deepEqual(shown({ amount: 'bigint' }, ['123456']), ['123456']);
    assert.deepEqual(shown({ amount: 'bigint', currency: 'text' }, ['123456', null]), ['123456', null]);
    assert.deepEqual(shown({ amount: 'bigint', currency: 'text' }, ['123456', '•••']), ['123456', '•••']);
    assert.deepEqual(shown({ amount: 'bigint', currency: 'text' }, [null, 'usd']), [null, 'usd']);
  });

  it('says that it is in minor units where the currency is unknown', () => {
    assert.equal(shown({ amount: 'bigint', currency: 'text' }, ['100', 'qqq'])[0], '100 QQQ (minor units)');
  });

  it('is not what counts rows, or has been divided already', () => {
    assert.deepEqual(shown({ total: 'bigint', amount_count: 'bigint', fee_rate: 'numeric', currency: 'text' }, ['12', '7', '3', 'usd']), ['12', '7', '3', 'usd']);
    assert.deepEqual(shown({ amount: 'numeric', total: 'numeric', currency: 'text' }, ['12.3400000000000000', '1200', 'usd']), ['12.3400000000000000', '12.00 USD', 'usd']);
  });

  it('is shown as stored where the user wants it', () => {
    const [face] = facesFor({ amount: 'bigint', currency: 'text' });
    assert.ok(face);
    assert.equal(faceLabel(face), 'bigint, as money');
    assert.equal(hoverOf(face, ['100', 'usd'], 0), 'Stored as 100');
    face.asStored = true;
    assert.equal(shownText(face, ['100', 'usd'], 0), '100');
    assert.equal(faceLabel(face), 'bigint');
  });
});

describe('a moment', () => {
  it('is shown in UTC, to the microsecond', () => {
    assert.equal(inUtc('2026-03-01 01:30:00.123456+02'), '2026-02-28 23:30:00.123456+00');
    assert.equal(inUtc('2024-12-31 22:00:00-05:30'), '2025-01-01 03:30:00+00');
  });

  it('stays as it is in UTC, without an offset, and where no calendar reaches', () => {
    for (const text of ['2026-03-01 01:30:00+00', '2026-03-01 01:30:00', '2026-03-01', 'infinity', '-infinity', '0044-03-15 12:00:00+01 BC', '20260-03-01 01:30:00+02', 'masked']) assert.equal(inUtc(text), text);
  });

  it('says the local time on hover', () => {
    const [face] = facesFor({ created_at: 'timestamp with time zone' });
    assert.ok(face);
    assert.match(hoverOf(face, ['2026-03-01 01:30:00+00'], 0) ?? '', /2026.* your time \(.+\)$/);
    assert.equal(hoverOf(face, ['infinity'], 0), undefined);
    assert.equal(hoverOf(face, [null], 0), undefined);
  });
});

describe('a type', () => {
  it("has PostgreSQL's shorter name, and says when it is masked", () => {
    assert.deepEqual(facesFor({ a: 'timestamp(3) with time zone', b: 'character varying(20)[]' }).map(faceLabel), ['timestamptz(3)', 'varchar(20)[]']);
    assert.deepEqual(facesOf({ columns: [{ name: 'email', type: 'text' }], masked: ['email'] }).map(faceLabel), ['text, masked']);
  });
});
