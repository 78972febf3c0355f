import assert from 'node:assert/strict';
import { chmodSync, chownSync, copyFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SslMode } from '../../../src/data/node/postgres/address';
import { withPostgres } from '../servers';
import { failureOf, rowsOf, run, until } from './collect';

// A server's certificate for "localhost", and the authority that signed it, made for these tests alone; they are valid for a century.
const certificates = path.resolve('test/data/node/certificates');
const sslrootcert = path.join(certificates, 'ca.pem');

withPostgres('A server that speaks TLS', '', (server) => {
  const reload = async (ssl: 'on' | 'off'): Promise<void> => {
    await server.admin.query('select pg_reload_conf()');
    await until(async () => (await server.admin.query<{ ssl: string }>('show ssl')).rows[0]?.ssl === ssl, `ssl is ${ssl}`);
  };

  before(async () => {
    const { rows } = await server.admin.query<{ data_directory: string }>('show data_directory');
    const folder = rows[0]?.data_directory ?? '';
    for (const file of ['server.pem', 'server.key']) {
      const target = path.join(folder, file);
      copyFileSync(path.join(certificates, file), target);
      // The server takes a key only if it is its own and nobody else may read it.
      chmodSync(target, 0o600);
      chownSync(target, statSync(folder).uid, statSync(folder).gid);
    }
    for (const setting of ["ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'", 'ssl = on']) await server.admin.query(`alter system set ${setting}`);
    await reload('on');
  });
  after(async () => {
    await server.admin.query('alter system reset all');
    await reload('off');
  });

  const isEncrypted = async (ssl: SslMode, more: { readonly host?: string; readonly sslrootcert?: string } = {}) => (await rowsOf(server.open({ ssl, ...more }), 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'))[0]?.[0];

  it('is spoken to by the words of libpq', async () => {
    assert.equal(await isEncrypted('disable'), 'f');
    assert.equal(await isEncrypted('allow'), 'f');
    assert.equal(await isEncrypted('prefer'), 't');
    assert.equal(await isEncrypted('require'), 't');
    assert.equal(await isEncrypted('verify-ca', { sslrootcert }), 't');
    assert.equal(await isEncrypted('verify-full', { sslrootcert, host: 'localhost' }), 't');
  });

  it('is not trusted with another name, or by an unknown authority', async () => {
    for (const [ssl, more] of [
      ['verify-full', { sslrootcert }],
      ['verify-full', { host: 'localhost' }],
      ['verify-ca', {}],
    ] as const) {
      const failure = failureOf(await server.open({ ssl, ...more }).describe());
      assert.match(failure.message, /^The server's TLS certificate was not accepted/, ssl);
    }
  });

  it('gets a cancel over TLS too', async () => {
    const database = server.open({ ssl: 'verify-full', sslrootcert, host: 'localhost' });
    const abort = new AbortController();
    const answer = run(database, "select pg_sleep(30), 'over TLS'", { signal: abort.signal });
    const running = async () => (await server.admin.query("select from pg_stat_activity where state = 'active' and query = $1", ["select pg_sleep(30), 'over TLS'"])).rowCount;
    await until(async () => (await running()) === 1, 'the statement runs');
    const asked = performance.now();
    abort.abort();
    assert.equal(failureOf(await answer).kind, 'cancelled');
    assert.ok(performance.now() - asked < 3000, 'By a cancel, not by giving up the session');
    assert.equal(await running(), 0);
    assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
  });
});
