import { connect, isIP, type NetConnectOpts, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { serialize } from 'pg-protocol';

const patience = 4000;

/** What a session's start told: whose statement to cancel. */
export interface CancelKey {
  readonly processID: number;
  readonly secretKey: number;
}

/**
 * PostgreSQL's cancel request, on a connection of its own, encrypted as the session is. Resolves when the server has closed that connection:
 * it has then signalled the session, and no later statement can be hit.
 */
export function requestCancel(to: NetConnectOpts, key: CancelKey, tls: (ConnectionOptions & { readonly host: string }) | false): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(to);
    const timer = setTimeout(() => socket.destroy(new Error('timeout expired')), patience);
    const send = (stream: Socket): void => {
      stream.on('error', reject).on('close', resolve).resume();
      stream.write(serialize.cancel(key.processID, key.secretKey));
    };
    socket.on('error', reject).on('close', () => clearTimeout(timer));
    socket.once('connect', () => {
      if (!tls) {
        send(socket);
        return;
      }
      socket.write(serialize.requestSsl());
      socket.once('data', () => {
        const secure = connectTls({ ...tls, socket, ...(isIP(tls.host) === 0 && { servername: tls.host }) });
        secure.on('error', reject).once('secureConnect', () => send(secure));
      });
    });
  });
}
