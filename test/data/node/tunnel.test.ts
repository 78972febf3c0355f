import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Server, utils, type Connection } from 'ssh2';
import { bastionOf, type HostKeys } from '../../../src/data/node/tunnel';
import { withPostgres } from '../servers';
import { run, until } from './collect';

/** Of the pairs that ssh2 makes, it cannot read one in 150 itself. */
function keyPair(): { readonly private: string; readonly public: string } {
  const pair = utils.generateKeyPairSync('ed25519');
  return utils.parseKey(pair.private) instanceof Error ? keyPair() : pair;
}
const hostKey = (): string => keyPair().private;

withPostgres('a server behind an SSH host', 'create table t (a int); insert into t values (1)', (server) => {
  const user = keyPair();
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-ssh-'));
  const identityFile = path.join(folder, 'id');
  let bastion: Server;
  const clients = new Set<Connection>();
  let pins: Map<string, string>;
  const hostKeys: HostKeys = { get: (host) => pins.get(host), set: (host, key) => Promise.resolve(void pins.set(host, key)) };

  /** A bastion that lets the user's key in and forwards whatever is asked for. */
  const startBastion = async (key: string, port = 0): Promise<number> => {
    const allowed = utils.parseKey(user.public);
    assert.ok(!(allowed instanceof Error));
    bastion = new Server({ hostKeys: [key] }, (client) => {
      clients.add(client);
      client.on('error', () => undefined).on('close', () => clients.delete(client));
      client.on('authentication', (attempt) => {
        const known = attempt.method === 'publickey' && attempt.key.data.equals(allowed.getPublicSSH());
        const proven = known && (!attempt.signature || !attempt.blob || allowed.verify(attempt.blob, attempt.signature, attempt.hashAlgo));
        if (proven) attempt.accept();
        else attempt.reject(['publickey']);
      });
      client.on('tcpip', (accept, reject, { destIP, destPort }) => {
        const target = connect(destPort, destIP);
        target.once('error', () => reject());
        target.once('connect', () => {
          const channel = accept();
          channel.on('error', () => target.destroy());
          target.on('error', () => channel.destroy());
          channel.pipe(target).pipe(channel);
        });
      });
    });
    await new Promise<void>((resolve) => bastion.listen(port, '127.0.0.1', resolve));
    return (bastion.address() as AddressInfo).port;
  };

  /** The bastion goes away, with whoever is on it. */
  const stopBastion = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => void bastion.close(() => resolve()));
    for (const client of clients) client.end();
    await closed;
  };

  let key: string;
  let port: number;
  before(() => {
    writeFileSync(identityFile, user.private, { mode: 0o600 });
    key = hostKey();
  });
  beforeEach(async () => {
    pins = new Map();
    port = await startBastion(key);
  });
  afterEach(stopBastion);
  after(() => rmSync(folder, { recursive: true }));

  const through = (more: object = {}) => server.open({ bastion: bastionOf({ host: '127.0.0.1', port, user: 'me', identityFile, ...more }, hostKeys, {}) });
  const question = { name: 'tunnel', sql: 'select a from t', parameters: [], origin: 'lookup' } as const;

  it('answers through it, and its key is pinned', async () => {
    const database = through();
    const answer = await database.ask(question);
    assert.deepEqual(answer.ok && answer.value.rows, [['1']]);
    assert.deepEqual([...pins.keys()], [`127.0.0.1:${port}`]);
    await database.close();
  });

  it('is cancelled through it, and nothing runs on afterwards', async () => {
    const database = through();
    const stop = new AbortController();
    const running = run(database, 'select pg_sleep(60)', { timeout: 60_000, signal: stop.signal });
    const active = async (): Promise<string | undefined> => (await server.admin.query<{ count: string }>("select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()")).rows[0]?.count;
    while ((await active()) === '0');
    stop.abort();
    const ended = await running;
    assert.equal(!ended.ok && ended.failure.kind, 'cancelled');
    assert.equal(await active(), '0');
    await database.close();
  });

  it('that shows another key than before is refused, and says both', async () => {
    const database = through();
    assert.ok((await database.ask(question)).ok);
    await database.close();
    await stopBastion();
    await startBastion(hostKey(), port);
    const refused = await through().ask(question);
    assert.ok(!refused.ok);
    assert.equal(refused.failure.kind, 'authentication');
    assert.match(refused.failure.message, /shows another key than before/);
    assert.match(refused.failure.detail ?? '', /^Known: SHA256:\S+\. Shown now: SHA256:\S+\.$/);
  });

  it('that accepts none of the keys says so', async () => {
    const stranger = path.join(folder, 'stranger');
    writeFileSync(stranger, keyPair().private, { mode: 0o600 });
    const refused = await through({ identityFile: stranger }).ask(question);
    assert.equal(!refused.ok && refused.failure.message, `The SSH host 127.0.0.1:${port} accepts none of the keys.`);
  });

  it('is named where its key file is not there, is no key, or nobody listens', async () => {
    const missing = await through({ identityFile: path.join(folder, 'none') }).ask(question);
    assert.match(missing.ok ? '' : missing.failure.message, /^The SSH key file .* cannot be read\.$/);
    writeFileSync(path.join(folder, 'nonsense'), 'nonsense');
    const nonsense = await through({ identityFile: path.join(folder, 'nonsense') }).ask(question);
    assert.match(nonsense.ok ? '' : nonsense.failure.message, /cannot be used/);
    const nobody = await through({ port: 1 }).ask(question);
    assert.equal(!nobody.ok && nobody.failure.kind, 'offline');
  });

  it('is opened again after it went away', async () => {
    const database = through();
    assert.ok((await database.ask(question)).ok);
    await stopBastion();
    await startBastion(key, port);
    let answer = await database.ask(question);
    // The loss may be learnt by the first question after it.
    if (!answer.ok) answer = await database.ask(question);
    assert.deepEqual(answer.ok && answer.value.rows, [['1']]);
    await database.close();
  });

  it('is opened anew where its first opening threw', async () => {
    let kept = false;
    const keys: HostKeys = { get: () => undefined, set: () => (kept ? Promise.resolve() : Promise.reject(new Error('The disk is full.'))) };
    const database = server.open({ bastion: bastionOf({ host: '127.0.0.1', port, user: 'me', identityFile }, keys, {}) });
    const failed = await database.ask(question);
    assert.deepEqual(!failed.ok && failed.failure, { kind: 'offline', message: 'The server cannot be reached: The disk is full.' });
    await until(() => clients.size === 0, 'the first one is gone');
    kept = true;
    const answer = await database.ask(question);
    assert.deepEqual(answer.ok && answer.value.rows, [['1']]);
    await database.close();
  });
});
