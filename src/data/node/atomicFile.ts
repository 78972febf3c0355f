import * as l10n from '@vscode/l10n';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Result } from '../../domain/failure';
import { WriteFailure, type AtomicFile } from '../atomicFile';

/** Bytes that go to the disk in one piece. */
const piece = 256 * 1024;

export async function openAtomicFile(file: string): Promise<Result<AtomicFile>> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${crypto.randomUUID().slice(0, 8)}.part`);
  try {
    return succeed(new Written(file, temporary, await open(temporary, 'wx')));
  } catch (error) {
    return fail('denied', wordsOf(error, file));
  }
}

class Written implements AtomicFile {
  private held: (string | Uint8Array)[] = [];
  private heldBytes = 0;
  private bytes = 0;
  private writing: Promise<void> = Promise.resolve();
  private done = false;

  constructor(
    private readonly file: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
  ) {}

  write(chunk: string | Uint8Array): void | Promise<void> {
    this.held.push(chunk);
    // A character is at least a byte; exact counting would encode twice.
    this.heldBytes += chunk.length;
    if (this.heldBytes < piece) return undefined;
    // One piece is on its way to the disk while the next one is made.
    const before = this.writing;
    this.flush();
    return before;
  }

  async commit(): Promise<Result<{ readonly bytes: number }>> {
    try {
      this.flush();
      await this.writing;
      await this.handle.sync();
      await this.handle.close();
      await rename(this.temporary, this.file);
      this.done = true;
      return succeed({ bytes: this.bytes });
    } catch (error) {
      await this.abandon();
      return fail('denied', error instanceof WriteFailure ? error.message : wordsOf(error, this.file));
    }
  }

  async abandon(): Promise<void> {
    if (this.done) return;
    this.done = true;
    await this.writing.catch(() => undefined);
    await this.handle.close().catch(() => undefined);
    await rm(this.temporary, { force: true });
  }

  private flush(): void {
    const bytes = Buffer.concat(this.held.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk)));
    this.held = [];
    this.heldBytes = 0;
    this.bytes += bytes.length;
    this.writing = this.writing.then(async () => this.handle.writeFile(bytes)).catch((error: unknown) => {
      throw error instanceof WriteFailure ? error : new WriteFailure(wordsOf(error, this.file));
    });
    // Told to whoever writes next, or commits.
    this.writing.catch(() => undefined);
  }
}

function wordsOf(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return l10n.t('There is no room left on the disk of {0}. Nothing was kept there.', path.dirname(file));
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return l10n.t('{0} may not be written. Choose another folder.', path.dirname(file));
    case 'ENOENT':
      return l10n.t('There is no folder {0}.', path.dirname(file));
    case 'EISDIR':
    case 'ENOTDIR':
      return l10n.t('{0} is no place for a file.', file);
    default:
      return l10n.t('{0} cannot be written: {1}', file, error instanceof Error ? error.message : String(error));
  }
}
