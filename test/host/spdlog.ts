/**
 * Stands in for the native `@vscode/spdlog`, which would need a compiler. VS Code writes its logs and every extension's output
 * channel through it, so without it output channels stay empty. Only what VS Code calls is here.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;
let threshold = levels.indexOf('info');

export class Logger {
  private level = threshold;
  private bare = false;

  constructor(
    _type: string,
    readonly name: string,
    private readonly file: string,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  trace(message: string) {
    this.write(0, message);
  }
  debug(message: string) {
    this.write(1, message);
  }
  info(message: string) {
    this.write(2, message);
  }
  warn(message: string) {
    this.write(3, message);
  }
  error(message: string) {
    this.write(4, message);
  }
  critical(message: string) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level: number) {
    this.level = level;
  }
  clearFormatters() {
    this.bare = true;
  }
  setPattern() {}
  flush() {}
  drop() {}

  private write(level: number, message: string) {
    if (level < this.level) return;
    const line = this.bare ? message : `${new Date().toISOString().replace('T', ' ').replace('Z', '')} [${levels[level] ?? 'info'}] ${message}\n`;
    appendFileSync(this.file, line);
  }
}

export const version = 11100;
export function setLevel(level: number) {
  threshold = level;
}
export function setFlushOn() {}
export function createRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating', name, file));
}
export const createAsyncRotatingLogger = createRotatingLogger;
