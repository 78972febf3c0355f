import assert from 'node:assert/strict';
import { resolveAddress, type ServerAddress } from '../../../src/data/serverAddress';
import { failureOf, valueOf } from '../../data/node/collect';

describe('An address', () => {
  it('has defaults for what is not said', () => {
    assert.deepEqual(valueOf(resolveAddress({ host: 'localhost' })), { servers: [{ host: 'localhost', port: 5432 }], target: 'any', database: 'postgres', user: 'postgres', ssl: 'prefer', sslrootcert: undefined, sslcert: undefined, sslkey: undefined });
  });

  it('that others could listen to or answer at must prove its name, unless told otherwise', () => {
    for (const host of ['localhost', '127.0.0.1', '::1', '/run/postgresql']) assert.equal(valueOf(resolveAddress({ host })).ssl, 'prefer', host);
    for (const host of ['db', 'db.example', '10.0.0.5', 'localhost.example']) assert.equal(valueOf(resolveAddress({ host })).ssl, 'verify-full', host);
    assert.equal(valueOf(resolveAddress({ host: 'db', ssl: 'prefer' })).ssl, 'prefer');
  });

  it('is read from a URL, and fields go before it', () => {
    const url = 'postgresql://ada:secret@db.example:6432/payments%20live?sslmode=verify-full&sslrootcert=/ca.pem';
    assert.deepEqual(valueOf(resolveAddress({ url })), { servers: [{ host: 'db.example', port: 6432 }], target: 'any', database: 'payments live', user: 'ada', ssl: 'verify-full', sslrootcert: '/ca.pem', sslcert: undefined, sslkey: undefined });
    assert.deepEqual(valueOf(resolveAddress({ url, port: 1, ssl: 'require' })).servers, [{ host: 'db.example', port: 1 }]);
    assert.equal(valueOf(resolveAddress({ url, ssl: 'require' })).ssl, 'require');
    assert.deepEqual(valueOf(resolveAddress({ url: 'postgres:///payments?host=/run/postgresql' })).servers, [{ host: '/run/postgresql', port: 5432 }]);
    assert.deepEqual(valueOf(resolveAddress({ url: 'postgres://[::1]/payments' })).servers, [{ host: '::1', port: 5432 }]);
    const { user, database } = valueOf(resolveAddress({ url: 'postgres://ada@db/payments?user=grace&dbname=ledger' }));
    assert.deepEqual({ user, database }, { user: 'grace', database: 'ledger' });
    assert.deepEqual(valueOf(resolveAddress({ url: 'postgres://%2Frun%2Fpostgresql/payments' })).servers, [{ host: '/run/postgresql', port: 5432 }]);
  });

  it('may name several servers, as libpq has it', () => {
    const servers = (url: string, more: ServerAddress = {}) => valueOf(resolveAddress({ url, ...more })).servers.map(({ host, port }) => `${host} ${port}`);
    assert.deepEqual(servers('postgres://ada:se,cret@one:5433,two,[2001:db8::1]:5434/payments'), ['one 5433', 'two 5432', '2001:db8::1 5434']);
    assert.deepEqual(servers('postgres://localhost:5433/payments?host=/run/postgresql'), ['/run/postgresql 5433']);
    assert.deepEqual(servers('postgres:///payments?host=one,two&port=5433,5434'), ['one 5433', 'two 5434']);
    assert.deepEqual(servers('postgres:///payments?host=one,two&port=6432'), ['one 6432', 'two 6432']);
    assert.deepEqual(servers('postgres://one,two', { port: 6432 }), ['one 6432', 'two 6432']);
    assert.deepEqual(valueOf(resolveAddress({ host: 'one,two' })).servers.length, 2);
    const { user, database, target, ssl } = valueOf(resolveAddress({ url: 'postgres://ada@one,two/payments?target_session_attrs=prefer-standby' }));
    assert.deepEqual({ user, database, target, ssl }, { user: 'ada', database: 'payments', target: 'prefer-standby', ssl: 'verify-full' });
    assert.equal(valueOf(resolveAddress({ url: 'postgres://localhost,127.0.0.1:5433' })).ssl, 'prefer');
    assert.equal(valueOf(resolveAddress({ url: 'postgres://localhost,db' })).ssl, 'verify-full');
  });

  it('may name a user and no host in front', () => {
    for (const [url, host, port] of [
      ['postgres://ada:secret@/payments?host=/cloudsql/project:region:name', '/cloudsql/project:region:name', 5432],
      ['postgres://ada@/payments', 'localhost', 5432],
      ['postgres://ada@:5433/payments', 'localhost', 5433],
      ['postgres://:5433/payments', 'localhost', 5433],
      ['postgres://ada@?host=db', 'db', 5432],
    ] as const) {
      const { servers, user } = valueOf(resolveAddress({ url }));
      assert.deepEqual({ servers, user }, { servers: [{ host, port }], user: url.includes('ada') ? 'ada' : 'postgres' }, url);
    }
    assert.equal(valueOf(resolveAddress({ url: 'postgres://localhost?host=fe80::1%25eth0' })).servers[0]?.host, 'fe80::1%eth0');
  });

  it('whose host holds more than a host, or whose user a password, is refused without quoting it', () => {
    for (const address of [{ host: 'ada:secret@db' }, { host: 'bad host' }, { host: '<secret>' }, { host: 'db:secret' }, { url: 'postgres://db?host=ada:secret@db' }, { url: 'postgres://ada%3Asecret@db/payments' }]) {
      const failure = failureOf(resolveAddress(address));
      assert.equal(failure.kind, 'malformed');
      assert.ok(!failure.message.includes('secret'));
    }
  });

  it('that is none says so, without the password in it', () => {
    for (const url of ['', 'db', 'http://db', 'postgres://a:secret@b:port/c', 'postgres://a:secret@b/c?sslmode=maybe', 'postgres://a:secret@b/c?target_session_attrs=best', 'postgres://a:secret@b,c:port/d', 'postgres://a:secret@b,c:99999999/d', 'postgres://a:secret@b,c:99999/d', 'postgres://a:secret@b/c?port=abc', 'postgres://a:secret@b/c?port=0', 'postgres://a:secret@b,[c/d']) {
      const failure = failureOf(resolveAddress({ url }));
      assert.equal(failure.kind, 'malformed', url);
      assert.ok(!failure.message.includes('secret'));
    }
  });
});
