import * as l10n from '@vscode/l10n';
import type { RowReceiver, Run } from '../data/database';
import { splitStatements, type Statement } from '../data/guard';
import type { RelationName, Source } from '../data/layouts/layout';
import type { MaskedRunSummary, RunReceivers } from '../data/masking/maskedRun';
import { maskText } from '../data/masking/maskText';
import { fail, succeed, type Failure, type Result } from '../domain/failure';
import type { ChartSpecification } from '../shared/result';
import { bindColumn, type ChainedResult } from './chaining';
import { compileStatement, expandStatement, type Binding, type Compilation } from './compile';
import type { Directives } from './directives';
import type { Investigation } from './investigation';
import { lex } from './lexer';
import { checkValue, valueOf } from './parameters';
import { inHeader, readInvestigation, type Reading } from './reading';

/** What a cell runs with. */
export interface RunContext {
  readonly investigation: Investigation;
  /** Values of parameters by name, as input text of their types; the declared default where absent. */
  readonly values: Readonly<Record<string, string>>;
  /** The settings' row limit, and time limit in milliseconds. */
  readonly defaults: { readonly limit: number; readonly timeout: number };
  /** The statement that runs without a limit, whatever the cell says. */
  readonly unlimited?: number | undefined;
  /** Whether e-mail, IP and street addresses are masked wherever they stand in a text. */
  readonly maskAddresses: boolean;
  /** The connection of this name; the active one for undefined. */
  source(connection: string | undefined, signal: AbortSignal): Promise<Result<Source>>;
  /** The last result of the cell of this name, where it has run. */
  result(cell: string): ChainedResult | undefined;
}

export interface RunningStatement {
  /** Which of the cell's statements, from 0, and of how many. */
  readonly index: number;
  readonly count: number;
  readonly connection: string;
  /** As the user wrote it. */
  readonly written: string;
  readonly chart?: ChartSpecification;
  /** Whether `:cell.column` takes from this one: its rows as they are must be kept. */
  readonly isChainable: boolean;
}

/** Hears a cell's run, in order. */
export interface RunListener {
  /** A statement begins; its columns and rows go to what this returns. */
  begin(statement: RunningStatement): RunReceivers;
  /** It ended well. */
  end(statement: RunningStatement, summary: MaskedRunSummary): void | Promise<void>;
}

/** A failure with its place in the cell's value. */
export interface CellFailure {
  readonly failure: Failure;
  /** The very token, in UTF-16 offsets. */
  readonly range?: Range;
  /** Which of the cell's statements failed, from 0, and of how many; those after it were not run. */
  readonly statement?: { readonly index: number; readonly count: number };
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export type CellOutcome<T = void> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: CellFailure };

/**
 * Runs one code cell: its statements one after the other, each in its own transaction, until one fails. The cells
 * that its `:cell.column` name must have run (see `runOrder`). An abort reaches the server; the promise settles when
 * the session is idle.
 */
export async function runCell(context: RunContext, cell: number, listener: RunListener, signal: AbortSignal): Promise<CellOutcome> {
  const prepared = await prepare(context, cell, signal);
  if (!prepared.ok) return prepared;
  const { source, statements, directives } = prepared.value;
  for (const [index, statement] of statements.entries()) {
    const isChainable = index === statements.length - 1 && context.investigation.cells[cell]?.name !== undefined;
    const running = { index, count: statements.length, connection: source.name, written: statement.text, isChainable, ...(directives.chart && { chart: directives.chart }) };
    const limit = index === context.unlimited ? noLimit : (directives.limit ?? context.defaults.limit);
    const run = await runStatement(context, prepared.value, statement, { origin: 'cell', limit, timeout: directives.timeout ?? context.defaults.timeout }, () => listener.begin(running), signal);
    if (!run.ok) return { ok: false, failure: { ...run.failure, statement: { index, count: statements.length } } };
    await listener.end(running, run.value);
  }
  return { ok: true, value: undefined };
}

