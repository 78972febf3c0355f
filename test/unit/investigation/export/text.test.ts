import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Cell } from '../../../../src/data/database';
import { createWriter, type ExportFormat, type ExportOptions } from '../../../../src/investigation/export';

const columnsOf = (types: Readonly<Record<string, string>> | readonly (readonly [string, string])[]) => (Array.isArray(types) ? types : Object.entries(types)).map(([name, type]: readonly [string, string]) => ({ name, type, tableId: 0, columnNumber: 0 }));

async function written(format: ExportFormat, types: Parameters<typeof columnsOf>[0], rows: readonly (readonly Cell[])[], options: Partial<ExportOptions> = {}): Promise<string> {
  let text = '';
  const writer = createWriter(format, { write: (chunk) => void (text += String(chunk)) }, { nullText: '', byteOrderMark: false, ...options });
  writer.columns(columnsOf(types));
  for (const row of rows) await writer.rows([row]);
  await writer.end();
  return text;
}

describe('A csv file', () => {
  it('has a line for the names and one for each row, ending in CRLF', async () => {
    assert.equal(await written('csv', { id: 'text', amount: 'bigint' }, [['dp_1', '9007199254740993'], ['dp_2', '-5']]), 'id,amount\r\ndp_1,9007199254740993\r\ndp_2,-5\r\n');
  });

  it('tells NULL from an empty text, whatever stands for NULL', async () => {
    assert.equal(await written('csv', { note: 'text' }, [[null], [''], ['x']]), 'note\r\n\r\n""\r\nx\r\n');
    assert.equal(await written('csv', { note: 'text' }, [[null], ['NULL']], { nullText: 'NULL' }), 'note\r\nNULL\r\n"NULL"\r\n');
  });

  it('tells NULL from a number, and holds to its columns whatever stands for NULL', async () => {
    assert.equal(await written('csv', { n: 'integer' }, [['0'], [null]], { nullText: '0' }), 'n\r\n"0"\r\n0\r\n');
    assert.equal(await written('csv', { a: 'text', b: 'text' }, [[null, 'x']], { nullText: 'n,a' }), 'a,b\r\n"n,a",x\r\n');
    assert.equal(await written('md', { a: 'text' }, [[null]], { nullText: 'a|b' }), '| a |\n| --- |\n| a\\|b |\n');
  });

  it('leaves signs of times and amounts, and trusts no column of numbers', async () => {
    assert.equal(await written('csv', { i: 'interval', d: 'date', m: 'money', n: 'numeric' }, [['-01:00:00', '-infinity', '-$5.00', '=x,"']]), 'i,d,m,n\r\n-01:00:00,-infinity,-$5.00,"\'=x,"""\r\n');
  });

  it('quotes what older servers take for the end', async () => {
    assert.equal(await written('csv', { a: 'text' }, [['\\.']]), 'a\r\n"\\."\r\n');
  });

  it('quotes separators, quotes and line ends', async () => {
    assert.equal(await written('csv', { note: 'text' }, [['a,b'], ['say "hi"'], ['two\nlines']]), 'note\r\n"a,b"\r\n"say ""hi"""\r\n"two\nlines"\r\n');
  });

  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=cmd|\' /C calc\'!A0', '＝1+1']) {
    it(`makes no formula of ${JSON.stringify(formula)}`, async () => {
      const [, line = ''] = (await written('csv', { note: 'text' }, [[formula]])).split('\r\n');
      assert.match(line, /^"?'/);
    });
  }

  it('makes no formula of a column that is named like one', async () => {
    assert.equal(await written('csv', { '=1+1': 'text' }, []), "'=1+1\r\n");
  });

  it('begins with a byte order mark where that is wanted', async () => {
    assert.equal(await written('csv', { a: 'text' }, [], { byteOrderMark: true }), '\uFEFFa\r\n');
  });

  it('has its names alone where there is no row, and blank lines where there is no column', async () => {
    assert.equal(await written('csv', { a: 'text' }, []), 'a\r\n');
    assert.equal(await written('csv', {}, [[], []]), '\r\n\r\n\r\n');
  });

  it('is read back as it was, whatever the values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.option(fc.string({ unit: 'binary' })), fc.option(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '=') })))), async (rows) => {
        const [, ...read] = readCsv(await written('csv', { a: 'text', b: 'text' }, rows));
        const asWritten = (value: string | null): string | null => (value !== null && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value);
        assert.deepEqual(read, rows.map((row) => row.map(asWritten)));
      }),
    );
  });
});

describe('A tsv file', () => {
  it('is separated by tabs, and quotes them', async () => {
    assert.equal(await written('tsv', { a: 'text', b: 'text' }, [['x,y', 'tab\there']]), 'a\tb\r\nx,y\t"tab\there"\r\n');
  });
});

describe('A json file', () => {
  const types = { id: 'integer', amount: 'bigint', rate: 'numeric', won: 'boolean', evidence: 'jsonb', at: 'timestamp with time zone', ratio: 'double precision' };
  const row = ['1', '9007199254740993', '0.10', 't', '{"a": [1, null]}', '2026-11-20 10:00:00+00', 'NaN'];

  it('is one array of objects, exact in any reader', async () => {
    const object = '{"id":1,"amount":"9007199254740993","rate":"0.10","won":true,"evidence":{"a": [1, null]},"at":"2026-11-20 10:00:00+00","ratio":"NaN"}';
    assert.equal(await written('json', types, [row, row]), `[\n${object},\n${object}\n]\n`);
    assert.equal(await written('jsonl', types, [row]), `${object}\n`);
    assert.equal(await written('json', types, []), '[]\n');
  });

  it('tells two columns of one name apart', async () => {
    assert.equal(await written('jsonl', [['id', 'text'], ['id', 'text'], ['id_2', 'text']], [['a', 'b', 'c']]), '{"id":"a","id_3":"b","id_2":"c"}\n');
  });

  it('keeps JSON that masking broke as a text', async () => {
    assert.equal(await written('jsonl', { evidence: 'json' }, [['{"a": •••']]), '{"evidence":"{\\"a\\": •••"}\n');
  });

  it('is JSON whatever the values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.option(fc.string({ unit: 'binary' })), fc.option(fc.json()))), async (rows) => {
        const read: unknown = JSON.parse(await written('json', { note: 'text', evidence: 'jsonb' }, rows));
        assert.deepEqual(read, rows.map(([note, evidence]): unknown => ({ note, evidence: evidence === null ? null : (JSON.parse(evidence) as unknown) })));
      }),
    );
  });
});

describe('A Markdown file', () => {
  it('is a table whose cells hold no markup', async () => {
    assert.equal(await written('md', { note: 'text', amount: 'bigint' }, [['a|b <script> [x](y)\nnext', '5'], [null, null]], { nullText: '∅' }), '| note | amount |\n| --- | --: |\n| a\\|b \\<script\\> \\[x\\](y)<br>next | 5 |\n| ∅ | ∅ |\n');
  });
});

/** RFC 4180; an unquoted empty field is NULL. */
function readCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain === '' ? null : plain) : quoted.replaceAll('""', '"'));
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
