import * as l10n from '@vscode/l10n';
import { splitStatements } from '../data/guard';
import type { RelationName } from '../data/layouts/layout';
import { fail, succeed, type Result } from '../domain/failure';
import type { ChartSpecification } from '../shared/result';
import type { RuleDirective } from './directives';
import { parseInvestigation, printInvestigation } from './investigation';
import { checkDefault, valueOf, type Parameter } from './parameters';
import { readInvestigation } from './reading';

/** A saved investigation query: `<theme>/<slug>.sql`. */
export interface Snippet {
  readonly theme: string;
  readonly slug: string;
  readonly title: string;
  /** One line: what an answer means, and what to do next. */
  readonly about: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly using: readonly RelationName[];
  readonly chart?: ChartSpecification;
  readonly rule?: RuleDirective;
  /** The one statement, without its semicolon. */
  readonly sql: string;
  /** The whole file. */
  readonly text: string;
}

/** Reads a snippet's file; `path` ends in `<theme>/<slug>.sql`. A failure names the path and the line. */
export async function parseSnippet(path: string, text: string): Promise<Result<Snippet>> {
  const refuse = (message: string, offset = 0): Result<never> => fail('malformed', l10n.t('{0}, line {1}: {2}', path, text.slice(0, offset).split(/\r\n|\r|\n/).length, message));
  const [, theme, slug] = /([^/\\]+)[/\\]([^/\\]+)\.sql$/.exec(path) ?? [];
  if (theme === undefined || slug === undefined) return refuse(l10n.t('A snippet is a file <theme>/<slug>.sql.'));

  const investigation = parseInvestigation(text);
  const [cell, ...others] = investigation.cells;
  const reading = readInvestigation(investigation);
  const [cellReading] = reading.cells;
  if (!cell || !cellReading || cell.kind !== 'code' || others.length > 0) return refuse(l10n.t('A snippet is one cell of SQL.'));
  const cellStart = investigation.header.length + (cell.written ? cell.written.marker.length + cell.written.before.length : 0);
  const inCell = cellReading.diagnostics.map((each) => ({ ...each, start: cellStart + each.start }));
  const problem = [...reading.headerDiagnostics, ...inCell].find(({ severity }) => severity === 'error');
  if (problem) return refuse(problem.message, problem.start);

  const { title, about, tags = [], using = [], chart, rule } = { ...reading.header, ...cellReading.directives };
  if (!title) return refuse(l10n.t('A snippet needs a line "-- @title …".'));
  if (!about) return refuse(l10n.t('A snippet needs a line "-- @about …" that says what an answer means.'));
  const parameters = [...reading.parameters.values()];
  const required = parameters.find((parameter) => parameter.default === undefined);
  if (rule && required) return refuse(l10n.t('The parameter {0} needs a default: a rule runs unasked.', required.name));
  const statements = await splitStatements(cell.value);
  if (!statements.ok) return refuse(statements.failure.message, cellStart);
  const [statement, second] = statements.value;
  if (!statement) return refuse(l10n.t('A snippet needs one SQL statement.'), cellStart);
  if (second) return refuse(l10n.t('A snippet is one SQL statement, and a second begins here.'), cellStart + second.start);
  return succeed({ theme, slug, title, about, tags, parameters, using, ...(chart && { chart }), ...(rule && { rule }), sql: statement.text, text });
}

/** The text of an untitled investigation that runs the snippet, with these values as its parameters' defaults. */
export function snippetAsInvestigation(snippet: Snippet, values: Readonly<Record<string, string>> = {}): Result<string> {
  const unknown = Object.keys(values).find((name) => !snippet.parameters.some((parameter) => parameter.name === name));
  if (unknown !== undefined) return fail('parameter', l10n.t('The snippet {0} has no parameter {1}.', snippet.title, unknown));
  const header = [`-- @title ${snippet.title}`];
  if (snippet.using.length > 0) header.push(`-- @using ${snippet.using.join(', ')}`);
  for (const parameter of snippet.parameters) {
    const { name, type, description } = parameter;
    const value = valueOf(parameter, values);
    const checked = value === undefined ? succeed(value) : checkDefault(parameter, value);
    if (!checked.ok) return checked;
    // An empty description keeps quotes at the end of a value from being taken for one.
    const words = description ?? (value?.endsWith('"') ? '' : undefined);
    header.push(`-- @param ${name} ${type}${value === undefined ? '' : ` = ${value}`}${words === undefined ? '' : ` "${words}"`}`);
  }
  return succeed(
    printInvestigation({
      header: `${header.join('\n')}\n`,
      cells: [
        { kind: 'markdown', value: snippet.about },
        { kind: 'code', name: snippet.slug.replace(/\W/g, '_').replace(/^\d/, '_$&'), value: `${chartLine(snippet.chart)}${snippet.sql};` },
      ],
    }),
  );
}

function chartLine(chart: ChartSpecification | undefined): string {
  if (!chart) return '';
  const { kind, ...columns } = chart;
  return `-- @chart ${kind}${Object.entries(columns).map(([name, column]) => ` ${name}=${/\s/.test(column) ? `"${column}"` : column}`).join('')}\n`;
}
