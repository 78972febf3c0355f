import assert from 'node:assert/strict';
import { piecesOf } from '../../../src/renderer/pieces';

const dispute = 'dp_1PqLmN2eZvKYlo2CabcdEFGH';

describe('what a cell shows', () => {
  it('tells NULL, an empty string and the word NULL apart', () => {
    assert.deepEqual(piecesOf(null), [{ kind: 'mark', text: 'NULL' }]);
    assert.deepEqual(piecesOf(''), [{ kind: 'mark', text: "''" }]);
    assert.deepEqual(piecesOf('NULL'), [{ kind: 'text', text: 'NULL' }]);
  });

  it('sets identifiers apart, in the midst of JSON too', () => {
    assert.deepEqual(piecesOf(dispute), [{ kind: 'identifier', text: dispute }]);
    assert.deepEqual(piecesOf(`{"id": "${dispute}"}`), [
      { kind: 'text', text: '{"id": "' },
      { kind: 'identifier', text: dispute },
      { kind: 'text', text: '"}' },
    ]);
  });

  it('offers no link on a secret', () => {
    const secret = 'pi_1PqLmN2eZvKYlo2CabcdEFGH_secret_abc123';
    assert.deepEqual(piecesOf(secret), [{ kind: 'text', text: secret }]);
  });

  it('makes line ends, direction marks and controls visible and keeps emoji whole', () => {
    assert.deepEqual(piecesOf('a\nb\t\u202Ec\u0007'), [
      { kind: 'text', text: 'a' },
      { kind: 'mark', text: '↵' },
      { kind: 'text', text: 'b' },
      { kind: 'mark', text: '⇥' },
      { kind: 'mark', text: 'U+202E' },
      { kind: 'text', text: 'c' },
      { kind: 'mark', text: 'U+0007' },
    ]);
    assert.deepEqual(piecesOf('👩‍👩‍👧 é'), [{ kind: 'text', text: '👩‍👩‍👧 é' }]);
  });

  it('says how long a cut value is, and shows no more of a long one than fits', () => {
    assert.deepEqual(piecesOf('abc', 20345), [
      { kind: 'text', text: 'abc' },
      { kind: 'mark', text: '… 20,345 characters' },
    ]);
    assert.deepEqual(piecesOf('x'.repeat(1_000_000)), [{ kind: 'text', text: 'x'.repeat(400) }]);
  });
});
