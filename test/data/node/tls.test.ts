import assert from 'node:assert/strict';
import { chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { serialize } from 'pg-protocol';
import type { PostgresOptions } from '../../../src/data/node/postgres';
import type { SslMode } from '../../../src/data/serverAddress';
import { connectFailureOf } from '../../../src/data/node/failures';
import { withPostgres } from '../servers';
import { createAuthority, type Certificate } from './certificates';
import { failureOf, rowsOf, run, until, valueOf } from './collect';

const authority = createAuthority('Casebook tests');
const stranger = createAuthority('Somebody else');
const localhost = authority.issue({ name: 'localhost', hosts: ['localhost'] });

withPostgres('A server that speaks TLS', "create role certified login", (server) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-tls-'));
  const file = (name: string, content: string): string => {
    const made = path.join(folder, name);
    writeFileSync(made, content, { mode: 0o600 });
    return made;
  };
  const sslrootcert = file('ca.pem', authority.certificate);
  const foreign = file('foreign.pem', stranger.certificate);
  let access: { readonly file: string; readonly before: string };

  const setting = async (name: string): Promise<string> => (await server.admin.query<Record<string, string>>(`show ${name}`)).rows[0]?.[name] ?? '';
  /** The server takes a key only if it is its own and nobody else may read it. */
  const give = async ({ certificate, key }: Certificate): Promise<void> => {
    const data = await setting('data_directory');
    for (const [name, content] of [['server.pem', certificate], ['server.key', key], ['ca.pem', authority.certificate]] as const) {
      const target = path.join(data, name);
      writeFileSync(target, content, { mode: 0o600 });
      chownSync(target, statSync(data).uid, statSync(data).gid);
    }
    await server.admin.query('select pg_reload_conf()');
  };
  const shown = async (): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(server.address.port, server.address.host, () => socket.write(serialize.requestSsl()));
      socket.on('error', reject).once('data', () => {
        const secure = connectTls({ socket, rejectUnauthorized: false }, () => {
          resolve(secure.getPeerX509Certificate()?.serialNumber ?? '');
          secure.destroy();
        });
        secure.on('error', reject);
      });
    });
  const reload = async (ssl: 'on' | 'off'): Promise<void> => {
    await server.admin.query('select pg_reload_conf()');
    await until(async () => (await setting('ssl')) === ssl, `ssl is ${ssl}`);
  };

  before(async () => {
    const hba = await setting('hba_file');
    access = { file: hba, before: readFileSync(hba, 'utf8') };
    writeFileSync(hba, `hostssl all certified 127.0.0.1/32 cert\nhost all certified 127.0.0.1/32 reject\n${access.before}`);
    for (const change of ["ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'", "ssl_ca_file = 'ca.pem'", 'ssl = on']) await server.admin.query(`alter system set ${change}`);
    await give(localhost);
    await reload('on');
  });
  after(async () => {
    writeFileSync(access.file, access.before);
    await server.admin.query('alter system reset all');
    await reload('off');
    rmSync(folder, { recursive: true });
  });

  const open = (ssl: SslMode, more: Partial<PostgresOptions> = {}) => server.open({ ssl, ...more });
  const isEncrypted = async (ssl: SslMode, more: Partial<PostgresOptions> = {}) => (await rowsOf(open(ssl, more), 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'))[0]?.[0];

  it('is spoken to by the words of libpq', async () => {
    assert.equal(await isEncrypted('disable'), 'f');
    assert.equal(await isEncrypted('allow'), 'f');
    assert.equal(await isEncrypted('prefer'), 't');
    assert.equal(await isEncrypted('require'), 't');
    assert.equal(await isEncrypted('verify-ca', { sslrootcert }), 't');
    assert.equal(await isEncrypted('verify-full', { sslrootcert, host: 'localhost' }), 't');
  });

  it('is not trusted with another name, or by an unknown authority', async () => {
    for (const [ssl, more, says] of [
      ['verify-full', { sslrootcert }, /altnames|cert's/],
      ['verify-full', { host: 'localhost' }, /local issuer|self-signed|first certificate/],
      ['verify-ca', {}, /local issuer|self-signed|first certificate/],
      ['verify-ca', { sslrootcert: foreign }, /local issuer|self-signed|first certificate/],
      ['require', { sslrootcert: foreign }, /local issuer|self-signed|first certificate/],
    ] as const) {
      const failure = failureOf(await open(ssl, more).describe());
      assert.match(failure.message, /^The server's TLS certificate was not accepted/, ssl);
      assert.match(failure.message, says, ssl);
    }
  });

  it('is not trusted with a certificate that has expired', async () => {
    const before = await shown();
    await give(authority.issue({ name: 'localhost', hosts: ['localhost'], until: '20250101' }));
    await until(async () => (await shown()) !== before, 'the server shows it');
    const failure = failureOf(await open('verify-full', { sslrootcert, host: 'localhost' }).describe());
    assert.equal(failure.message, "The server's TLS certificate was not accepted: certificate has expired");
    assert.equal(await isEncrypted('require'), 't');
    await give(localhost);
    await until(async () => (await shown()) === before, 'the server shows the valid one again');
  });

  it('lets in whom a client certificate names, and nobody else', async () => {
    const certificateOf = (name: string): Partial<PostgresOptions> => {
      const made = authority.issue({ name });
      return { user: 'certified', password: undefined, sslrootcert, sslcert: file(`${name}.pem`, made.certificate), sslkey: file(`${name}.key`, made.key) };
    };
    assert.deepEqual(await rowsOf(open('verify-ca', certificateOf('certified')), 'select current_user, client_dn from pg_stat_ssl where pid = pg_backend_pid()'), [['certified', '/CN=certified']]);
    for (const more of [certificateOf('another'), { user: 'certified', password: undefined, sslrootcert }]) {
      const failure = failureOf(await open('verify-ca', more).describe());
      assert.deepEqual([failure.kind, failure.message], ['authentication', 'The server does not let this user in.']);
    }
  });

  it('gets a cancel over TLS too', async () => {
    const database = open('verify-full', { sslrootcert, host: 'localhost' });
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

  describe('with somebody in the middle, whose certificate is as good', () => {
    const theirs = authority.issue({ name: 'localhost', hosts: ['localhost'] });
    let middle: Server;
    let port: number;
    const sockets = new Set<Socket>();

    /** Ends the client's TLS and speaks TLS to the server. */
    const join = (client: Socket): void => {
      const beyond = connect(server.address.port, server.address.host);
      for (const socket of [client, beyond]) sockets.add(socket.on('error', () => undefined));
      client.once('data', () => {
        client.write('S');
        const near = new TLSSocket(client, { isServer: true, cert: theirs.certificate, key: theirs.key });
        beyond.write(serialize.requestSsl());
        beyond.once('data', () => {
          const far = connectTls({ socket: beyond, rejectUnauthorized: false });
          for (const socket of [near, far]) socket.on('error', () => undefined);
          near.pipe(far).pipe(near);
        });
      });
    };
    before(async () => {
      middle = createServer(join);
      await new Promise<void>((resolve) => middle.listen(0, '127.0.0.1', resolve));
      ({ port } = middle.address() as AddressInfo);
    });
    after(() => {
      for (const socket of sockets) socket.destroy();
      middle.close();
    });

    it('no password is taken, since it is bound to the certificate (SCRAM-SHA-256-PLUS)', async () => {
      valueOf(await open('verify-full', { sslrootcert, host: 'localhost' }).describe());
      const { kind, message, detail } = failureOf(await open('verify-full', { sslrootcert, host: 'localhost', port }).describe());
      assert.deepEqual({ kind, message, detail }, { kind: 'authentication', message: 'Somebody between here and the server speaks TLS in its name, so the server took no password.', detail: 'SCRAM channel binding check failed' });
    });
  });

  it('that cannot prove that it knows the password is not believed', () => {
    const { kind, message } = connectFailureOf(new Error('SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match'));
    assert.deepEqual([kind, message], ['authentication', 'The server did not prove that it knows this password, so it may not be the one that it seems.']);
  });
});
