/** The embedded engine's own process: PGlite on a data directory (the one argument), spoken to in PostgreSQL's protocol over a pipe. */
import { PGlite } from '@electric-sql/pglite';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { FrontendMessages } from './frontendMessages';
import { lock } from './lock';
import { protocolDescriptor, type EngineMessage } from './messages';

const tell = (message: EngineMessage): void => void process.send?.(message);
const folder = process.argv[2] ?? '';

async function serve(): Promise<void> {
  const pipe = new Socket({ fd: protocolDescriptor, readable: true, writable: true });
  pipe.pause();
  pipe.on('error', () => process.exit());
  const holder = lock(folder);
  if (holder !== undefined) {
    tell({ kind: 'busy', processId: holder });
    return;
  }
  const engine = await PGlite.create(folder);
  const messages = new FrontendMessages();
  let work = Promise.resolve();
  pipe.on('data', (chunk: Buffer) => {
    const whole = messages.take(chunk);
    if (whole.length > 0) work = work.then(() => engine.execProtocolRawStream(whole, { onRawData: (data) => void pipe.write(Uint8Array.from(data)) }));
  });
  pipe.on('end', () => void work.then(() => engine.close()).finally(() => process.exit()));
  pipe.resume();
  tell({ kind: 'ready' });
}

// A statement keeps this thread from hearing that the parent has gone: another one looks, every second.
process.on('disconnect', () => process.exit());
new Worker(`const parent = ${process.ppid}; setInterval(() => { try { process.kill(parent, 0); } catch { process.kill(process.pid, 'SIGKILL'); } }, 1000);`, { eval: true }).unref();

serve().catch((error: unknown) => {
  tell({ kind: 'failed', message: String(error) });
  process.exitCode = 1;
});