const noLimit = Number.MAX_SAFE_INTEGER;

/** Milliseconds that an exported statement may take: somebody watches it, and can stop it. */
const exportTimeout = 3_600_000;

/** Runs one statement of a cell again, to its last row: what an export takes. */
export async function runWhole(context: RunContext, cell: number, index: number, masked: RowReceiver, signal: AbortSignal): Promise<CellOutcome<MaskedRunSummary>> {
  const prepared = await prepare(context, cell, signal);
  if (!prepared.ok) return prepared;
  const { statements, directives } = prepared.value;
  const statement = statements[index];
  if (!statement) return { ok: false, failure: { failure: fail('notFound', l10n.t('This cell has no statement {0}.', index + 1)).failure } };
  return runStatement(context, prepared.value, statement, { origin: 'export', limit: noLimit, timeout: Math.max(directives.timeout ?? 0, exportTimeout) }, () => ({ masked }), signal);
}

/** Runs one of a prepared cell's statements; `prefix` goes before it, as `explain ` does. */
export async function runStatement(context: RunContext, { source, value, compilation, directives }: Prepared, statement: Statement, { prefix = '', ...bounds }: Pick<Run, 'origin' | 'limit' | 'timeout'> & { readonly prefix?: string }, receivers: () => RunReceivers, signal: AbortSignal): Promise<CellOutcome<MaskedRunSummary>> {
  const compiled = await compileStatement(statement, compilation);
  if (!compiled.ok) return placed(value, compiled.failure);
  if (signal.aborted) return placed(value, fail('cancelled', l10n.t('Stopped.')).failure);
  const { sql, parameters, treatments } = compiled.value;
  const { maskedRun } = await import('../data/masking/maskedRun');
  const run = await maskedRun(source.database, { sql: prefix + sql, parameters, ...bounds, settings: directives.settings, written: prefix + statement.text }, receivers(), signal, { addresses: context.maskAddresses, parameters: treatments });
  return run.ok ? run : placed(value, run.failure, (position) => compiled.value.originOf(Math.max(0, position - prefix.length)));
}

/** The cell as SQL for psql: canonical relations and values written out. Chained values that are shown masked are not given away. */
export async function copyAsSql(context: RunContext, cell: number, signal: AbortSignal): Promise<CellOutcome<string>> {
  const prepared = await prepare(context, cell, signal);
  if (!prepared.ok) return prepared;
  const { statements, compilation, directives, value } = prepared.value;
  const masked = compilation.references.find(({ text }) => isMasked(compilation.bindings.get(text)));
  if (masked) {
    const { failure } = fail('refused', l10n.t('{0} holds personal data, which is not copied. Copy the cell that it comes from, and join the two.', masked.text));
    return { ok: false, failure: { failure, range: { start: masked.start, end: masked.end } } };
  }
  const texts = Object.entries(directives.settings).map(([name, setting]) => `set ${name} = ${settingLiteral(name, setting)};\n`);
  for (const statement of statements) {
    const expanded = await expandStatement(statement, compilation);
    if (!expanded.ok) return placed(value, expanded.failure);
    texts.push(`${expanded.value};\n`);
  }
  return { ok: true, value: texts.join('') };
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `set` takes one literal for one schema. */
function settingLiteral(name: string, value: string): string {
  if (name.toLowerCase() !== 'search_path') return literal(value);
  const schemas = Array.from(value.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g), ([, quoted, plain = '']) => literal(quoted?.replaceAll('""', '"') ?? plain.toLowerCase()));
  return schemas.join(', ') || literal('');
}

/** Only a chained value has a treatment; what the user typed is the user's. */
const isMasked = (binding: Binding | undefined): boolean => binding?.treatment === 'whole' || (binding?.treatment !== undefined && maskText(binding.value) !== binding.value);

/** A cell, ready to be run on its connection. */
export interface Prepared {
  readonly source: Source;
  readonly value: string;
  readonly statements: readonly Statement[];
  readonly directives: Directives;
  readonly compilation: Compilation;
}

