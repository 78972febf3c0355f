import type { FieldDef } from 'pg';
import { serialize } from 'pg-protocol';
import { arrayLiteral, type Column } from '../database';
import { builtinTypes } from './builtinTypes';
import type { Session } from './session';

/** Names of the types of one database, by oid: the common ones are known, others are asked for once. */
export class ColumnTypes {
  private readonly names = new Map(builtinTypes);

  /** True where `columns` would have to ask the server. */
  unknown(fields: readonly FieldDef[]): boolean {
    return fields.some((field) => !this.names.has(field.dataTypeID));
  }

  /** Columns as the port has them. Takes the session's unnamed statement where it has to ask. */
  async columns(session: Session, fields: readonly FieldDef[]): Promise<Column[]> {
    if (this.unknown(fields)) await this.ask(session, fields);
    return fields.map((field) => ({ name: field.name, type: this.names.get(field.dataTypeID) ?? '???', tableId: field.tableID, columnNumber: field.columnID }));
  }

  private async ask(session: Session, fields: readonly FieldDef[]): Promise<void> {
    const oids = fields.map((field) => field.dataTypeID).filter((oid) => !this.names.has(oid));
    const { rows } = await session.exchange([
      serialize.parse({ text: 'select oid::pg_catalog.text, pg_catalog.format_type(oid, null) from pg_catalog.unnest($1::pg_catalog.oid[]) as t (oid)' }),
      serialize.bind({ values: [arrayLiteral(oids.map(String))] }),
      serialize.execute({}),
    ]);
    for (const [oid, name] of rows) if (oid && name) this.names.set(Number(oid), name);
  }
}
