import { window, type LogOutputChannel } from 'vscode';

/** What a feature may write: words for the reader of *Output: Casebook*, never values or secrets. */
export type Log = Pick<LogOutputChannel, 'trace' | 'info' | 'warn' | 'error'>;

export const createLog = (): LogOutputChannel => window.createOutputChannel('Casebook', { log: true });
