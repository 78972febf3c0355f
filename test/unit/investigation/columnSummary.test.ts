import assert from 'node:assert/strict';
import type { Cell } from '../../../src/data/database';
import { columnSummary } from '../../../src/investigation/columnSummary';
import { storedRows } from './stored';

const summaryOf = (type: string, values: readonly Cell[]) => columnSummary(storedRows({ a: type }, values.map((value) => [value])), 0);

describe('the summary of a column', () => {
  it('counts rows, NULL and different values, and finds the ends by type', async () => {
    assert.deepEqual(await summaryOf('text', ['won', 'lost', null, 'won', '']), { rows: 5, nulls: 1, distinct: 3, minimum: '', maximum: 'won', frequent: [['won', 2], ['lost', 1], ['', 1]] });
  });

  it('has the numbers in equal steps, exact at the ends', async () => {
    const { histogram, minimum, maximum } = await summaryOf('bigint', [...Array.from({ length: 24 }, (_, index) => String(index)), '24', '24', null]);
    assert.deepEqual([minimum, maximum], ['0', '24']);
    assert.deepEqual(histogram, [...Array.from({ length: 23 }, () => 1), 3]);
    assert.deepEqual((await summaryOf('bigint', ['9223372036854775807', '9223372036854775806'])).maximum, '9223372036854775807');
  });

  it('has no steps where there is but one value, or an end is infinite', async () => {
    assert.deepEqual(await summaryOf('integer', ['7', '7']), { rows: 2, nulls: 0, distinct: 1, minimum: '7', maximum: '7', frequent: [['7', 2]] });
    assert.equal((await summaryOf('date', ['2026-01-01', 'infinity'])).histogram, undefined);
    assert.equal((await summaryOf('double precision', ['1', 'NaN'])).histogram, undefined);
  });

  it('is of nothing where there is nothing', async () => {
    assert.deepEqual(await summaryOf('integer', [null]), { rows: 1, nulls: 1, distinct: 0, frequent: [] });
    assert.deepEqual(await summaryOf('integer', []), { rows: 0, nulls: 0, distinct: 0, frequent: [] });
  });

  it('names no value where each is there once', async () => {
    assert.deepEqual((await summaryOf('text', Array.from({ length: 100 }, (_, index) => `dp_${index}`))).frequent, []);
  });

  it('finds the ends of moments to the microsecond, wherever they stand', async () => {
    const moments = ['2026-05-01 00:00:00+00', '2026-10-01 00:00:00.000002+00', '2026-01-01 00:00:00.000001+00', '2026-10-01 00:00:00.000001+00', '2026-01-01 00:00:00.000002+00'];
    const { minimum, maximum } = await summaryOf('timestamp with time zone', moments);
    assert.deepEqual([minimum, maximum], ['2026-01-01 00:00:00.000001+00', '2026-10-01 00:00:00.000002+00']);
  });

  it('cuts long values', async () => {
    assert.equal((await summaryOf('text', ['x'.repeat(5000)])).maximum?.length, 200);
  });
});
