import * as l10n from '@vscode/l10n';
import { fail, succeed, type Result } from '../../domain/failure';
import { redactJson } from '../../domain/redaction';
import { preludeOf, type Source } from '../layouts/layout';
import type { Asked } from './cards';
import { homes } from './homes';
import { nameOf } from './questionName';

/** Characters of one column's JSON. A dispute's evidence is 150,000 at the most; what is longer is no page to read. */
const longest = 1_000_000;

/** The whole object as indented JSON, masked; several, where several bear the identifier, as an array. Numbers are the server's own text. A column too long to be shown says so in its place. */
export async function readRaw({ name, database, layout }: Source, { id, kind }: Asked, signal?: AbortSignal): Promise<Result<string>> {
  const home = homes.get(kind);
  if (!home || !layout?.relations[home.relation]) return fail('unsupported', l10n.t('{0} holds no rows for {1}.', name, id));
  const { relation, column } = home;
  const sql = `with ${preludeOf(layout, [relation])}
select jsonb_pretty(case when count(*) = 1 then min(json::text)::jsonb else jsonb_agg(json) end)
from (select shown.json from ${relation} found cross join lateral (
  select jsonb_object_agg(key, case when length(value::text) <= ${longest} then value else to_jsonb(format($2, length(value::text))) end) as json from jsonb_each(to_jsonb(found))
) shown where found.${column} = $1 limit 100) objects
having count(*) > 0`;
  const answer = await database.ask({ name: nameOf('raw', sql), sql, parameters: [id, tooLong()], origin: 'lookup', holdsUsersSql: layout.holdsUsersSql }, signal);
  if (!answer.ok) return answer;
  const json = answer.value.rows[0]?.[0];
  return typeof json === 'string' ? succeed(redactJson(json).text) : fail('notFound', l10n.t('{0} is not in {1}.', id, name));
}

/** With the length in place of `%s`. */
const tooLong = (): string => l10n.t('{0} characters, too long to be shown. Select it in an investigation.', '%s');
