import assert from 'node:assert/strict';
import { Pages } from '../../../src/renderer/pages';
import type { Arrangement } from '../../../src/shared/arrangement';
import type { ResultPayload } from '../../../src/shared/result';
import type { ToHost } from '../../../src/shared/toHost';

const rows = (first: number, count: number) => Array.from({ length: count }, (_, index) => [String(first + index)]);

const payload = (rowCount: number, here: number, columns = 1): ResultPayload => ({
  version: 1,
  columns: Array.from({ length: columns }, (_, index) => ({ name: `c${index}`, type: 'text' })),
  rows: rows(0, here),
  rowCount,
  more: false,
  truncated: [[1, 0, 5000]],
  elapsedMs: 1,
  firstRowMs: 1,
  statement: 0,
  connection: 'sample',
  masked: [],
  resultId: 'result',
});

/** Pages that record what they ask for as `first+count`. */
function pagesOf(first: ResultPayload): { pages: Pages; asked: string[] } {
  const asked: string[] = [];
  const pages = new Pages(first, (message: ToHost) => {
    if (message.kind === 'page') asked.push(`${message.first}+${message.count}`);
  });
  return { pages, asked };
}

describe('the pages of a result', () => {
  it('need none but the first where that is all', () => {
    const { pages, asked } = pagesOf(payload(150, 150));
    pages.want(0, 149);
    assert.deepEqual(asked, []);
    assert.deepEqual(pages.row(149), ['149']);
    assert.equal(pages.row(150), undefined);
  });

  it('are asked for around the view, and found where they belong', () => {
    const { pages, asked } = pagesOf(payload(100_000, 200));
    pages.want(5000, 5020);
    assert.deepEqual(asked, ['4800+200', '5000+200', '5200+200']);
    pages.receive({ kind: 'page', resultId: 'result', view: 0, rowCount: 1_000_000, first: 5000, rows: rows(5000, 200), truncated: [[3, 0, 9000]] });
    assert.deepEqual(pages.row(5003), ['5003']);
    assert.equal(pages.lengthOf(5003, 0), 9000);
    assert.equal(pages.row(4999), undefined);
  });

  it('are asked for one round at a time, the latest wish first', () => {
    const { pages, asked } = pagesOf(payload(100_000, 200));
    pages.want(20_000, 20_010);
    const round = [...asked];
    pages.want(40_000, 40_010);
    pages.want(60_000, 60_010);
    assert.deepEqual(asked, round);
    for (const first of [19_800, 20_000, 20_200]) pages.receive({ kind: 'page', resultId: 'result', view: 0, rowCount: 1_000_000, first, rows: rows(first, 200), truncated: [] });
    pages.want(60_000, 60_010);
    assert.deepEqual(asked.slice(3), ['59800+200', '60000+200', '60200+200']);
  });

  it('complete a first page that was cut at its size', () => {
    const { pages, asked } = pagesOf(payload(1000, 12));
    pages.want(0, 18);
    assert.deepEqual(asked, ['0+200', '200+200']);
    assert.equal(pages.lengthOf(1, 0), 5000);
  });

  it('are asked for again where they were got before their last row', () => {
    const { pages, asked } = pagesOf(payload(250, 200));
    pages.want(0, 18);
    pages.receive({ kind: 'page', resultId: 'result', view: 0, rowCount: 1_000_000, first: 200, rows: rows(200, 50), truncated: [] });
    pages.update(payload(400, 200));
    pages.want(0, 18);
    assert.deepEqual(asked, ['200+200', '200+200']);
  });

  describe('in another order', () => {
    const descending: Arrangement = { sorts: [{ column: 0, descending: true }], filters: [] };
    const filtered: Arrangement = { sorts: [], filters: [{ kind: 'contains', column: 0, text: '9' }] };

    it('start anew, and take nothing that comes late', () => {
      const { pages, asked } = pagesOf(payload(1000, 200));
      pages.arrange(descending);
      assert.deepEqual(asked, ['0+200']);
      assert.ok(pages.isArranging);
      assert.equal(pages.row(0), undefined);
      assert.ok(!pages.receive({ kind: 'page', resultId: 'result', view: 0, rowCount: 1000, first: 0, rows: rows(0, 200), truncated: [] }));
      assert.ok(pages.receive({ kind: 'page', resultId: 'result', view: 1, rowCount: 1000, first: 0, rows: rows(800, 200).toReversed(), truncated: [] }));
      assert.ok(!pages.isArranging);
      assert.deepEqual(pages.row(0), ['999']);
    });

    it('are as many as the filters let through', () => {
      const { pages } = pagesOf(payload(1000, 200));
      pages.arrange(filtered);
      pages.receive({ kind: 'page', resultId: 'result', view: 1, rowCount: 271, first: 0, rows: rows(0, 200), truncated: [] });
      assert.equal(pages.rowCount, 271);
      pages.arrange({ sorts: [], filters: [] });
      assert.equal(pages.rowCount, 1000);
      assert.deepEqual(pages.row(199), ['199']);
    });

    it('are asked for again when more rows have come', () => {
      const { pages, asked } = pagesOf(payload(1000, 200));
      pages.arrange(filtered);
      pages.update(payload(5000, 200));
      assert.deepEqual(asked, ['0+200', '0+200']);
      assert.equal(pages.view, 2);
    });
  });

  it('are smaller of a wide result', () => {
    const { pages, asked } = pagesOf(payload(1000, 12, 1600));
    pages.want(100, 118);
    assert.deepEqual(asked, ['80+20', '100+20', '120+20']);
  });

  it('let the oldest go, so that scrolling through a million rows keeps memory flat', () => {
    const { pages } = pagesOf(payload(1_000_000, 200));
    for (let first = 200; first < 100_000; first += 200) pages.receive({ kind: 'page', resultId: 'result', view: 0, rowCount: 1_000_000, first, rows: rows(first, 200), truncated: [] });
    assert.equal(pages.row(5000), undefined);
    assert.deepEqual(pages.row(99_999), ['99999']);
    assert.deepEqual(pages.row(0), ['0']);
  });
});
