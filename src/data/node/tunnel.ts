import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { Duplex } from 'node:stream';
import type { Client, ConnectConfig } from 'ssh2';
import { fail, succeed, type Result } from '../../domain/failure';
import { Undelivered } from './networkFailures';

/** The machine between: a bastion that can reach the database. Keys come from the agent or a file, never from settings. */
export interface SshHost {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly identityFile?: string;
}

/** Host keys as first seen, by `host:port`: the base64 SHA-256 of the key, as `ssh-keygen -l` shows it. */
export interface HostKeys {
  get(host: string): string | undefined;
  set(host: string, fingerprint: string): Thenable<void>;
}

export interface Tunnel {
  /** A stream to `host:port` as the bastion sees it, for a driver that calls `connect` on it and waits for `connect`. */
  stream(host: string, port: number): Duplex & { connect(): Duplex };
}

/** A bastion's one tunnel, opened when it is first needed and again after a loss. */
export interface Bastion {
  open(): Promise<Result<Tunnel>>;
  close(): void;
}

export function bastionOf(ssh: SshHost, hostKeys: HostKeys, environment: Readonly<Record<string, string | undefined>>): Bastion {
  let opening: Promise<Result<Opened>> | undefined;
  const open = (): Promise<Result<Opened>> => {
    const tunnel = openTunnel(ssh, hostKeys, environment);
    // Once it is down, or where it never was up, for whatever reason.
    void tunnel.then((opened) => (opened.ok ? opened.value.closed : undefined)).then(forget, forget);
    return tunnel;
  };
  const forget = (): void => (opening = undefined);
  return {
    open: () => (opening ??= open()),
    close: () => void opening?.then((opened) => opened.ok && opened.value.close(), () => undefined),
  };
}

interface Opened extends Tunnel {
  /** Settles when the tunnel is down, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
}

const readyTimeout = 15_000;

/**
 * Opens an SSH connection. The host key is pinned on first use and refused when it has changed. Fails with `authentication` (key
 * refused, host key changed) or `offline`. ssh2 is loaded here, so that nobody else waits for it.
 */
async function openTunnel(ssh: SshHost, hostKeys: HostKeys, environment: Readonly<Record<string, string | undefined>>): Promise<Result<Opened>> {
  const port = ssh.port ?? 22;
  const name = `${ssh.host}:${port}`;
  const pinned = hostKeys.get(name);
  let seen: string | undefined;
  const identity = ssh.identityFile === undefined ? undefined : await readFile(ssh.identityFile).catch(() => undefined);
  if (ssh.identityFile !== undefined && !identity) return fail('authentication', l10n.t('The SSH key file {0} cannot be read.', ssh.identityFile));
  const configuration: ConnectConfig = {
    host: ssh.host,
    port,
    username: ssh.user ?? userInfo().username,
    readyTimeout,
    keepaliveInterval: 15_000,
    hostVerifier: (key: Buffer) => {
      seen = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
      return pinned === undefined || pinned === seen;
    },
    ...(identity && { privateKey: identity }),
    ...(environment['SSH_AUTH_SOCK'] && { agent: environment['SSH_AUTH_SOCK'] }),
  };
  const { Client: SshClient } = await import('ssh2');
  const client: Client = new SshClient();
  let closed = (): void => undefined;
  const down = new Promise<void>((resolve) => (closed = resolve));
  client.once('close', closed);
  const problem = await new Promise<Error | undefined>((resolve) => {
    client.once('ready', () => resolve(undefined));
    client.once('error', resolve);
    try {
      client.connect(configuration);
    } catch (error) {
      resolve(error instanceof Error ? error : new Error(String(error)));
    }
  });
  // Later errors end the connection; `closed` tells.
  client.on('error', () => undefined);
  if (problem) {
    client.end();
    return failureOf(problem, { name, pinned, seen });
  }
  try {
    if (pinned === undefined && seen !== undefined) await hostKeys.set(name, seen);
  } catch (error) {
    client.end();
    throw error;
  }
  return succeed({ stream: (host, to) => new Forwarded(client, name, host, to), closed: down, close: () => void client.end() });
}

function failureOf(problem: Error, { name, pinned, seen }: { name: string; pinned: string | undefined; seen: string | undefined }): Result<never> {
  if (pinned !== undefined && seen !== undefined && pinned !== seen) {
    return fail('authentication', l10n.t('The SSH host {0} shows another key than before, so Casebook does not connect.', name), {
      detail: l10n.t('Known: SHA256:{0}. Shown now: SHA256:{1}.', pinned, seen),
      hint: l10n.t('Ask who runs it. If the change is meant, forget the old key with "Casebook: Forget SSH Host Key".'),
    });
  }
  const level = 'level' in problem ? problem.level : undefined;
  if (level === 'client-authentication') return fail('authentication', l10n.t('The SSH host {0} accepts none of the keys.', name), { hint: l10n.t('Add the key to the agent, or name its file as "identityFile".') });
  if (/passphrase|parse privateKey|Cannot parse/i.test(problem.message)) return fail('authentication', l10n.t('The SSH key file cannot be used: it has a passphrase or is no private key.'), { hint: l10n.t('Add the key to the agent with ssh-add.') });
  return fail('offline', l10n.t('The SSH host {0} does not answer.', name), { detail: problem.message });
}

/** What kept the bastion from forwarding, by the reasons of RFC 4254, section 5.1: 1 is that it may not, 2 that nobody answered it. */
function refusedForward(error: Error & { readonly reason?: unknown }, bastion: string, target: string): Error {
  switch (error.reason) {
    case 1:
      return new Undelivered('denied', l10n.t('The SSH host {0} does not forward to {1}.', bastion, target), l10n.t('Ask who runs it to allow that ("AllowTcpForwarding" and "PermitOpen" in its sshd_config).'));
    case 2:
      return new Undelivered('offline', l10n.t('The SSH host {0} does not reach {1}.', bastion, target), l10n.t('Check the host and port, as the SSH host sees them.'));
    default:
      return error;
  }
}

/** A forwarded channel as a socket-like stream: nothing is opened before `connect`. */
class Forwarded extends Duplex {
  private channel: Duplex | undefined;

  constructor(
    private readonly client: Client,
    private readonly bastion: string,
    private readonly host: string,
    private readonly port: number,
  ) {
    // As a socket: where the server ends its side, the bastion waits for the end of ours before it closes.
    super({ allowHalfOpen: false });
  }

  /** The driver's signature; the target is the constructor's. */
  connect(): this {
    this.client.forwardOut('127.0.0.1', 0, this.host, this.port, (error, channel) => {
      if (error) {
        this.destroy(refusedForward(error, this.bastion, `${this.host}:${this.port}`));
        return;
      }
      this.channel = channel;
      channel.on('data', (chunk: Buffer) => {
        if (!this.push(chunk)) channel.pause();
      });
      channel.on('end', () => this.push(null));
      channel.on('close', () => this.destroy());
      channel.on('error', (problem: Error) => this.destroy(problem));
      this.emit('connect');
    });
    return this;
  }

  override _read(): void {
    this.channel?.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.channel) this.channel.write(chunk, done);
    else done(new Error('not connected'));
  }

  override _final(done: (error?: Error | null) => void): void {
    this.channel?.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.channel?.destroy();
    done(error);
  }

  // What drivers call on a socket.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
