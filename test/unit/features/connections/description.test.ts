import assert from 'node:assert/strict';
import { decodeDescription, isSameRecipient, movedTo, placeOf, problemOfName, problemOfUrl, withoutPassword, withUrl } from '../../../../src/features/connections/description';

describe('a connection from settings', () => {
  for (const [given, message] of [
    [{ host: 'db' }, /^name: /],
    [{ name: 'a', host: 'db', port: '5432' }, /^port: /],
    [{ name: 'a', host: 'db', port: 70_000 }, /^port: /],
    [{ name: 'a', host: 'db', ssl: 'yes' }, /^ssl: /],
    [{ name: 'a', url: 'postgress://db' }, /^url: It begins with "postgress:\/\/"/],
    [{ name: 'a' }, /needs a "url" or a "host"/],
    ['replica', /expected/i],
  ] as const) {
    it(`names what is wrong in ${JSON.stringify(given)}`, () => {
      const decoded = decodeDescription(given);
      assert.ok(!decoded.ok);
      assert.match(decoded.failure.message, message);
    });
  }

  for (const [url, problem] of [
    ['postgres://reader@db:5432/payments', undefined],
    ['postgres://a,b:6432/payments', undefined],
    ['db:5432', 'A PostgreSQL URL begins with "postgres://".'],
    ['', 'A PostgreSQL URL begins with "postgres://".'],
    ['postgress://me:secret@db', 'It begins with "postgress://", and a PostgreSQL URL with "postgres://".'],
    ['postgres://me:secret@db:54x2/payments', '"54x2" is no port.'],
    ['postgres://me:secret@a:70000,b/payments', '"70000" is no port.'],
    ['postgres://a,b:70000/payments', '"70000" is no port.'],
    ['postgres://db/payments?port=abc', '"abc" is no port.'],
    ['postgres://db/payments?sslmode=maybe', '"maybe" is no way to encrypt a connection: use one of disable, allow, prefer, require, verify-ca, verify-full.'],
    ['postgres://me:se/cret@db/payments', 'A "/", "?" or "#" in a password is written as %2F, %3F or %23.'],
    ['postgres://me:secret@d b/payments', 'This is no URL like postgres://user@host:5432/database.'],
  ] as const) {
    it(`says what is wrong with the address ${JSON.stringify(url)}, and no password`, () => assert.equal(problemOfUrl(url), problem));
  }

  it('has a name of its own, and blanks around it make no other one', () => {
    for (const name of ['prod', 'prod ', ' prod', 'odd']) assert.equal(problemOfName(name, ['prod', ' odd']), 'There is one of that name already.', name);
    for (const name of ['', '  ']) assert.equal(problemOfName(name, []), 'It needs a name.');
    assert.equal(problemOfName('production', ['prod']), undefined);
  });

  it('is asked for as one URL, however it was written', () => {
    assert.deepEqual(withUrl({ name: 'a', host: 'db', port: 6432, database: 'my db', user: 'me', production: true }), { name: 'a', production: true, url: 'postgres://me@db:6432/my%20db' });
    assert.deepEqual(withUrl({ name: 'a', url: 'postgres://db', user: 'me' }), { name: 'a', url: 'postgres://db', user: 'me' });
    assert.deepEqual(withUrl({}), {});
  });

  it('keeps what it knows and drops what it does not', () => {
    assert.deepEqual(decodeDescription({ name: 'replica', host: 'db', port: 5432, colour: 'red' }), { ok: true, value: { name: 'replica', host: 'db', port: 5432 } });
  });

  it('takes the password out of the URL, decoded, so that it never reaches settings', () => {
    assert.deepEqual(withoutPassword({ name: 'a', url: 'postgres://me:p%40ss@db:5432/disputes?sslmode=require' }), {
      description: { name: 'a', url: 'postgres://me@db:5432/disputes?sslmode=require' },
      password: 'p@ss',
    });
  });

  it('keeps every server of a URL that names several', () => {
    assert.deepEqual(withoutPassword({ name: 'a', url: 'postgres://me:p%40ss@one:5433,two:5434/disputes?target_session_attrs=prefer-standby' }), {
      description: { name: 'a', url: 'postgres://me@one:5433,two:5434/disputes?target_session_attrs=prefer-standby' },
      password: 'p@ss',
    });
    assert.equal(decodeDescription({ name: 'a', url: 'postgres://one,two/disputes' }).ok, true);
    assert.equal(decodeDescription({ name: 'a', url: 'postgres://one,two:x/disputes' }).ok, false);
  });

  for (const url of ['postgres://ada@h/db?sslpassword=S3CRET', 'postgres://ada@h/db?PASSWORD=S3CRET', 'postgres://ada@h/db?password=a&password=S3CRET', 'postgres://ada@h/db#S3CRET', 'postgres://ada:S3CRET@/db?host=/tmp']) {
    it(`keeps a secret out of settings and screen wherever ${url} has it`, () => {
      const { description } = withoutPassword({ name: 'a', url });
      assert.ok(!JSON.stringify(description).includes('S3CRET'));
      assert.ok(!placeOf(description).includes('S3CRET'));
    });
  }

  it('with a password in its host or its user is refused, and the password is not told', () => {
    for (const given of [{ host: 'ada:S3CRET@h' }, { url: 'postgres://ada%3AS3CRET@h/db' }, { url: 'postgres://h/db?host=ada:S3CRET@h' }]) {
      const decoded = decodeDescription({ name: 'a', ...given });
      assert.ok(!decoded.ok);
      assert.ok(!decoded.failure.message.includes('S3CRET'));
    }
  });

  describe('that is moved', () => {
    const known = { name: 'a', url: 'postgres://ada@prod:5432/pay', ssl: 'disable', acceptRights: true, password: 'p', passwordCommand: 'vault read prod', sslrootcert: '/ca', sslcert: '/c', sslkey: '/k', layout: 'mine', production: true } as const;

    it('to another server or user leaves behind what was given for the old one', () => {
      for (const url of ['postgres://ada@other:5432/pay', 'postgres://grace@prod:5432/pay', 'postgres://ada@prod,other/pay', 'postgres://ada@prod:5432/pay?host=other']) {
        assert.deepEqual(movedTo(url, known), { name: 'a', url, sslrootcert: '/ca', production: true });
      }
    });

    it('to another database of the same server keeps all', () => {
      assert.deepEqual(movedTo('postgres://ada@prod:5432/other', known), { ...known, url: 'postgres://ada@prod:5432/other' });
    });

    it('is encrypted as its new URL says', () => {
      const url = 'postgres://ada@prod:5432/pay?sslmode=verify-full';
      assert.deepEqual(movedTo(url, { name: 'a', url: 'postgres://ada@prod:5432/pay', ssl: 'disable', layout: 'mine' }), { name: 'a', url, layout: 'mine' });
    });

    it('nowhere stays as it is', () => {
      const same = { ...known, url: 'postgres://ada@prod/pay?sslmode=require' };
      assert.deepEqual(movedTo(same.url, same), same);
    });
  });

  it('takes a password given beside the URL', () => {
    assert.deepEqual(withoutPassword({ name: 'a', host: 'db', password: 'secret' }), { description: { name: 'a', host: 'db' }, password: 'secret' });
  });

  it('reads a password whose per cent sign encodes nothing, and one among the parameters', () => {
    assert.equal(withoutPassword({ name: 'a', url: 'postgres://u:100%25@h/db' }).password, '100%');
    assert.equal(withoutPassword({ name: 'a', url: 'postgres://u:100%@h/db' }).password, '100%');
    assert.deepEqual(withoutPassword({ name: 'a', url: 'postgres://u@h/db?password=x&sslmode=require' }), { description: { name: 'a', url: 'postgres://u@h/db?sslmode=require' }, password: 'x' });
  });

  for (const [one, other, same] of [
    [{ url: 'postgres://u@h/db' }, { host: 'h', user: 'u', port: 5432, database: 'another' }, true],
    [{ url: 'postgres://u@h:5432/db' }, { url: 'postgresql://u@h/db?sslmode=require' }, true],
    [{ url: 'postgres://a%20b@h/db' }, { host: 'h', user: 'a b' }, true],
    [{ host: 'h' }, { url: 'postgres://postgres@h' }, true],
    [{ url: 'postgres://u@h/db' }, { url: 'postgres://u@evil/db' }, false],
    [{ url: 'postgres://u@h/db' }, { url: 'postgres://u@h/db?host=evil' }, false],
    [{ url: 'postgres://u@h/db' }, { url: 'postgres://u@h/db?user=other' }, false],
    [{ url: 'postgres://u@h/db' }, { url: 'postgres://u@h:6432/db' }, false],
    [{ url: 'postgres://u@one/db' }, { url: 'postgres://u@one,evil/db' }, false],
    [{ host: 'h', user: 'u' }, { host: 'h', user: 'other' }, false],
    [{ host: 'localhost', ssh: { host: 'bastion' } }, { host: 'localhost', ssh: { host: 'evil' } }, false],
    [{ url: 'http://h' }, { url: 'http://h' }, false],
  ] as const) {
    it(`keeps a password ${same ? 'from' : 'to'} ${JSON.stringify(one)} ${same ? 'for' : 'and away from'} ${JSON.stringify(other)}`, () => {
      assert.equal(isSameRecipient(one, other), same);
    });
  }

  for (const description of [{ host: 'one,two', port: 6432 }, { host: 'h', user: 'a b', database: 'c/d' }, { host: '/run/postgresql', port: 5433 }, { host: '::1' }]) {
    it(`keeps the password of ${JSON.stringify(description)} when it is asked for as one URL`, () => assert.ok(isSameRecipient(description, withUrl(description))));
  }
});
