import assert from 'node:assert/strict';
import { decodeDescription, withoutPassword } from '../../../../src/features/connections/description';

describe('a connection from settings', () => {
  for (const [given, message] of [
    [{ host: 'db' }, /^name: /],
    [{ name: 'a', host: 'db', port: '5432' }, /^port: /],
    [{ name: 'a', host: 'db', port: 70_000 }, /^port: /],
    [{ name: 'a', host: 'db', ssl: 'yes' }, /^ssl: /],
    [{ name: 'a' }, /needs a "url" or a "host"/],
    ['replica', /expected/i],
  ] as const) {
    it(`names what is wrong in ${JSON.stringify(given)}`, () => {
      const decoded = decodeDescription(given);
      assert.ok(!decoded.ok);
      assert.match(decoded.failure.message, message);
    });
  }

  it('keeps what it knows and drops what it does not', () => {
    assert.deepEqual(decodeDescription({ name: 'replica', host: 'db', port: 5432, colour: 'red' }), { ok: true, value: { name: 'replica', host: 'db', port: 5432 } });
  });

  it('takes the password out of the URL, decoded, so that it never reaches settings', () => {
    assert.deepEqual(withoutPassword({ name: 'a', url: 'postgres://me:p%40ss@db:5432/disputes?sslmode=require' }), {
      description: { name: 'a', url: 'postgres://me@db:5432/disputes?sslmode=require' },
      password: 'p@ss',
    });
  });

  it('takes a password given beside the URL', () => {
    assert.deepEqual(withoutPassword({ name: 'a', host: 'db', password: 'secret' }), { description: { name: 'a', host: 'db' }, password: 'secret' });
  });
});
