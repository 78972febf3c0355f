import assert from 'node:assert/strict';
import { decodeText } from '../../../src/investigation/encoding';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('a file’s bytes', () => {
  it('decode with their byte order mark, and with characters of every length', () => {
    assert.deepEqual(decodeText(new TextEncoder().encode('\uFEFFé€💶\r\n')), { ok: true, value: '\uFEFFé€💶\r\n' });
    assert.deepEqual(decodeText(bytes()), { ok: true, value: '' });
  });

  for (const [what, content] of [
    ['with a mark', bytes(0xff, 0xfe, 0x2d, 0)],
    ['big-endian with a mark', bytes(0xfe, 0xff, 0, 0x2d)],
    ['without a mark', Buffer.from('-- %%\nselect 1', 'utf16le')],
    ['big-endian without a mark', Buffer.from('-- %%\nselect 1', 'utf16le').swap16()],
  ] as const) {
    it(`in UTF-16 ${what} are refused`, () => {
      const decoded = decodeText(content);
      assert.ok(!decoded.ok);
      assert.equal(decoded.failure.message, 'This file is encoded in UTF-16. Save it as UTF-8 to open it as an investigation.');
    });
  }

  for (const [what, content, line] of [
    ['Latin-1', Buffer.from('-- a\n-- b\nselect \'é\'\n', 'latin1'), 3],
    ['a character cut at the end', bytes(0x61, 0x0a, 0xe2, 0x82), 2],
    ['a stray byte at the start', bytes(0x80, 0x0a), 1],
  ] as const) {
    it(`with ${what} are refused, with the line`, () => {
      const decoded = decodeText(content);
      assert.ok(!decoded.ok);
      assert.equal(decoded.failure.message, `This file is not UTF-8: line ${line} holds bytes of another encoding. Save it as UTF-8 to open it as an investigation.`);
    });
  }
});
