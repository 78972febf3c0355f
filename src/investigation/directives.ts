import * as l10n from '@vscode/l10n';
import { checkSettings } from '../data/guard';
import { relationNames, type RelationName } from '../data/layouts/layout';
import type { Severity } from '../domain/card';
import { fail, succeed, type Result } from '../domain/failure';
import type { ChartSpecification } from '../shared/result';
import { directiveLine } from './investigation';
import { lex, type Token } from './lexer';
import { parseParameter, type Parameter } from './parameters';

/** A finding in a text: UTF-16 offsets into it. What has an error does not run. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** What makes a snippet a rule. */
export interface RuleDirective {
  readonly severity: Severity;
  /** With `{column}` where a column's value goes. */
  readonly text: string;
}

/** What the directives of a header or a cell say. */
export interface Directives {
  readonly title?: string;
  readonly about?: string;
  readonly tags?: readonly string[];
  readonly connection?: string;
  readonly parameters: readonly Parameter[];
  readonly using?: readonly RelationName[];
  readonly limit?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly chart?: ChartSpecification;
  readonly rule?: RuleDirective;
}

const severities: readonly Severity[] = ['breakage', 'risk', 'lead'];

export interface DirectivesRead {
  readonly directives: Directives;
  readonly diagnostics: readonly Diagnostic[];
}

/** A directive as it stands in a text: `text.slice(start, end)` is its argument. */
export interface WrittenDirective {
  readonly name: string;
  /** Where its `@` is. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** The directives of a header or a code cell: comment lines that begin with `@`. */
export function findDirectives(text: string, tokens: readonly Token[] = lex(text)): WrittenDirective[] {
  return tokens.flatMap(({ kind, start, end }) => {
    if (kind !== 'lineComment' || !/(?:^|[\r\n])[ \t\f\v\uFEFF]*$/.test(text.slice(Math.max(0, start - 200), start))) return [];
    const [, name, argument = ''] = directiveLine.exec(text.slice(start, end)) ?? [];
    return name === undefined ? [] : [{ name, at: text.indexOf('@', start), start: end - argument.length, end }];
  });
}

/** Reads them. */
export function readDirectives(text: string, tokens: readonly Token[] = lex(text)): DirectivesRead {
  let directives: Directives = { parameters: [], settings: {} };
  const diagnostics: Diagnostic[] = [];
  for (const { name, at, start, end } of findDirectives(text, tokens)) {
    const place = { start: at, end };
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!read) {
      diagnostics.push({ severity: 'warning', message: l10n.t('Casebook has no directive @{0}: it is kept, and has no effect.', name), ...place });
      continue;
    }
    const result = read(text.slice(start, end).trim());
    if (!result.ok) diagnostics.push({ severity: 'error', message: result.failure.message, ...place });
    else directives = merge(directives, result.value);
  }
  return { directives, diagnostics };
}

const merge = (directives: Directives, more: Partial<Directives>): Directives => ({
  ...directives,
  ...more,
  parameters: [...directives.parameters, ...(more.parameters ?? [])],
  settings: { ...directives.settings, ...more.settings },
});

const readers: Readonly<Record<string, (argument: string) => Result<Partial<Directives>>>> = {
  title: (title) => succeed({ title }),
  about: (about) => succeed({ about }),
  tags: (argument) => succeed({ tags: list(argument, /\s*,\s*/) }),
  connection: (connection) => (connection === '' ? usage('@connection name') : succeed({ connection })),
  param(argument) {
    const parameter = parseParameter(argument);
    return parameter.ok ? succeed({ parameters: [parameter.value] }) : parameter;
  },
  using(argument) {
    const names = list(argument, /[\s,]+/);
    const unknown = names.find((name) => !isRelation(name));
    return unknown === undefined ? succeed({ using: [...new Set(names.filter(isRelation))] }) : fail('syntax', l10n.t('There is no canonical relation {0}. Use {1}.', unknown, relationNames.join(', ')));
  },
  limit: (argument) => (/^[1-9]\d{0,8}$/.test(argument) ? succeed({ limit: Number(argument) }) : usage('@limit 5000')),
  timeout(argument) {
    const [, amount, unit = 's'] = /^(\d{1,6}(?:\.\d+)?)\s*(ms|s|min)?$/.exec(argument) ?? [];
    const milliseconds = Math.round(Number(amount) * (unit === 'min' ? 60_000 : unit === 's' ? 1000 : 1));
    return milliseconds > 0 ? succeed({ timeout: milliseconds }) : usage('@timeout 30, @timeout 500ms, @timeout 5min');
  },
  set(argument) {
    const [, name, value] = /^([A-Za-z_][\w.]*)\s*=\s*(\S.*)$/.exec(argument) ?? [];
    if (name === undefined || value === undefined) return usage('@set name = value');
    const settings = { [name]: /^'(.*)'$/.exec(value)?.[1]?.replaceAll("''", "'") ?? value };
    const checked = checkSettings(settings);
    return checked.ok ? succeed({ settings }) : checked;
  },
  chart(argument) {
    const [, kind, options = ''] = /^(bar|line|histogram|scatter)((?:\s+(?:x|y|series)=(?:"[^"]*"|[^\s"]\S*))*)$/.exec(argument) ?? [];
    if (kind === undefined) return usage('@chart bar x=column y=column series=column, or line, histogram, scatter');
    const columns = Array.from(options.matchAll(/(x|y|series)=(?:"([^"]*)"|(\S+))/g), ([, name = '', quoted, plain]) => [name, quoted ?? plain] as const);
    return succeed({ chart: { kind, ...Object.fromEntries(columns) } });
  },
  rule(argument) {
    const [, name, text] = /^(\w+)\s+"(.+)"$/.exec(argument) ?? [];
    const severity = severities.find((each) => each === name);
    return severity && text !== undefined ? succeed({ rule: { severity, text } }) : usage('@rule breakage "text with {column}", or risk, lead');
  },
};

const isRelation = (name: string): name is RelationName => relationNames.some((each) => each === name);
const list = (argument: string, separator: RegExp): string[] => argument.split(separator).filter((item) => item !== '');
const usage = (form: string): Result<never> => fail('syntax', l10n.t('Write {0}.', form));
