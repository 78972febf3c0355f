import * as l10n from '@vscode/l10n';
import { arrayLiteral, type Column, type Row } from '../data/database';
import { splitStatements } from '../data/guard';
import type { RelationName, Source } from '../data/layouts/layout';
import { maskedRun } from '../data/masking/maskedRun';
import { fail, succeed, type Result } from '../domain/failure';
import { compileStatement, type Binding } from './compile';
import { lex } from './lexer';
import { findReferences } from './references';

export interface QueryOptions {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly using?: readonly RelationName[];
  readonly limit: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly maskAddresses: boolean;
}

/** As application/vnd.casebook.result+json, with every fetched row, masked. */
export interface ResultSet {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Row[];
  readonly rowCount: number;
  readonly more: boolean;
  readonly elapsedMs: number;
  readonly connection: string;
}

/** One read-only statement of another extension's, by the way that a cell goes: guard, bound parameters, masks. */
export async function runQuery(source: Source, sql: string, options: QueryOptions, signal: AbortSignal): Promise<Result<ResultSet>> {
  if (!Number.isSafeInteger(options.limit) || options.limit < 0) return fail('parameter', l10n.t('A limit is a whole number of rows, not {0}.', String(options.limit)));
  const statements = await splitStatements(sql);
  if (!statements.ok) return statements;
  const [statement, second] = statements.value;
  if (!statement || second) return fail('refused', l10n.t('A query is one statement.'));

  const given = options.parameters ?? {};
  const references = findReferences(sql, lex(sql), (name) => Object.hasOwn(given, name));
  const bindings = new Map<string, Binding>();
  for (const reference of references) {
    const asGiven = reference.kind === 'parameter' && Object.hasOwn(given, reference.name) ? given[reference.name] : undefined;
    if (asGiven === undefined || asGiven === null) return fail('parameter', l10n.t('{0} has no value.', reference.text));
    const value = toText(asGiven);
    if (value === undefined) return fail('parameter', l10n.t('The value of {0} cannot be bound.', reference.text));
    bindings.set(reference.text, { value });
  }
  const using = options.using ?? [];
  const { layout } = source;
  const missing = using.find((name) => !layout?.relations[name]);
  if (missing !== undefined) return fail('unsupported', l10n.t('{0} has no {1}.', source.name, missing));
  const compiled = await compileStatement(statement, { references, bindings, ...(layout && using.length > 0 && { relations: { layout, using } }) });
  if (!compiled.ok) return compiled;

  let columns: readonly Column[] = [];
  const rows: Row[] = [];
  const masked = { columns: (all: readonly Column[]) => void (columns = all), rows: (batch: readonly Row[]) => void rows.push(...batch) };
  const run = { sql: compiled.value.sql, parameters: compiled.value.parameters, origin: 'api', limit: options.limit, timeout: options.timeout, written: statement.text } as const;
  const done = await maskedRun(source.database, run, { masked }, signal, { addresses: options.maskAddresses });
  if (!done.ok) return done;
  const { rowCount, more, elapsedMs } = done.value;
  return succeed({ columns: columns.map(({ name, type }) => ({ name, type })), rows, rowCount, more, elapsedMs, connection: source.name });
}

/** A value as its type's input text; undefined for what has none. NULL is an array's element, or written in the SQL. */
function toText(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const elements = value.map((element: unknown) => (element === null ? null : toText(element)));
    return elements.every((element) => element !== undefined) ? arrayLiteral(elements) : undefined;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return toJson(value);
    default:
      return undefined;
  }
}

/** Undefined for what JSON cannot hold: a circle, a bigint. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
