import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { bastionOf, type HostKeys } from '../../../src/data/node/tunnel';
import type { Database } from '../../../src/data/database';
import type { PostgresOptions } from '../../../src/data/node/postgres';
import { ask, failureOf, rowsOf, run, until, valueOf } from '../node/collect';
import { freePort } from '../ownServer';
import { withPostgres } from '../servers';
import { withPrograms } from './programs';

withPrograms('Through OpenSSH', ['sshd', 'ssh-keygen', 'ssh-agent', 'ssh-add'], (sshd, keygen, sshAgent, sshAdd) => {
  withPostgres('a server', '', (server) => {
    // Nobody but us may be able to change what sshd reads, up to the root; the folder for temporary files is everybody's, so it does not ask (StrictModes).
    const folder = mkdtempSync(path.join(tmpdir(), 'casebook-sshd-'));
    const at = (name: string): string => path.join(folder, name);
    let port: number;
    let running: ChildProcess | undefined;
    let agent: ChildProcess;
    let pins: Map<string, string>;
    const hostKeys: HostKeys = { get: (host) => pins.get(host), set: (host, key) => Promise.resolve(void pins.set(host, key)) };

    const makeKey = (name: string, type = 'ed25519', passphrase = ''): void => void execFileSync(keygen, ['-q', '-t', type, '-N', passphrase, '-f', at(name)]);
    const listens = (): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.once('error', () => resolve(false)).once('data', () => {
          socket.destroy();
          resolve(true);
        });
      });
    const start = async (hostKey: string, ...more: readonly string[]): Promise<void> => {
      writeFileSync(
        at('sshd_config'),
        [`ListenAddress 127.0.0.1:${port}`, `HostKey ${at(hostKey)}`, `AuthorizedKeysFile ${at('authorized_keys')}`, `PidFile ${at('pid')}`, 'StrictModes no', 'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', ...more].join('\n'),
      );
      running = spawn(sshd, ['-D', '-e', '-f', at('sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      running.stderr?.on('data', (data: Buffer) => (said += data.toString()));
      await until(async () => {
        assert.equal(running?.exitCode, null, said);
        return listens();
      }, 'sshd listens');
    };
    /** Whoever is connected is thrown out too: each connection is a process of its own, the listener's child. */
    const stop = async (): Promise<void> => {
      if (!running?.pid) return;
      const gone = once(running, 'close');
      for (const child of readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8').split(' ').filter(Boolean)) process.kill(Number(child), 'SIGKILL');
      running.kill('SIGKILL');
      await gone;
      running = undefined;
    };

    before(async () => {
      // As root, sshd insists on this folder; Debian makes it when the system starts.
      if (process.getuid?.() === 0 && !existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
      for (const name of ['host', 'another_host', 'user', 'stranger']) makeKey(name);
      makeKey('rsa_user', 'rsa');
      makeKey('locked_user', 'ed25519', 'a passphrase');
      writeFileSync(at('authorized_keys'), ['user', 'rsa_user', 'locked_user'].map((name) => readFileSync(at(`${name}.pub`), 'utf8')).join(''));
      agent = spawn(sshAgent, ['-D', '-a', at('agent')], { stdio: 'ignore' });
      await until(() => existsSync(at('agent')), 'the agent listens');
    });
    beforeEach(async () => {
      pins = new Map();
      port = await freePort();
      await start('host');
    });
    afterEach(stop);
    after(async () => {
      agent.kill();
      await once(agent, 'close');
      rmSync(folder, { recursive: true });
    });

    const tunnelled = (ssh: { readonly identityFile?: string }, environment: Readonly<Record<string, string>>, more: Partial<PostgresOptions> = {}): Database =>
      server.open({ bastion: bastionOf({ host: '127.0.0.1', port, user: userInfo().username, ...ssh }, hostKeys, environment), ...more });
    const through = (key = 'user', more: Partial<PostgresOptions> = {}): Database => tunnelled({ identityFile: at(key) }, {}, more);
    const byAgent = (): Database => tunnelled({}, { SSH_AUTH_SOCK: at('agent') });
    const active = async (marker: string): Promise<number> => (await server.admin.query("select from pg_stat_activity where pid <> pg_backend_pid() and state = 'active' and query like $1", [`%${marker}%`])).rowCount ?? -1;

    it('answers, and the key that is pinned is what ssh-keygen shows', async () => {
      const database = through();
      assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
      const shown = execFileSync(keygen, ['-l', '-f', at('host.pub')], { encoding: 'utf8' }).split(' ')[1];
      assert.deepEqual([...pins], [[`127.0.0.1:${port}`, shown?.replace('SHA256:', '')]]);
      await database.close();
    });

    it('lets an RSA key in, by signatures of today', async () => {
      const database = through('rsa_user');
      assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
      await database.close();
    });

    it('lets in whose key is in the agent alone', async () => {
      execFileSync(sshAdd, ['-q', at('user')], { env: { ...process.env, SSH_AUTH_SOCK: at('agent') }, stdio: 'ignore' });
      const database = byAgent();
      assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
      await database.close();
      execFileSync(sshAdd, ['-q', '-D'], { env: { ...process.env, SSH_AUTH_SOCK: at('agent') }, stdio: 'ignore' });
      assert.equal(failureOf(await ask(byAgent(), 'select 1')).message, `The SSH host 127.0.0.1:${port} accepts none of the keys.`);
    });

    it('denies a stranger in plain words, and says what a key with a passphrase needs', async () => {
      const stranger = failureOf(await ask(through('stranger'), 'select 1'));
      assert.deepEqual(stranger, { kind: 'authentication', message: `The SSH host 127.0.0.1:${port} accepts none of the keys.`, hint: 'Add the key to the agent, or name its file as "identityFile".' });
      const locked = failureOf(await ask(through('locked_user'), 'select 1'));
      assert.deepEqual(locked, { kind: 'authentication', message: 'The SSH key file cannot be used: it has a passphrase or is no private key.', hint: 'Add the key to the agent with ssh-add.' });
      assert.deepEqual([...pins], [], 'Nobody is trusted before he let us in');
    });

    it('is refused once it shows another key', async () => {
      const database = through();
      valueOf(await ask(database, 'select 1'));
      await database.close();
      await stop();
      await start('another_host');
      const failure = failureOf(await ask(through(), 'select 1'));
      assert.deepEqual([failure.kind, failure.message], ['authentication', `The SSH host 127.0.0.1:${port} shows another key than before, so Casebook does not connect.`]);
    });

    it('that forwards nothing says so, and what to ask', async () => {
      await stop();
      await start('host', 'AllowTcpForwarding no');
      const { kind, message, hint } = failureOf(await ask(through(), 'select 1'));
      assert.deepEqual({ kind, message, hint }, {
        kind: 'denied',
        message: `The SSH host 127.0.0.1:${port} does not forward to ${server.address.host}:${server.address.port}.`,
        hint: 'Ask who runs it to allow that ("AllowTcpForwarding" and "PermitOpen" in its sshd_config).',
      });
    });

    it('that reaches nobody there says so', async () => {
      const target = await freePort();
      const database = through('user', { port: target });
      assert.deepEqual(failureOf(await ask(database, 'select 1')), { kind: 'offline', message: `The SSH host 127.0.0.1:${port} does not reach 127.0.0.1:${target}.`, hint: 'Check the host and port, as the SSH host sees them.' });
    });

    it('takes a cancel to the server', async () => {
      const database = through();
      const abort = new AbortController();
      const answer = run(database, "select pg_sleep(30), 'through sshd'", { signal: abort.signal });
      await until(async () => (await active("'through sshd'")) === 1, 'it runs');
      const asked = performance.now();
      abort.abort();
      assert.deepEqual(failureOf(await answer), { kind: 'cancelled', message: 'Cancelled.' });
      assert.ok(performance.now() - asked < 3000, 'By a cancel, not by giving up the session');
      assert.equal(await active("'through sshd'"), 0);
      assert.deepEqual(await rowsOf(database, 'select 1'), [['1']]);
      await database.close();
    });

    it('carries a large result whole, to a slow reader', async () => {
      const database = through();
      let bytes = 0;
      const result = await database.run(
        { sql: "select repeat('x', 10000) from generate_series(1, 3000)", parameters: [], origin: 'cell', limit: 10_000, timeout: 30_000 },
        { columns: () => undefined, rows: async (batch) => { for (const [cell] of batch) bytes += cell?.length ?? 0; await new Promise(setImmediate); } },
        new AbortController().signal,
      );
      assert.equal(valueOf(result).rowCount, 3000);
      assert.equal(bytes, 30_000_000);
      await database.close();
    });

    it('killed in mid-stream is a failure at once, and the next action works', async () => {
      const database = through();
      let killing: Promise<void> | undefined;
      const lost = await database.run(
        { sql: 'select generate_series(1, 100000000)', parameters: [], origin: 'cell', limit: 100_000_000, timeout: 60_000 },
        { columns: () => undefined, rows: () => void (killing ??= stop()) },
        new AbortController().signal,
      );
      assert.deepEqual([failureOf(lost).kind, failureOf(lost).message], ['offline', 'The connection to the server was lost.']);
      await killing;
      assert.equal(failureOf(await ask(database, 'select 1')).message, `The SSH host 127.0.0.1:${port} does not answer.`);
      await start('host');
      assert.deepEqual(valueOf(await ask(database, 'select 1')).rows, [['1']]);
      assert.deepEqual(await rowsOf(database, 'select 2'), [['2']]);
      await until(async () => (await active('generate_series(1, 100000000)')) === 0, 'nothing of it runs on');
      await database.close();
    });
  });
});
