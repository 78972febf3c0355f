import type { Client, Connection, FieldDef, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import type { Row } from '../database';

/** What one round trip answered. */
export interface Answer {
  /** Of the last statement described. */
  readonly fields: readonly FieldDef[];
  /** Empty where the exchange was given a `row`. */
  readonly rows: readonly Row[];
  /** Of the last statement; undefined where its portal was suspended: it has more rows. */
  readonly tag: string | undefined;
}

/**
 * Sends messages of the extended protocol and their Sync at once. Resolves at the server's ReadyForQuery, rejects with its error or that of
 * the connection. `row` gets each row as it comes; `begun` is called when a first statement is done.
 */
export const exchange = (client: Client, messages: readonly Buffer[], row?: (cells: Row) => void, begun?: () => void): Promise<Answer> =>
  new Promise((resolve, reject) => {
    client.query(new Submission(Buffer.concat([...messages, serialize.sync()]), row, begun, resolve, reject));
  });

/** Calls of pg's client, one a protocol message. After an error it does not call `handleReadyForQuery`, but sends nothing before it came. */
class Submission implements Submittable {
  private fields: readonly FieldDef[] = [];
  private readonly rows: Row[] = [];
  private tag: string | undefined;

  constructor(
    private readonly bytes: Buffer,
    private readonly row: (cells: Row) => void = (cells) => this.rows.push(cells),
    private readonly begun: () => void = () => undefined,
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.stream.write(this.bytes);
  }

  handleRowDescription(message: { readonly fields: readonly FieldDef[] }): void {
    this.fields = message.fields;
  }

  handleDataRow(message: { readonly fields: Row }): void {
    this.row(message.fields);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.tag = message.text;
    this.begun();
  }

  handlePortalSuspended(): void {
    this.tag = undefined;
  }

  handleEmptyQuery(): void {
    this.tag = '';
  }

  handleReadyForQuery(): void {
    this.resolve({ fields: this.fields, rows: this.rows, tag: this.tag });
  }

  handleError(error: Error): void {
    this.reject(error);
  }
}
