import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { serialize } from 'pg-protocol';

const patience = 4000;

/** What a session's start told: whose statement to cancel. */
export interface CancelKey {
  readonly processID: number;
  readonly secretKey: number;
}

/**
 * PostgreSQL's cancel request, on a connection of its own that is being made, encrypted as the session is. Resolves when the server has closed that connection:
 * it has then signalled the session, and no later statement can be hit.
 */
export function requestCancel(socket: Duplex, key: CancelKey, tls: (ConnectionOptions & { readonly host: string }) | false): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('timeout expired')), patience);
    let sent = false;
    const send = (stream: Duplex): void => {
      sent = true;
      stream.on('error', reject).on('close', resolve).resume();
      stream.write(serialize.cancel(key.processID, key.secretKey));
    };
    socket.on('error', reject).on('close', () => {
      clearTimeout(timer);
      if (!sent) reject(new Error('Connection terminated'));
    });
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
