import type { Client } from 'pg';
import schema from '../../src/data/sample/schema.sql';
import books from './books.sql';

const isIndex = (statement: string): boolean => /^create index/m.test(statement);

/** So many disputes with all that hangs on them, in the canonical tables of an empty database. */
export async function writeBooks(admin: Client, disputes: number): Promise<void> {
  const statements = schema.split(/;\n/);
  const inserts = books.replaceAll('$disputes', String(disputes)).split(/;\n/);
  // An index is built faster than kept.
  for (const statement of [...statements.filter((one) => !isIndex(one)), ...inserts, ...statements.filter(isIndex), 'vacuum analyze']) await admin.query(statement);
}
