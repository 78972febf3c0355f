import type { Column, Row } from '../../data/database';

/** Where an export's bytes go, in order. While a promise is open no more is written: the server waits. */
export interface Sink {
  write(chunk: string | Uint8Array): void | Promise<void>;
}

export interface ExportOptions {
  /** What stands for NULL in csv, tsv and md. In csv and tsv an empty text is quoted, so the two differ even where this is empty. */
  readonly nullText: string;
  /** Whether csv and tsv begin with a byte order mark, by which Excel knows UTF-8. */
  readonly byteOrderMark: boolean;
}

/** Puts a result into bytes. `columns` comes once and first, `end` once and last. */
export interface ExportWriter {
  columns(columns: readonly Column[]): void;
  rows(batch: readonly Row[]): void | Promise<void>;
  end(): void | Promise<void>;
}
