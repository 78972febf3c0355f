import { checkStatement } from '../data/guard';
import type { Rule } from '../data/store/rule';
import { succeed, type Result } from '../domain/failure';
import { lex } from './lexer';
import { findReferences } from './references';
import type { Snippet } from './snippet';

/** A snippet's rule, ready to be asked of a layout; undefined where it is none. It runs unasked, so it must pass the guard. */
export async function ruleOf({ slug, rule, sql, parameters, using }: Snippet, holdsUsersSql: boolean): Promise<Result<Rule | undefined>> {
  if (!rule) return succeed(undefined);
  const references = findReferences(sql, lex(sql), (name) => parameters.some((parameter) => parameter.name === name));
  const pieces = [...references.map(({ start }) => start), sql.length].map((end, index) => sql.slice(references[index - 1]?.end ?? 0, end));
  const checked = await checkStatement(pieces.reduce((text, piece, number) => `${text}$${number}${piece}`));
  if (!checked.ok) return checked;
  const values = references.map((reference) => {
    const parameter = parameters.find(({ name }) => reference.kind === 'parameter' && name === reference.name);
    if (parameter?.default === undefined) throw new Error(`${slug} was parsed as a rule, and ${reference.text} has no value.`);
    return { value: parameter.default, type: parameter.type };
  });
  return succeed({ slug, severity: rule.severity, holdsUsersSql, text: rule.text, using, sql: pieces, parameters: values });
}
