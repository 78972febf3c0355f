import assert from 'node:assert/strict';
import fc from 'fast-check';
import { instantOf, kindOf, scaleOf, type TypeKind } from '../../../src/shared/scale';

const order = (kind: TypeKind) => {
  const scale = scaleOf(kind);
  assert.ok(scale);
  return (left: string, right: string): number => {
    const [a, b] = [scale.key(left), scale.key(right)];
    assert.ok(a !== undefined && b !== undefined, `${left} ${right}`);
    return a < b ? -1 : a > b ? 1 : Math.sign(scale.compare(left, right));
  };
};

describe('the kind of a type', () => {
  it('is known by its name alone', () => {
    const types = ['smallint', 'numeric(12,2)', 'double precision', 'oid', 'integer[]', 'date', 'timestamp(3) with time zone', 'time without time zone', 'interval', 'jsonb', 'bytea', 'boolean', 'numeric_code', 'character varying'];
    assert.deepEqual(types.map(kindOf), ['number', 'number', 'number', 'number', 'array', 'instant', 'instant', 'time', 'duration', 'json', 'bytes', 'boolean', 'text', 'text']);
  });
});

describe('the order of numbers', () => {
  const compare = order('number');

  it('is exact far beyond 2^53, and to the last decimal', () => {
    assert.equal(compare('9007199254740993', '9007199254740992'), 1);
    assert.equal(compare('-9223372036854775808', '-9223372036854775807'), -1);
    assert.equal(compare('0.10000000000000000000000000000000000001', '0.1'), 1);
    assert.equal(compare(`1${'0'.repeat(400)}1`, `1${'0'.repeat(400)}0`), 1);
    assert.equal(compare(`-1${'0'.repeat(400)}`, '-Infinity'), 1);
  });

  it('takes different texts of one number as equal', () => {
    for (const [left, right] of [['1.50', '1.5'], ['-0', '0'], ['0.00', '0'], ['1e3', '1000'], ['+7', '7'], ['12e-1', '1.2']] as const) assert.equal(compare(left, right), 0, `${left} ${right}`);
  });

  it('puts NaN behind Infinity, as the server does', () => {
    assert.deepEqual(['NaN', '-1', 'Infinity', '-Infinity', '1e300'].sort(compare), ['-Infinity', '-1', '1e300', 'Infinity', 'NaN']);
  });

  it('is that of the integers themselves', () => {
    fc.assert(fc.property(fc.bigInt(), fc.bigInt(), (a, b) => assert.equal(compare(a.toString(), b.toString()), a < b ? -1 : a > b ? 1 : 0)));
  });

  it('knows what is no number', () => {
    for (const text of ['', '•••', '1,2', '0x10', '1 2', '--1', '.']) assert.equal(scaleOf('number')?.key(text), undefined, text);
  });
});

describe('the order of moments', () => {
  const compare = order('instant');

  it('goes by the instant, not by the text', () => {
    assert.equal(compare('2026-10-25 02:30:00+02', '2026-10-25 02:10:00+01'), -1);
    assert.equal(compare('2026-10-01 14:00:00+00', '2026-10-01 16:00:00+02'), 0);
    assert.equal(compare('2026-10-01 14:00:00.000002+00', '2026-10-01 14:00:00.000001+00'), 1);
  });

  it('reaches from BC to the end of the calendar, and infinity', () => {
    const moments = ['infinity', '294276-12-31 23:59:59.999999+00', '294276-12-31 23:59:59.999998+00', '2026-01-01', '0001-01-01', '0001-12-31 BC', '0044-03-15 BC', '4713-01-01 BC', '-infinity'];
    assert.deepEqual(moments.toSorted(compare), moments.toReversed());
  });

  it('counts days as the calendar of JavaScript does', () => {
    fc.assert(fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => assert.equal(instantOf(date.toISOString().slice(0, 19))?.seconds, Math.floor(date.getTime() / 1000))));
  });
});

describe('the order of times and durations', () => {
  it('is that of the server', () => {
    assert.deepEqual(['14:00:00', '09:30:00.5', '23:00:00-05'].sort(order('time')), ['09:30:00.5', '14:00:00', '23:00:00-05']);
    assert.deepEqual(['1 mon', '29 days 23:59:59', '-1 days', '1 year 2 mons', '00:00:01', '-00:00:01', '31 days'].sort(order('duration')), ['-1 days', '-00:00:01', '00:00:01', '29 days 23:59:59', '1 mon', '31 days', '1 year 2 mons']);
  });
});
