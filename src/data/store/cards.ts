import * as l10n from '@vscode/l10n';
import type { Card } from '../../domain/card';
import { fail, succeed, type Result } from '../../domain/failure';
import { arrayLiteral, type Cell } from '../database';
import { plannedFor, preludeOf, relationNames, type Layout, type Source } from '../layouts/layout';
import cardsSql from '../sql/cards.sql';
import { ask } from './ask';
import { assemble } from './assemble';
import { decodeSnapshot } from './decode';
import { nameOf } from './questionName';
import { findings, rulesFor, type Rule } from './rule';

/** An identifier to look up: its kind says where. */
export interface Asked {
  readonly id: string;
  readonly kind: string;
}

/**
 * The cards of a batch of identifiers of any kinds, in one statement: rows, all that hangs on their disputes, and
 * what the rules say. What the database knows nothing of has no entry.
 */
export async function lookupCards(source: Source, asked: readonly Asked[], rules: readonly Rule[], signal?: AbortSignal): Promise<Result<ReadonlyMap<string, Card>>> {
  if (!source.layout) return fail('unsupported', l10n.t('{0} holds no disputes in a layout that Casebook knows.', source.name));
  const { name, sql, parameters, applicable } = questionOf(source.layout, rules);
  const given = [arrayLiteral(asked.map(({ id }) => id)), arrayLiteral(asked.map(({ kind }) => kind)), ...parameters];
  const answer = await ask(source.database, { name, sql, parameters: given, origin: 'lookup' }, signal);
  if (!answer.ok) return answer;
  const snapshot = decodeSnapshot(answer.value);
  return snapshot.ok ? succeed(assemble(asked, snapshot.value, applicable)) : snapshot;
}

interface CardQuestion {
  readonly rules: readonly Rule[];
  readonly applicable: readonly Rule[];
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly Cell[];
}

/** Putting the statement together and naming it takes longer than asking it: the last one of each layout is kept. */
const questions = new WeakMap<Layout, CardQuestion>();

function questionOf(layout: Layout, rules: readonly Rule[]): CardQuestion {
  const known = questions.get(layout);
  if (known?.rules === rules) return known;
  const applicable = rulesFor(layout, rules);
  const found = findings(applicable, 3);
  const sql = plannedFor(layout, `with ${preludeOf(layout, relationNames)},\n${cardsSql}${found.sql}`);
  const question = { rules, applicable, name: nameOf('cards', sql), sql, parameters: found.parameters };
  questions.set(layout, question);
  return question;
}
