import assert from 'node:assert/strict';
import type { Cell } from '../../../src/data/database';
import { chartOf } from '../../../src/investigation/chart';
import { StoredRows } from '../../../src/investigation/resultStore';
import type { Chart } from '../../../src/shared/chart';
import { suggestCharts } from '../../../src/shared/chart';

function resultOf(types: Readonly<Record<string, string>>, rows: readonly (readonly Cell[])[]): StoredRows {
  const stored = new StoredRows(Object.entries(types).map(([name, type]) => ({ name, type, tableId: 0, columnNumber: 0 })));
  stored.append(rows);
  return stored;
}
function as<Kind extends Chart['kind']>(kind: Kind, chart: Chart): Extract<Chart, { readonly kind: Kind }> {
  assert.equal(chart.kind, kind, chart.kind === 'none' ? chart.reason : undefined);
  return chart as Extract<Chart, { readonly kind: Kind }>;
}

const money = { currency: 'text', total: 'numeric', status: 'text' };

describe('A bar chart', () => {
  it('has a bar for each name and series, in order of appearance, and adds up exactly', async () => {
    const chart = as('bar', await chartOf(resultOf(money, [['usd', '9007199254740993.10', 'won'], ['eur', '5', 'lost'], ['usd', '0.05', 'won'], ['usd', '-1', 'lost']]), { kind: 'bar', x: 'currency', y: 'total', series: 'status' }));
    assert.deepEqual(chart.series, ['won', 'lost']);
    assert.deepEqual(chart.bars.map(({ x, series, yText }) => [x, series, yText]), [['usd', 0, '9007199254740993.15'], ['eur', 1, '5'], ['usd', 1, '-1']]);
    assert.equal(chart.note, undefined);
  });

  it('keeps the largest, and says how many there are', async () => {
    const chart = as('bar', await chartOf(resultOf({ name: 'text', n: 'integer' }, Array.from({ length: 500 }, (_, index) => [`name ${index}`, String(index)])), { kind: 'bar', x: 'name', y: 'n' }));
    assert.deepEqual([chart.bars.length, chart.bars[0]?.x, chart.bars.at(-1)?.x, chart.note], [60, 'name 440', 'name 499', 'The 60 largest of 500 bars are shown.']);
  });

  it('draws series beyond a dozen as one', async () => {
    const chart = as('bar', await chartOf(resultOf({ name: 'text', n: 'integer', of: 'text' }, Array.from({ length: 200 }, (_, index) => ['all', '1', `series ${index}`])), { kind: 'bar', x: 'name', y: 'n', series: 'of' }));
    assert.deepEqual([chart.series.length, chart.series.at(-1), chart.bars.at(-1)], [13, '188 others', { x: 'all', series: 12, y: 188, yText: '188' }]);
  });

  it('shows NULL as a name, and leaves out what has no number', async () => {
    const chart = as('bar', await chartOf(resultOf({ name: 'text', n: 'numeric' }, [[null, '1'], ['a', null], ['b', 'NaN']]), { kind: 'bar', x: 'name', y: 'n' }));
    assert.deepEqual([chart.bars.map(({ x }) => x), chart.note], [['∅'], '2 rows have no value that can be drawn.']);
  });
});

describe('A line chart', () => {
  const types = { at: 'timestamp with time zone', n: 'bigint' };

  it('stands at the moments, in order, with the very values beside', async () => {
    const chart = as('line', await chartOf(resultOf(types, [['2026-10-02 00:00:00+00', '9007199254740993'], ['2026-10-01 00:00:00+00', '1'], ['infinity', '5'], [null, '5']]), { kind: 'line', x: 'at', y: 'n' }));
    assert.deepEqual(chart.points.map(({ x, yText }) => [x, yText]), [[Date.UTC(2026, 9, 1), '1'], [Date.UTC(2026, 9, 2), '9007199254740993']]);
    assert.equal(chart.note, '2 rows have no value that can be drawn.');
  });

  it('of 100,000 points keeps the highest and the lowest of each step', async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [String(index), index === 54_321 ? '1000' : String(index % 10)]);
    const chart = as('line', await chartOf(resultOf({ x: 'integer', y: 'integer' }, rows), { kind: 'line', x: 'x', y: 'y' }));
    assert.ok(chart.points.length <= 4000);
    assert.ok(chart.points.some(({ x, y }) => x === 54_321 && y === 1000));
    assert.equal(chart.note, '4,000 of 100,000 points are drawn.');
  });
});

