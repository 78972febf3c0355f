import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printJson, readArray, readBytes, readJson } from '../../../src/renderer/nodes';

describe('JSON', () => {
  it('keeps every digit, the order of members, and names that are there twice', () => {
    const text = '{"b": 12345678901234567890.100, "2": null, "1": true, "b": "\\u00e9"}';
    const read = readJson(text);
    assert.ok(read);
    assert.equal(printJson(read), '{\n  "b": 12345678901234567890.100,\n  "2": null,\n  "1": true,\n  "b": "\\u00e9"\n}');
  });

  it('is read wherever JSON.parse reads it, and nowhere else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.json().map((text) => text.slice(1)), fc.string()), (text) => {
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          assert.equal(readJson(text), undefined, text);
          return;
        }
        const read = readJson(text);
        assert.ok(read, text);
        assert.deepEqual(JSON.parse(printJson(read)), parsed);
      }),
    );
  });

  it('that is broken or without an end is none', () => {
    for (const text of ['', '{', '[1,]', '{"a"}', '[1] 2', '{"a":1,}', "['a']", '[1 2]', '[', '"\n"', '['.repeat(100_000)]) assert.equal(readJson(text), undefined, text.slice(0, 20));
  });
});

describe("PostgreSQL's text of an array", () => {
  const read = (text: string): string | undefined => {
    const node = readArray(text);
    return node && printJson(node).replaceAll(/\s+/g, ' ');
  };

  it('is read item by item, NULL apart from the word', () => {
    assert.equal(read('{a,NULL,"NULL","b, \\"c\\"",""}'), '[ a, NULL, "NULL", "b, \\"c\\"", "" ]');
    assert.equal(read('{{1,2},{3,4}}'), '[ [ 1, 2 ], [ 3, 4 ] ]');
    assert.equal(read('[0:1]={5,6}'), '[ 5, 6 ]');
    assert.equal(read('{}'), '[]');
  });

  it('that is broken is none', () => {
    for (const text of ['', '{', '{1', '{1,}', '{1}2', '{"a}', 'a', '{1}}', '•••']) assert.equal(readArray(text), undefined, text);
  });
});

describe('bytes', () => {
  it('are shown in hex and as letters, with their size', () => {
    assert.deepEqual(readBytes('\\x646973707574650d0a00ff7e20313233343536'), {
      size: 19,
      dump: '00000000  64 69 73 70 75 74 65 0d 0a 00 ff 7e 20 31 32 33  dispute....~ 123\n00000010  34 35 36                                         456',
    });
  });

  it('have the size of the whole where they were cut', () => {
    assert.equal(readBytes('\\x646', 2_000_002)?.size, 1_000_000);
    assert.deepEqual(readBytes('\\x'), { size: 0, dump: '' });
  });

  it('are none in another format', () => {
    assert.equal(readBytes('abc\\000'), undefined);
  });
});
