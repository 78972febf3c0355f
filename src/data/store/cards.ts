import * as l10n from '@vscode/l10n';
import type { Card } from '../../domain/card';
import { fail, succeed, type Result } from '../../domain/failure';
import { arrayLiteral, type Cell } from '../database';
import { plannedFor, preludeOf, relationNames, type Layout, type Source } from '../layouts/layout';
import cardsSql from '../sql/cards.sql';
import { assemble } from './assemble';
import { decodeSnapshot, type Snapshot } from './decode';
import { nameOf } from './questionName';
import { findings, rulesFor, type Rule } from './rule';
import { shownIn } from './ruleMask';

/** An identifier to look up: its kind says where. */
export interface Asked {
  readonly id: string;
  readonly kind: string;
}

/**
 * The cards of a batch of identifiers of any kinds, in one statement: rows, all that hangs on their disputes, and
 * what the built-in rules say; the users' rules are asked after it, in one of theirs. What the database knows nothing of has no entry.
 */
export async function lookupCards(source: Source, asked: readonly Asked[], rules: readonly Rule[], signal?: AbortSignal): Promise<Result<ReadonlyMap<string, Card>>> {
  const { name, database, layout } = source;
  if (!layout) return fail('unsupported', l10n.t('{0} holds no disputes in a layout that Casebook knows.', name));
  const { applicable, builtIn, users } = questionsOf(layout, rules);
  const put = async (question: CardQuestion, ...given: readonly Cell[]): Promise<Result<Snapshot>> => {
    const answer = await database.ask({ ...question, parameters: [...given, ...question.parameters], origin: 'lookup', readsFew: true }, signal);
    return answer.ok ? decodeSnapshot(answer.value) : answer;
  };
  const snapshot = await put(builtIn, arrayLiteral(asked.map(({ id }) => id)), arrayLiteral(asked.map(({ kind }) => kind)));
  if (!snapshot.ok) return snapshot;
  const { links, findings: found } = snapshot.value;
  const subjects = [...new Set([...links.map(([, dispute]) => dispute), ...asked.flatMap(({ id, kind }) => (disputeKinds.has(kind) ? [id] : []))])];
  const more = users && subjects.length > 0 ? await put(users, arrayLiteral(subjects)) : undefined;
  if (more && !more.ok) return more;
  const shown = await shownIn({ database, layout }, applicable, [...found, ...(more?.value.findings ?? [])], signal);
  return succeed(assemble(asked, { ...snapshot.value, findings: shown }, applicable));
}

/** Milliseconds that a card waits for the users' rules, and for a session that cells may have taken. */
const usersTime = 3000;

/** As in cards.sql. */
const disputeKinds: ReadonlySet<string> = new Set(['dispute', 'issuing_dispute']);

interface CardQuestion {
  readonly name: string;
  readonly sql: string;
  /** The rules' own, after those of the question. */
  readonly parameters: readonly Cell[];
  readonly holdsUsersSql: boolean;
  readonly timeout?: number;
}

interface CardQuestions {
  readonly rules: readonly Rule[];
  readonly applicable: readonly Rule[];
  readonly builtIn: CardQuestion;
  readonly users: CardQuestion | undefined;
}

/** Putting the statements together and naming them takes longer than asking them: the last ones of each layout are kept. */
const questions = new WeakMap<Layout, CardQuestions>();

function questionsOf(layout: Layout, rules: readonly Rule[]): CardQuestions {
  const known = questions.get(layout);
  if (known?.rules === rules) return known;
  const applicable = rulesFor(layout, rules);
  const put = (what: string, select: string, holdsUsersSql: boolean, first: number): CardQuestion => {
    const found = findings(applicable.filter((rule) => rule.holdsUsersSql === holdsUsersSql), first);
    const sql = plannedFor(layout, `with ${preludeOf(layout, relationNames)},\n${select}${found.sql}`);
    return { name: nameOf(what, sql), sql, parameters: found.parameters, holdsUsersSql: holdsUsersSql || layout.holdsUsersSql === true };
  };
  const made = {
    rules,
    applicable,
    builtIn: put('cards', cardsSql, false, 3),
    users: applicable.some((rule) => rule.holdsUsersSql) ? { ...put('rules', subjectsSql, true, 2), timeout: usersTime } : undefined,
  };
  questions.set(layout, made);
  return made;
}

/** The disputes that rules may speak of ($1), and no row by themselves. */
const subjectsSql = `subject as materialized (select unnest($1::text[]) as id)
select 'links' as part, null::text as value where false
`;
