import assert from 'node:assert/strict';
import { copyFormats, writeRows, type CopyFormat } from '../../../src/shared/clipboard';

const columns = [
  { name: 'id', type: 'text' },
  { name: 'amount', type: 'bigint' },
  { name: 'won', type: 'boolean' },
  { name: 'evidence', type: 'jsonb' },
];
const rows = [
  ["d'p_1", '9007199254740993', 't', '{"a": 1.50}'],
  ['two\nlines | "x", y', null, 'f', null],
  ['', '-5', null, 'masked'],
];
const written = (format: CopyFormat): string => writeRows(format, columns, rows);

describe('copied cells', () => {
  it('are one value as it is', () => {
    assert.equal(writeRows('tsv', [{ name: 'a', type: 'text' }], [['{"a": "b"}\n']]), '{"a": "b"}\n');
    assert.equal(writeRows('tsv', [{ name: 'a', type: 'text' }], [[null]]), '');
  });

  const expected: Readonly<Record<CopyFormat, string>> = {
    tsv: 'd\'p_1\t9007199254740993\tt\t"{""a"": 1.50}"\n"two\nlines | ""x"", y"\t\tf\t\n\t-5\t\tmasked',
    tsvWithNames: 'id\tamount\twon\tevidence\nd\'p_1\t9007199254740993\tt\t"{""a"": 1.50}"\n"two\nlines | ""x"", y"\t\tf\t\n\t-5\t\tmasked',
    csv: 'id,amount,won,evidence\nd\'p_1,9007199254740993,t,"{""a"": 1.50}"\n"two\nlines | ""x"", y",,f,\n"",-5,,masked\n',
    json: '[\n  {"id": "d\'p_1", "amount": 9007199254740993, "won": true, "evidence": {"a": 1.50}},\n  {"id": "two\\nlines | \\"x\\", y", "amount": null, "won": false, "evidence": null},\n  {"id": "", "amount": -5, "won": null, "evidence": "masked"}\n]\n',
    markdown: '| id | amount | won | evidence |\n| --- | --: | --- | --- |\n| d\'p_1 | 9007199254740993 | t | {"a": 1.50} |\n| two<br>lines \\| "x", y | NULL | f | NULL |\n|  | -5 | NULL | masked |\n',
    values: "values\n  ('d''p_1'::text, '9007199254740993'::bigint, 't'::boolean, '{\"a\": 1.50}'::jsonb),\n  ('two\nlines | \"x\", y', null, false, null),\n  ('', -5, null, 'masked')\n",
    in: "in ('d''p_1', 9007199254740993, true, '{\"a\": 1.50}', 'two\nlines | \"x\", y', false, '', -5, 'masked')",
  };
  for (const format of copyFormats) it(`are written as ${format}, NULL apart from an empty text where the format can`, () => assert.equal(written(format), expected[format]));
});

describe('a copied list', () => {
  it('has each value once, and no NULL', () => {
    assert.equal(writeRows('in', [{ name: 'id', type: 'text' }], [['a'], ['b'], [null], ['a']]), "in ('a', 'b')");
  });
});

describe('copied JSON', () => {
  it('names no two members alike, and a number that JSON has not is a text', () => {
    const twice = ['a', 'a', 'a_2'].map((name) => ({ name, type: 'numeric' }));
    assert.equal(writeRows('json', twice, [['1', 'NaN', 'Infinity']]), '[\n  {"a": 1, "a_3": "NaN", "a_2": "Infinity"}\n]\n');
  });
});

describe('copied SQL values', () => {
  it('say their types once, of one character or bit too', () => {
    const types = ['character', 'bit', 'timestamp with time zone', 'record', 'text[]'].map((type) => ({ name: 'a', type }));
    assert.equal(writeRows('values', types, [['abc', '101', '2026-01-01 00:00:00+00', '(1,2)', null]]), "values\n  ('abc'::bpchar, '101'::bit varying, '2026-01-01 00:00:00+00'::timestamp with time zone, '(1,2)', null::text[])\n");
  });

  it('say no type of a masked value, which is none of it', () => {
    assert.equal(writeRows('values', [{ name: 'a', type: 'bigint' }], [['•••']]), "values\n  ('•••')\n");
  });
});

describe('A copy that holds no value', () => {
  it('is still SQL: a list of NULL alone, and a masked value in a column of numbers', () => {
    assert.equal(writeRows('in', [{ name: 'id', type: 'text' }], [[null], [null]]), 'in (null)');
    assert.equal(writeRows('values', [{ name: 'n', type: 'integer' }], [['1'], ['•••']]), "values\n  ('1'::integer),\n  (null /* masked */)\n");
  });
});