describe('A scatter chart', () => {
  it('of 100,000 points leaves no place empty that had one', async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [String(index % 1000), String(Math.floor(index / 1000))]);
    const { points } = as('scatter', await chartOf(resultOf({ x: 'integer', y: 'integer' }, [...rows, ['5000', '5000']]), { kind: 'scatter', x: 'x', y: 'y' }));
    assert.ok(points.length <= 4000);
    assert.ok(points.some(({ x, y }) => x === 5000 && y === 5000));
  });
});

describe('A chart of many points', () => {
  it('keeps a point of every series that it names', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [String(index % 50), String(index % 50), 'ok']);
    const { points, series } = as('scatter', await chartOf(resultOf({ x: 'integer', y: 'integer', of: 'text' }, [...rows, ['3', '3', 'fraud']]), { kind: 'scatter', x: 'x', y: 'y', series: 'of' }));
    assert.equal(points.filter((point) => series[point.series] === 'fraud').length, 1);
  });

  it('is bounded however many series there are', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => [String(index), '1', `series ${index}`]);
    const { points, note } = as('line', await chartOf(resultOf({ x: 'integer', y: 'integer', of: 'text' }, rows), { kind: 'line', x: 'x', y: 'y', series: 'of' }));
    assert.ok(points.length <= 4000, String(points.length));
    assert.match(note ?? '', /of 50,000 points are drawn/);
  });
});

describe('A histogram', () => {
  it('of values too far apart says so', async () => {
    assert.deepEqual(await chartOf(resultOf({ n: 'double precision' }, [['1e308'], ['-1e308']]), { kind: 'histogram', x: 'n' }), { kind: 'none', reason: 'The values of n lie too far apart to be counted by steps.' });
  });


  it('counts every row once, by steps of a round width', async () => {
    const { bins } = as('histogram', await chartOf(resultOf({ n: 'integer' }, Array.from({ length: 1000 }, (_, index) => [String(index)])), { kind: 'histogram', x: 'n' }));
    assert.deepEqual([bins.reduce((sum, { count }) => sum + count, 0), bins[0]], [1000, { from: 0, to: 50, count: 50 }]);
  });

  it('of one value alone, of none, and of days is one too', async () => {
    assert.deepEqual(as('histogram', await chartOf(resultOf({ n: 'integer' }, [['5'], ['5']]), { kind: 'histogram', x: 'n' })).bins, [{ from: 5, to: 6, count: 2 }]);
    assert.deepEqual(as('histogram', await chartOf(resultOf({ n: 'integer' }, []), { kind: 'histogram', x: 'n' })).bins, []);
    const { bins } = as('histogram', await chartOf(resultOf({ at: 'date' }, Array.from({ length: 28 }, (_, index) => [`2026-10-${String(index + 1).padStart(2, '0')}`])), { kind: 'histogram', x: 'at' }));
    assert.equal((bins[0]?.to ?? 0) - (bins[0]?.from ?? 0), 7 * 86_400_000);
  });
});

describe('A chart that cannot be drawn', () => {
  for (const [specification, reason] of [
    [{ kind: 'bar', x: 'nowhere', y: 'total' }, 'There is no column nowhere. There are: currency, total, status.'],
    [{ kind: 'bar', x: 'currency', y: 'status' }, 'status holds no numbers to draw. Choose another column for y.'],
    [{ kind: 'line', x: 'currency', y: 'total' }, 'currency holds neither numbers nor moments, which this chart needs across. Draw bars instead.'],
    [{ kind: 'pie', x: 'total', y: 'total' }, 'There is no chart pie. Use bar, line, histogram or scatter.'],
  ] as const) {
    it(`says why: ${reason}`, async () => {
      assert.deepEqual(await chartOf(resultOf(money, [['usd', '1', 'won']]), specification), { kind: 'none', reason });
    });
  }
});

describe('The charts that are suggested', () => {
  for (const [types, kinds] of [
    [{ at: 'date', n: 'bigint' }, ['line x=at y=n', 'histogram x=n']],
    [{ currency: 'text', total: 'numeric', status: 'text' }, ['bar x=currency y=total series=status', 'histogram x=total']],
    [{ a: 'integer', b: 'integer' }, ['scatter x=a y=b', 'histogram x=a']],
    [{ id: 'text' }, []],
  ] as const) {
    it(`of ${JSON.stringify(types)} suit the types`, () => {
      const suggested = suggestCharts(Object.entries(types).map(([name, type]) => ({ name, type })));
      assert.deepEqual(suggested.map(({ kind, x, y, series }) => [kind, x && `x=${x}`, y && `y=${y}`, series && `series=${series}`].filter(Boolean).join(' ')), kinds);
    });
  }
});
