import { serialize } from 'pg-protocol';
import { arrayLiteral, type Cell } from '../database';
import type { Session } from './session';

/** A statement that answers no rows, whole. */
export const execute = (sql: string, ...values: Cell[]): Buffer[] => [serialize.parse({ text: sql }), serialize.bind({ values }), serialize.execute({})];

/**
 * Opens a read-only transaction with the session's settings and these. Settings go by value, never into the text; the select that sets
 * them takes a snapshot, and from then on the server itself refuses the way to read-write (25001).
 */
export function begin(session: Session, settings: Readonly<Record<string, string>>): Buffer[] {
  const all = { ...session.greeting.settings, ...settings };
  return [
    ...execute('begin read only'),
    ...execute(
      'select from rows from (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) as setting (name, value) where pg_catalog.set_config(name, value, true) is null',
      arrayLiteral(Object.keys(all)),
      arrayLiteral(Object.values(all)),
    ),
  ];
}

export const rollback = (): Buffer[] => execute('rollback');
