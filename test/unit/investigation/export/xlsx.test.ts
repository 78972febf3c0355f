import assert from 'node:assert/strict';
import { readXlsx } from 'hucre/xlsx';
import type { Cell } from '../../../../src/data/database';
import { createWriter } from '../../../../src/investigation/export';

async function workbook(types: Readonly<Record<string, string>>, batches: readonly (readonly (readonly Cell[])[])[]): Promise<Awaited<ReturnType<typeof readXlsx>>> {
  const chunks: Uint8Array[] = [];
  const writer = createWriter('xlsx', { write: (chunk) => void chunks.push(Buffer.from(chunk)) }, { nullText: '', byteOrderMark: false });
  writer.columns(Object.entries(types).map(([name, type]) => ({ name, type, tableId: 0, columnNumber: 0 })));
  for (const batch of batches) await writer.rows(batch);
  await writer.end();
  return readXlsx(Buffer.concat(chunks));
}

describe('An xlsx file', () => {
  it('holds names and rows, numbers as numbers where a double is exact, else as text', async () => {
    const { sheets } = await workbook({ id: 'text', amount: 'bigint', rate: 'numeric' }, [[['dp_1', '9007199254740993', '0.10']], [['dp_2', '-500', null]]]);
    assert.deepEqual(sheets[0]?.rows, [['id', 'amount', 'rate'], ['dp_1', '9007199254740993', 0.1], ['dp_2', -500, null]]);
  });

  it('makes no formula of a text', async () => {
    const { sheets } = await workbook({ note: 'text' }, [[['=1+1'], ['@SUM(A1)'], ['<b>&amp;</b>']]]);
    assert.deepEqual(sheets[0]?.rows.slice(1), [['=1+1'], ['@SUM(A1)'], ['<b>&amp;</b>']]);
  });

  it('is XML whatever the text, and reads no escape out of it', async () => {
    const { sheets } = await workbook({ note: 'text' }, [[['a\ufffeb\uffff'], ['_x0041_']]]);
    assert.deepEqual(sheets[0]?.rows.slice(1), [['a\ufffdb\ufffd'], ['_x0041_']]);
  });

  it('cuts a text at what Excel holds', async () => {
    const { sheets } = await workbook({ note: 'text' }, [[['x'.repeat(40_000)]]]);
    assert.equal(String(sheets[0]?.rows[1]?.[0]).length, 32_767);
  });

  it('has its names alone where there is no row', async () => {
    assert.deepEqual((await workbook({ a: 'text' }, [])).sheets[0]?.rows, [['a']]);
  });

  it('tells the bringer of rows what the sink refused', async () => {
    const writer = createWriter('xlsx', { write: () => Promise.reject(new Error('full')) }, { nullText: '', byteOrderMark: false });
    writer.columns([{ name: 'a', type: 'text', tableId: 0, columnNumber: 0 }]);
    await assert.rejects(async () => {
      for (let batch = 0; batch < 1000; batch++) await writer.rows(Array.from({ length: 100 }, (_, row) => [crypto.randomUUID() + String(row)]));
      await writer.end();
    }, /full/);
  });
});