/** Everything that can go wrong before the server is asked for rows goes wrong here, whichever statement it is in. */
export async function prepare(context: RunContext, index: number, signal: AbortSignal): Promise<CellOutcome<Prepared>> {
  const reading = readInvestigation(context.investigation);
  const value = context.investigation.cells[index]?.value ?? '';
  const refusal = firstError(reading, index, context.investigation.header);
  if (refusal) return { ok: false, failure: refusal };
  const { directives, references } = reading.cells[index] ?? { directives: reading.header, references: [] };

  const statements = await splitStatements(value);
  if (!statements.ok) return placed(value, statements.failure);
  const bindings = new Map<string, Binding>();
  for (const reference of references) {
    if (bindings.has(reference.text)) continue;
    const binding = reference.kind === 'chain' ? await bindColumn(reference, context.result(reference.cell)) : bindParameter(reference.name, reading, context.values);
    if (!binding.ok) return { ok: false, failure: { failure: binding.failure, range: { start: reference.start, end: reference.end } } };
    bindings.set(reference.text, binding.value);
  }
  const source = await context.source(directives.connection, signal);
  if (!source.ok) return { ok: false, failure: { failure: source.failure } };
  const relations = relationsOf(source.value, directives.using ?? []);
  if (!relations.ok) return { ok: false, failure: { failure: relations.failure } };
  return { ok: true, value: { source: source.value, value, statements: statements.value, directives, compilation: { references, bindings, ...(relations.value && { relations: relations.value }) } } };
}

function firstError(reading: Reading, index: number, header: string): CellFailure | undefined {
  const inCell = reading.cells[index]?.diagnostics.find(({ severity }) => severity === 'error');
  if (inCell) return { failure: fail('parameter', inCell.message).failure, range: { start: inCell.start, end: inCell.end } };
  const above = reading.headerDiagnostics.find(({ severity }) => severity === 'error');
  return above && { failure: fail('parameter', inHeader(header, above)).failure };
}

function bindParameter(name: string, { parameters }: Reading, values: RunContext['values']): Result<Binding> {
  const parameter = parameters.get(name);
  if (!parameter) return fail('parameter', l10n.t('The parameter {0} is not declared.', name));
  const value = valueOf(parameter, values);
  if (value === undefined) return fail('parameter', l10n.t('The parameter {0} has no value yet, and no default.', name), { hint: l10n.t('Set it by "Casebook: Set Parameters".') });
  const checked = checkValue(parameter.type, value);
  return checked.ok ? succeed({ value, type: parameter.type }) : fail('parameter', l10n.t('The value of {0} does not fit: {1}', name, checked.failure.message));
}

/** The relations that `@using` names. One that the layout lacks is refused: an answer drawn from its absence would be wrong. */
function relationsOf({ name, layout }: Source, using: readonly RelationName[]): Result<Compilation['relations']> {
  if (using.length === 0) return succeed(undefined);
  if (!layout) return fail('unsupported', l10n.t('{0} holds no layout that Casebook knows, so @using has nothing to put in reach.', name));
  const missing = using.find((relation) => !layout.relations[relation]);
  return missing === undefined ? succeed({ layout, using }) : fail('unsupported', l10n.t('{0} has no {1}, which @using asks for ({2}).', name, missing, layout.title));
}

/** A failure's position, as far as it has one, becomes the range of the token that stands there. */
function placed(value: string, failure: Failure, originOf: (position: number) => number = (position) => position): { readonly ok: false; readonly failure: CellFailure } {
  if (failure.position === undefined) return { ok: false, failure: { failure } };
  const start = Math.min(originOf(failure.position), value.length);
  const token = lex(value).find(({ end }) => end > start);
  return { ok: false, failure: { failure: { ...failure, position: start }, range: { start, end: token && token.start <= start ? token.end : start } } };
}
