/** The embedded engine's own process: PGlite on a data directory (the first argument), spoken to in PostgreSQL's protocol over a pipe. */
import { PGlite } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { prepareDataDirectory } from './archive';
import { FrontendMessages } from './frontendMessages';
import { lock } from './lock';
import { fillSample } from './sample';
import { protocolDescriptor, type EngineMessage } from './messages';

const tell = (message: EngineMessage): void => void process.send?.(message);
const [, , folder = '', sampleWorkspace] = process.argv;

/** Milliseconds between two statements of the sample's rest, which belong to whoever asks. */
const breath = 50;

async function serve(): Promise<void> {
  const pipe = new Socket({ fd: protocolDescriptor, readable: true, writable: true });
  pipe.pause();
  pipe.on('error', () => process.exit());
  const holder = lock(folder);
  if (holder !== undefined) {
    tell({ kind: 'busy', processId: holder });
    return;
  }
  const isNew = !existsSync(folder);
  const opening = (isNew ? prepareDataDirectory(path.join(__dirname, 'embedded.tar.br'), folder) : Promise.resolve()).then(() => PGlite.create(folder));
  const rest = sampleWorkspace === undefined ? undefined : await fillSample(opening, sampleWorkspace, isNew);
  const engine = await opening;
  const statements = rest?.statements[Symbol.iterator]();
  const messages = new FrontendMessages();
  let work = Promise.resolve();
  let inTransaction = false;

  const answer = async (asked: Uint8Array): Promise<void> => {
    await engine.execProtocolRawStream(asked, {
      onRawData: (data) => {
        inTransaction = isWithinTransaction(data) ?? inTransaction;
        pipe.write(Uint8Array.from(data));
      },
    });
  };
  /** What is left of the sample, a statement at a time: whoever asks waits for one at the most. */
  const fillOn = async (): Promise<void> => {
    if (!inTransaction) {
      const next = statements?.next();
      if (!next || next.done) {
        await rest?.done();
        return;
      }
      await engine.query(next.value.sql, [...next.value.parameters]);
    }
    pause.refresh();
  };
  const pause = setTimeout(() => {
    work = work.then(fillOn);
  }, breath);

  pipe.on('data', (chunk: Buffer) => {
    const whole = messages.take(chunk);
    if (whole.length > 0) work = work.then(() => answer(whole));
  });
  pipe.on('end', () => void work.then(() => engine.close()).finally(() => process.exit()));
  pipe.resume();
  tell({ kind: 'ready' });
}

/** By the ReadyForQuery message at the end of an answer: `Z`, its length, and `I` when no transaction is open. */
function isWithinTransaction(answer: Uint8Array): boolean | undefined {
  const [kind, , , , length, status] = answer.subarray(-6);
  return kind === 0x5a && length === 5 ? status !== 0x49 : undefined;
}

// A statement keeps this thread from hearing that the parent has gone: another one looks, every second.
process.on('disconnect', () => process.exit());
new Worker(`const parent = ${process.ppid}; setInterval(() => { try { process.kill(parent, 0); } catch { process.kill(process.pid, 'SIGKILL'); } }, 1000);`, { eval: true }).unref();

serve().catch((error: unknown) => {
  tell({ kind: 'failed', message: String(error) });
  process.exitCode = 1;
});
