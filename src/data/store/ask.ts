import type { Result } from '../../domain/failure';
import type { Database, Question, Rows } from '../database';
import { maskFailure } from '../masking/maskText';

/** Asks Casebook's own SQL. What a failure quotes of a row is masked: it is shown, and logged. */
export async function ask(database: Database, question: Question, signal?: AbortSignal): Promise<Result<Rows>> {
  const answer = await database.ask(question, signal);
  return answer.ok ? answer : { ok: false, failure: maskFailure(answer.failure, true) };
}
