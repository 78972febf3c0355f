import * as l10n from '@vscode/l10n';
import { fail, succeed, type Result } from '../../domain/failure';
import { redactJson } from '../../domain/redaction';
import { preludeOf, type Source } from '../layouts/layout';
import { ask } from './ask';
import type { Asked } from './cards';
import { homes } from './homes';
import { nameOf } from './questionName';

/** The whole object as indented JSON, masked; several, where several bear the identifier, as an array. Numbers are the server's own text. */
export async function readRaw({ name, database, layout }: Source, { id, kind }: Asked, signal?: AbortSignal): Promise<Result<string>> {
  const home = homes.get(kind);
  if (!home || !layout?.relations[home.relation]) return fail('unsupported', l10n.t('{0} holds no rows for {1}.', name, id));
  const { relation, column } = home;
  const sql = `with ${preludeOf(layout, [relation])}
select jsonb_pretty(case when count(*) = 1 then min(json::text)::jsonb else jsonb_agg(json) end)
from (select to_jsonb(found) as json from ${relation} found where found.${column} = $1 limit 100) objects
having count(*) > 0`;
  const answer = await ask(database, { name: nameOf('raw', sql), sql, parameters: [id], origin: 'lookup', holdsUsersSql: layout.holdsUsersSql }, signal);
  if (!answer.ok) return answer;
  const json = answer.value.rows[0]?.[0];
  return typeof json === 'string' ? succeed(redactJson(json).text) : fail('notFound', l10n.t('{0} is not in {1}.', id, name));
}
