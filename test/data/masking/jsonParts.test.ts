import assert from 'node:assert/strict';
import { maskedRun } from '../../../src/data/masking/maskedRun';
import { withServers, type TestServer } from '../servers';

const script = `
create table disputes (id text primary key, evidence_details jsonb, metadata jsonb, evidence jsonb, payload jsonb);
insert into disputes values ('dp_1',
  '{"due_by": 1799999999, "submission_count": 1, "card": {"brand": "visa", "network_reason_code": "10.4"}}',
  '{"order_id": "ORD-77-1", "sku": "A1", "email": "jane@example.com", "passenger": {"name": "Jane Roe"}}',
  '{"customer_name": "Jane Roe", "product_description": "Red shoes"}',
  '{"data": {"object": {"id": "ch_1", "name": "Jane Roe"}}}');
`;

const hidden = '•••';
/** Each of the dispute's one row. */
const examples: readonly (readonly [expression: string, shown: string])[] = [
  ["to_timestamp((evidence_details ->> 'due_by')::bigint) at time zone 'UTC'", '2027-01-15 07:59:59'],
  ["to_char(to_timestamp((evidence_details ->> 'due_by')::bigint) at time zone 'UTC', 'YYYY-MM-DD')", '2027-01-15'],
  ["(to_timestamp((evidence_details ->> 'due_by')::bigint) at time zone 'UTC')::date", '2027-01-15'],
  ["extract(epoch from to_timestamp((evidence_details -> 'due_by')::bigint))::bigint", '1799999999'],
  ["to_char((evidence_details ->> 'submission_count')::int, 'FM99')", '1'],
  ["jsonb_path_query_first(evidence_details, '$.due_by')", '1799999999'],
  ["upper(jsonb_path_query_first(evidence_details, '$.card.brand') #>> '{}')", hidden],
  ["upper(metadata ->> 'order_id')", 'ORD-77-1'],
  ["split_part(metadata ->> 'order_id', '-', 2)", '77'],
  ["'x' || (metadata ->> 'order_id')", 'xORD-77-1'],
  ["concat(id, ' ', metadata ->> 'sku')", 'dp_1 A1'],
  ["(regexp_match(metadata ->> 'order_id', '(\\d+)'))[1]", '77'],
  ["replace(evidence_details -> 'card' ->> 'network_reason_code', '.', '')", '104'],
  ["string_agg(distinct evidence_details #>> '{card,brand}', ',')", 'visa'],
  ["left(evidence ->> 'product_description', 3)", 'Red'],
  ["upper(metadata ->> 'email')", hidden],
  ["concat(id, ' ', evidence ->> 'customer_name')", hidden],
  ["(metadata -> 'passenger' ->> 'name') || ''", hidden],
  ["substr(metadata ->> 'passenger', 11, 4)", hidden],
  ["substr(payload ->> 'data', 15, 40)", hidden],
  ["substr(metadata ->> substr(id, 1, 0) || 'email', 1, 9)", hidden],
  ["upper(metadata::text)", hidden],
  ["jsonb_path_query_first(evidence, '$.customer_name')", hidden],
  ["jsonb_path_query_first(payload, '$.**.name')", hidden],
  ["substr(jsonb_path_query_first(payload, '$.data')::text, 30, 9)", hidden],
];

withServers('What is made of a part of JSON', script, (server: TestServer) => {
  for (const [expression, shown] of examples) {
    it(`${shown === hidden ? 'is hidden' : 'is shown'}: ${expression}`, async () => {
      const values: unknown[] = [];
      const run = { sql: `select coalesce((${expression})::text, '') from disputes`, parameters: [], origin: 'cell', limit: 1, timeout: 10_000 } as const;
      const done = await maskedRun(server.database, run, { masked: { columns: () => undefined, rows: (rows) => void values.push(...rows.flat()) } }, new AbortController().signal, { addresses: true });
      assert.ok(done.ok, done.ok ? '' : done.failure.message);
      assert.deepEqual(values, [shown]);
    });
  }
});
