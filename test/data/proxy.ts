/** A way to a server that a test can spoil. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  doomed: boolean;
  forgotten: boolean;
}

/** Passes bytes between clients and one server, until told otherwise. */
export class Proxy {
  port = 0;
  /** Pieces that clients sent. */
  sent = 0;
  private readonly pairs = new Set<Pair>();
  private listener: Server | undefined;
  private silent = false;
  private delay = 0;
  private room = Infinity;

  private constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  static async to(target: { readonly host: string; readonly port: number }): Promise<Proxy> {
    const proxy = new Proxy(target);
    await proxy.heal();
    return proxy;
  }

  /** Connections end by a reset, both ways. */
  cut(): void {
    for (const pair of this.pairs) cut(pair);
  }

  /** Nothing passes and nobody is told: a cable pulled, a machine asleep, a firewall that forgot. */
  silence(): void {
    this.silent = true;
  }

  /** The connections there are pass nothing more; new ones do. */
  forget(): void {
    for (const pair of this.pairs) pair.forgotten = true;
  }

  /** Nobody new is let in. */
  close(): void {
    this.listener?.close();
    this.listener = undefined;
  }

  /** What the server says comes so many milliseconds late. */
  slow(milliseconds: number): void {
    this.delay = milliseconds;
  }

  /** After so many more bytes of the server, connections are cut: in the middle of a message. */
  cutAfter(bytes: number): void {
    this.room = bytes;
  }

  /** Idle connections are reset when they are next used. */
  cutWhenUsed(): void {
    for (const pair of this.pairs) pair.doomed = true;
  }

  /** Says this to every client in the server's place. */
  say(bytes: Buffer): void {
    for (const { client } of this.pairs) client.write(bytes);
  }

  /** Nobody is let in, and who is in is thrown out. */
  async refuse(): Promise<void> {
    const closed = this.listener && once(this.listener, 'close');
    this.close();
    this.cut();
    await closed;
  }

  /** New connections pass again; those that were silenced are known to be gone. */
  async heal(): Promise<void> {
    if (this.silent) this.cut();
    this.silent = false;
    this.delay = 0;
    this.room = Infinity;
    if (this.listener) return;
    this.listener = createServer((client) => this.join(client)).listen(this.port, '127.0.0.1');
    await once(this.listener, 'listening');
    const address = this.listener.address();
    if (typeof address === 'object' && address) this.port = address.port;
  }

  private join(client: Socket): void {
    const server = connect(this.target.port, this.target.host);
    const pair: Pair = { client, server, doomed: false, forgotten: false };
    this.pairs.add(pair);
    for (const [one, other] of [[client, server], [server, client]] as const) {
      one.setNoDelay().on('error', () => undefined);
      // A silent way carries no end either: `heal` does.
      one.on('close', () => {
        if (this.silent) return;
        other.destroy();
        this.pairs.delete(pair);
      });
    }
    client.on('data', (data) => {
      this.sent += 1;
      if (pair.doomed) cut(pair);
      else if (!this.silent && !pair.forgotten) server.write(data);
    });
    server.on('data', (data) => {
      if (this.silent || pair.forgotten) return;
      const part = data.subarray(0, this.room);
      this.room -= part.length;
      const pass = (): void => {
        if (client.writable && !client.write(part)) {
          server.pause();
          client.once('drain', () => server.resume());
        }
        if (part.length < data.length) client.end(() => cut(pair));
      };
      if (this.delay > 0) setTimeout(pass, this.delay);
      else pass();
    });
  }
}

function cut({ client, server }: Pair): void {
  client.resetAndDestroy();
  server.resetAndDestroy();
}
