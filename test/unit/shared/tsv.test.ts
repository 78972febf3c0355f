import assert from 'node:assert/strict';
import { toTsv } from '../../../src/shared/tsv';

describe('copied cells', () => {
  it('are one value as it is', () => {
    assert.equal(toTsv([['{"a": "b"}\n']]), '{"a": "b"}\n');
    assert.equal(toTsv([[null]]), '');
  });

  it('are lines with tabs between, quoted where they must be', () => {
    assert.equal(toTsv([['a', null, ''], ['tab\there', 'two\nlines', 'a "quote"']]), 'a\t\t\n"tab\there"\t"two\nlines"\t"a ""quote"""');
  });
});
