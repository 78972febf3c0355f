import * as l10n from '@vscode/l10n';
import { fail, succeed, type Result } from '../domain/failure';
import { findDirectives } from './directives';
import { parseInvestigation, type Investigation } from './investigation';
import { checkDefault, parseParameter, withDefault } from './parameters';
import { readInvestigation } from './reading';

/** A piece of text in place of another: in the value of the cell with this index, or in the header. UTF-16 offsets. */
export interface Edit {
  readonly cell: number | undefined;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes a value the default of a parameter, where it is declared. */
export function setDefault(investigation: Investigation, name: string, value: string): Result<Edit> {
  const parameter = readInvestigation(investigation).parameters.get(name);
  if (!parameter) return fail('parameter', l10n.t('The parameter {0} is not declared.', name));
  const checked = checkDefault(parameter, value);
  if (!checked.ok) return checked;
  const texts = [{ cell: undefined, text: investigation.header }, ...investigation.cells.map((each, cell) => ({ cell, text: each.kind === 'code' ? each.value : '' }))];
  for (const { cell, text } of texts) {
    for (const { name: directive, start, end } of findDirectives(text)) {
      const argument = text.slice(start, end).trimEnd();
      const declared = directive === 'param' ? parseParameter(argument) : undefined;
      if (declared?.ok && declared.value.name === name) return succeed({ cell, start, end: start + argument.length, text: withDefault(argument, value) });
    }
  }
  throw new Error(`The parameter ${name} was read, and is declared nowhere.`);
}

/** Why a cell may not have this name; undefined where it may. */
export function refusalOfName(investigation: Investigation, cell: number, name: string): string | undefined {
  const { names, cells } = readInvestigation(investigation);
  const before = investigation.cells[cell]?.name;
  if (name === '') {
    const binding = cells.findIndex(({ references }) => references.some((reference) => reference.kind === 'chain' && reference.cell === before));
    return before === undefined || binding < 0 ? undefined : l10n.t('Cell {0} binds a column of {1}, so this cell needs a name.', binding + 1, before);
  }
  if (!/^[A-Za-z_]\w*$/.test(name)) return l10n.t('A name is a word of letters, digits and underscores: others bind its values by :{0}.column.', name.replace(/\W+/g, '_').replace(/^(?=\d)/, '_'));
  const other = names.get(name);
  return other === undefined || other === cell ? undefined : l10n.t('Cell {0} has this name already.', other + 1);
}

/** What other cells change when a cell gets another name: their `:old.column`. */
export function renameReferences(investigation: Investigation, old: string, name: string): Edit[] {
  return readInvestigation(investigation).cells.flatMap(({ references }, cell) =>
    references.flatMap((reference) => (reference.kind === 'chain' && reference.cell === old ? [{ cell, start: reference.start + 1, end: reference.start + 1 + old.length, text: name }] : [])),
  );
}

/** A header as an editor left it. It holds directives and comments: SQL in it would be a cell of the file. */
export function checkHeader(text: string): Result<string> {
  const header = text === '' || /[\r\n]$/.test(text) ? text : `${text}\n`;
  const read = parseInvestigation(`${header}-- %%\n`);
  // Without a directive there is no header: comments alone would be a cell.
  if (read.cells.length === 1 && (read.header === header || /^\s*$/.test(header))) return succeed(header);
  return fail('syntax', l10n.t('A header holds lines such as "-- @title …" and comments before them. SQL and other text belong into a cell.'));
}
