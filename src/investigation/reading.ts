import * as l10n from '@vscode/l10n';
import { readDirectives, type Diagnostic, type Directives, type DirectivesRead } from './directives';
import type { Investigation, InvestigationCell } from './investigation';
import { lex, type Token } from './lexer';
import type { Parameter } from './parameters';
import { findReferences, type Reference } from './references';

/** What an investigation says, before any connection is asked. */
export interface Reading {
  readonly header: Directives;
  readonly headerDiagnostics: readonly Diagnostic[];
  /** One for each cell, in order. */
  readonly cells: readonly CellReading[];
  /** Every `@param` of the file, by name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The code cells that have a name, by it. */
  readonly names: ReadonlyMap<string, number>;
}

export interface CellReading {
  /** The cell's own, with the header's defaults beneath. */
  readonly directives: Directives;
  readonly references: readonly Reference[];
  /** Offsets are into the cell's value. */
  readonly diagnostics: readonly Diagnostic[];
}

const readings = new WeakMap<Investigation, Reading>();

/** Read once: an investigation does not change. */
export function readInvestigation(investigation: Investigation): Reading {
  const reading = readings.get(investigation) ?? read(investigation);
  readings.set(investigation, reading);
  return reading;
}

/** The words for a finding in the header where they are said of a cell. */
export const inHeader = (header: string, { start, message }: Diagnostic): string => l10n.t('In the header, line {0}: {1}', header.slice(0, start).split(/\r\n|\r|\n/).length, message);

function read({ header, cells }: Investigation): Reading {
  const top = readDirectives(header);
  const parameters = new Map<string, Parameter>();
  const declare = (declared: readonly Parameter[]): string[] => {
    const twice = declared.filter(({ name }) => parameters.has(name)).map(({ name }) => name);
    for (const parameter of declared) if (!parameters.has(parameter.name)) parameters.set(parameter.name, parameter);
    return twice;
  };
  declare(top.directives.parameters);

  const names = new Map<string, number>();
  const sqlCells = cells.map((cell, index) => {
    const { tokens, own } = scan(cell);
    const diagnostics = [...own.diagnostics, ...markersIn(cell), ...conflictsIn(cell)];
    for (const name of declare(own.directives.parameters)) diagnostics.push(aboutCell(cell, l10n.t('The parameter {0} is declared twice; the first declaration holds.', name), 'warning'));
    if (cell.name !== undefined && names.has(cell.name)) diagnostics.push(aboutCell(cell, l10n.t('Another cell has the name {0}. Rename one of them.', cell.name), 'error'));
    else if (cell.name !== undefined && cell.kind === 'code') names.set(cell.name, index);
    return { cell, tokens, own: own.directives, diagnostics };
  });

  const chartCell = cells.findIndex(({ kind }) => kind === 'code');
  const { connection, limit, timeout, using, chart } = top.directives;
  return {
    header: top.directives,
    headerDiagnostics: top.diagnostics,
    parameters,
    names,
    cells: sqlCells.map(({ cell, tokens, own, diagnostics }, index) => {
      const references = findReferences(cell.value, tokens, (name) => parameters.has(name) || names.has(name));
      const defaults = { ...(connection !== undefined && { connection }), ...(limit !== undefined && { limit }), ...(timeout !== undefined && { timeout }), ...(using && { using }), ...(chart && index === chartCell && { chart }) };
      return {
        directives: { ...defaults, ...own, settings: { ...top.directives.settings, ...own.settings } },
        references,
        diagnostics: [...diagnostics, ...references.flatMap((reference) => unknown(reference, parameters, names)), ...quotedParameters(cell, tokens)],
      };
    }),
  };
}

interface Scan {
  /** Those that references are found by. */
  readonly tokens: readonly Token[];
  readonly own: DirectivesRead;
}

const scans = new WeakMap<InvestigationCell, Scan>();

/** Lexed once: of a large file, an edit has its own cell alone read again. */
function scan(cell: InvestigationCell): Scan {
  const known = scans.get(cell);
  if (known) return known;
  const tokens = cell.kind === 'code' ? lex(cell.value) : [];
  const scanned = {
    tokens: tokens.filter(({ kind, start }) => kind === 'parameter' || kind === 'chain' || kind === 'quotedParameter' || /[[\]]/.test(cell.value.charAt(start))),
    own: readDirectives(cell.value, tokens),
  };
  scans.set(cell, scanned);
  return scanned;
}

function aboutCell(cell: InvestigationCell, message: string, severity: Diagnostic['severity']): Diagnostic {
  return { severity, message, start: 0, end: cell.value.split('\n', 1)[0]?.length ?? 0 };
}

function markersIn({ kind, value }: InvestigationCell): Diagnostic[] {
  if (kind === 'markdown') return [];
  return Array.from(value.matchAll(/(?<![^\n])-- %%.*/g), ({ index, 0: line }) => ({
    severity: 'warning',
    message: l10n.t('A line that begins with "-- %%" begins a cell: saved and opened again, this cell is two.'),
    start: index,
    end: index + line.length,
  }));
}

/** Git's marks of an unresolved merge. A line of equals signs alone is also Markdown's for a heading. */
function conflictsIn({ kind, value }: InvestigationCell): Diagnostic[] {
  return Array.from(value.matchAll(kind === 'code' ? /(?<![^\n])(?:<{7}|={7}|>{7})(?: .*)?(?![^\n])/g : /(?<![^\n])(?:<{7}|>{7})(?: .*)?(?![^\n])/g), ({ index, 0: line }) => ({
    severity: 'error',
    message: l10n.t('A merge is not resolved here. Both sides are in the text: keep one and delete these lines, or open the file as text for the merge editor.'),
    start: index,
    end: index + line.length,
  }));
}

function unknown(reference: Reference, parameters: ReadonlyMap<string, Parameter>, names: ReadonlyMap<string, number>): Diagnostic[] {
  const { start, end } = reference;
  if (reference.kind === 'parameter') {
    const { name } = reference;
    if (parameters.has(name)) return [];
    const message = names.has(name)
      ? l10n.t('{0} is a cell: write :{0}.column for the values of one of its columns.', name)
      : l10n.t('The parameter {0} is not declared. Declare it in a line such as "-- @param {0} text".', name);
    return [{ severity: 'error', message, start, end }];
  }
  if (names.has(reference.cell)) return [];
  return [{ severity: 'error', message: l10n.t('No cell has the name {0}. Name one by a word after its marker: "-- %% {0}".', reference.cell), start, end }];
}

function quotedParameters({ value }: InvestigationCell, tokens: readonly Token[]): Diagnostic[] {
  return tokens
    .filter(({ kind }) => kind === 'quotedParameter')
    .map(({ start, end }) => ({ severity: 'error', message: l10n.t('Write :{0} without quotes: a parameter is bound as a value, never put into the text.', value.slice(start + 2, end - 1)), start, end }));
}
