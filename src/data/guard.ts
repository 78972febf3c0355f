import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { fail, succeed, type Result } from '../domain/failure';
import { byteOffsets, offsetOfCharacter } from './offsets';
import { isHarmlessSetting } from './harmlessSettings';
import { refusalOfFunction, type Refusal } from './refusedFunctions';
import { refusalOfStatement } from './refusedStatements';

/** One statement in a text: `text === sql.slice(start, end)`, without comments around it and without its semicolon. UTF-16 offsets. */
export interface Statement {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The statements of a text, by PostgreSQL's scanner: a statement that does not parse is still one. Fails with `syntax` where even the
 * scanner gives up (a quote or comment without an end).
 */
export async function splitStatements(sql: string): Promise<Result<Statement[]>> {
  const unreadable = unreadableCharacter(sql);
  if (unreadable) return unreadable;
  if (sql === '') return succeed([]);
  const { scan } = await import('libpg-query');
  let tokens;
  try {
    ({ tokens } = await scan(sql));
  } catch {
    const parsed = await parseTree(sql);
    return parsed.ok ? fail('syntax', l10n.t('This text has no end of a quote or comment.')) : parsed;
  }
  const statements: Statement[] = [];
  const offsetOf = byteOffsets(sql);
  let open: { start: number; end: number } | undefined;
  const close = (): void => {
    if (open) statements.push({ ...open, text: sql.slice(open.start, open.end) });
    open = undefined;
  };
  for (const { start, end, tokenName } of tokens) {
    if (tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT') continue;
    if (tokenName === 'ASCII_59') close();
    else open = { start: open ? open.start : offsetOf(start), end: offsetOf(end) };
  }
  close();
  return succeed(statements);
}

/**
 * Whether Casebook runs this text: one statement that only reads, by PostgreSQL's own parse tree. Allowed are select, values, table and
 * show, and explain of those. Fails with `syntax` or `refused`, with the position of what is at fault.
 */
export async function checkStatement(sql: string): Promise<Result<void>> {
  const parsed = await parseTree(sql);
  if (!parsed.ok) return parsed;
  const [statement, second] = parsed.value;
  if (!statement) return refuse({ message: l10n.t('There is no statement here.'), hint: l10n.t('Write a SELECT.') });
  if (second) return refuse({ message: l10n.t('A run is one statement, and here are several.'), hint: l10n.t('Run them one after the other.') }, byteOffsets(sql)(second.stmt_location ?? 0));

  for (const { name, value } of nodes(statement.stmt)) {
    const refusal = refusalOfStatement(name, value) ?? refusalOfClause(name);
    if (refusal) return refuse(refusal);
    const called = calledBy(name, value).map(refusalOfFunction).find((each) => each !== undefined);
    if (called) return refuse(called, 'location' in value && typeof value.location === 'number' ? byteOffsets(sql)(value.location) : 0);
  }
  return succeed(undefined);
}

/** Whether a run may set these by `set local`. */
export function checkSettings(settings: Readonly<Record<string, string>>): Result<void> {
  const refused = Object.keys(settings).find((name) => !isHarmlessSetting(name));
  if (refused === undefined) return succeed(undefined);
  return refuse({ message: l10n.t('The setting {0} is refused: it could change more than how this statement is run or shown.', refused), hint: l10n.t('Settings of planning, memory, time zone, formats and the search path may be set.') });
}

export interface RawStatement {
  readonly stmt?: unknown;
  readonly stmt_location?: number;
}

/** The parse trees of a text's statements; locations in them are UTF-8 byte offsets. Fails with `syntax` and the position. */
export async function parseTree(sql: string): Promise<Result<readonly RawStatement[]>> {
  const unreadable = unreadableCharacter(sql);
  if (unreadable) return unreadable;
  if (sql === '') return succeed([]);
  const { parse, hasSqlDetails } = await import('libpg-query');
  try {
    return succeed((await parse(sql)).stmts ?? []);
  } catch (error) {
    const isTooDeep = error instanceof RangeError || (hasSqlDetails(error) && error.message.startsWith('memory exhausted'));
    if (isTooDeep) return fail('tooLarge', l10n.t('The statement is nested too deeply to be checked.'), { hint: l10n.t('Put long lists into a parameter: "= any (:list)".') });
    if (hasSqlDetails(error)) return fail('syntax', error.message, { sqlstate: '42601', position: offsetOfCharacter(sql, error.sqlDetails?.cursorPosition ?? 0) });
    throw error;
  }
}

/** The server and the parser end a text at NUL and disagree on half a surrogate pair: what the guard saw must be what the server gets. */
function unreadableCharacter(sql: string): ReturnType<typeof fail> | undefined {
  const position = sql.search(/\0|\p{Surrogate}/u);
  return position < 0 ? undefined : fail('syntax', l10n.t('The statement has a character that PostgreSQL cannot read.'), { position });
}

/** Every node of a parse tree, outermost first. */
function* nodes(root: unknown): Generator<{ readonly name: string; readonly value: object }> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const children: [string, unknown][] = Object.entries(node).reverse();
    for (const [name, value] of children) {
      if (typeof value !== 'object' || value === null) continue;
      open.push(value);
      yield { name, value };
    }
  }
}

const functionCall = z.object({ funcname: z.array(z.object({ String: z.object({ sval: z.string() }) })) });
/** Refused functions that no attribute can call, by their arguments: a column may have such a name. */
const takesSeveral: ReadonlySet<string> = new Set(['set_config', 'setval', 'pg_notify']);
const named = z.object({ String: z.object({ sval: z.string() }) });

/**
 * The functions that a node may call, without their schema: quotes and Unicode escapes are gone in the tree. PostgreSQL takes `(x).f` and
 * `t.f` for `f(x)` and `f(t)` where there is no such column, so such a name counts too.
 */
function calledBy(node: string, value: object): string[] {
  if ('funcname' in value) return functionCall.parse(value).funcname.slice(-1).map(({ String: { sval } }) => sval);
  const attributes = node === 'A_Indirection' && 'indirection' in value ? value.indirection : node === 'ColumnRef' && 'fields' in value && Array.isArray(value.fields) ? value.fields.slice(1) : [];
  if (!Array.isArray(attributes)) return [];
  return attributes.flatMap((attribute: unknown) => {
    const read = named.safeParse(attribute);
    return read.success && !takesSeveral.has(read.data.String.sval) ? [read.data.String.sval] : [];
  });
}

/** What a SELECT may have in it that does more than read. */
function refusalOfClause(node: string): Refusal | undefined {
  switch (node) {
    case 'intoClause':
      return { message: l10n.t('SELECT INTO is refused: it makes a table.'), hint: l10n.t('Leave INTO out, or name the cell and use its columns in a later one.') };
    case 'lockingClause':
      return { message: l10n.t('Row locks (FOR UPDATE, FOR SHARE) are refused: whoever writes these rows would wait.'), hint: l10n.t('Leave the clause out.') };
    default:
      return undefined;
  }
}

const refuse = ({ message, hint }: Refusal, position?: number): ReturnType<typeof fail> => fail('refused', message, { hint, ...(position !== undefined && { position }) });
