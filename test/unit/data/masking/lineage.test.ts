import assert from 'node:assert/strict';
import { createCatalogue, parsed, type Relation } from '../../../../src/data/masking/catalogue';
import { lineageOf } from '../../../../src/data/masking/lineage';
import { planMasking } from '../../../../src/data/masking/plan';
import type { Treatment } from '../../../../src/data/masking/treatment';

type Described = readonly [name: string, columns: Readonly<Record<string, string>>, view?: { readonly sql: string; readonly reads: readonly string[] }];

const described: readonly Described[] = [
  ['disputes', { id: 'text', charge_id: 'text', amount: 'bigint', status: 'text', created_at: 'timestamp with time zone', evidence: 'jsonb', metadata: 'jsonb' }],
  ['charges', { id: 'text', customer_id: 'text', amount: 'bigint', description: 'text', billing_details: 'jsonb', metadata: 'jsonb' }],
  ['customers', { id: 'text', email: 'text', name: 'text', created_at: 'timestamp with time zone' }],
  ['accounts', { id: 'text', name: 'text', country: 'text' }],
  ['events', { id: 'text', type: 'text', payload: 'jsonb' }],
  ['refunds', { id: 'text', charge_id: 'text', amount: 'bigint', status: 'text' }],
  ['cards', { id: 'text', card: 'bigint' }],
  ['contactable', { id: 'text', whom: 'text' }, { sql: 'select c.id, lower(c.email) as whom from customers c', reads: ['customers'] }],
  ['twice_removed', { id: 'text', whom: 'text', states: 'bigint' }, { sql: 'select v.id, v.whom, count(*) as states from contactable v join disputes d on d.id = v.id group by 1, 2', reads: ['contactable', 'disputes'] }],
  ['as_json', { id: 'text', document: 'jsonb' }, { sql: 'select d.id, to_jsonb(d.*) as document from disputes d', reads: ['disputes'] }],
  ['called_email', { id: 'text', email: 'text' }, { sql: "select r.id, r.status as email from refunds r", reads: ['refunds'] }],
  ['unreadable', { id: 'text', note: 'text' }, { sql: 'select from where', reads: [] }],
];

async function catalogue(): Promise<ReturnType<typeof createCatalogue>> {
  return createCatalogue(
    await Promise.all(
      described.map(
        async ([name, columns, view]): Promise<Relation> => ({
          id: name, schema: 'public', name, place: '2', isView: view !== undefined, definition: view && (await parsed(view.sql)), reads: view?.reads ?? [],
          columns: Object.entries(columns).map(([column, type], index) => [index + 1, column, type] as const),
        }),
      ),
    ),
  );
}

/** What is planned for the columns of a statement, of which the server says nothing but type text. */
async function planned(sql: string, count: number, parameters: readonly Treatment[] = []): Promise<string> {
  const statement = await parsed(sql);
  assert.ok(statement, sql);
  const { relation, routine } = await catalogue();
  const columns = Array.from({ length: count }, (_, index) => ({ name: `c${index}`, type: 'text', tableId: 0, columnNumber: 0 }));
  return planMasking(columns, lineageOf(statement, { relation, routine, parameters }), { column: () => undefined }).join(' ');
}

const shapes: Readonly<Record<string, readonly (readonly [sql: string, plan: string])[]>> = {
  'plain columns': [
    ['select email from customers', 'whole'],
    ['select id, email, name from customers', 'clear whole whole'],
    ['select c.email as contact from customers as c', 'whole'],
    ['select name, country from accounts', 'scan clear'],
    ['select id, amount, evidence from disputes', 'clear clear json'],
    ['select billing_details from charges', 'whole'],
    ['select public.customers.email from public.customers', 'whole'],
    ['select "email" from "customers"', 'whole'],
    ['select U&"\\0065mail" from customers', 'whole'],
    ['table customers', 'clear whole whole clear'],
    ['select * from customers', 'clear whole whole clear'],
    ['select c.*, r.status from customers c, refunds r', 'clear whole whole clear clear'],
    ['select r.status, c.* from customers c, refunds r', 'clear clear whole whole clear'],
    ['select ctid, tableoid from customers', 'clear clear'],
  ],
  'expressions of them': [
    ['select lower(email) from customers', 'whole'],
    ['select md5(email) from customers', 'whole'],
    ["select split_part(email, '@', 2) from customers", 'whole'],
    ['select substring(email from 1 for 3) from customers', 'whole'],
    ["select 'x' || email from customers", 'whole'],
    ["select format('%s', email), concat(id, name) from customers", 'whole whole'],
    ["select case when email is null then 'none' else email end from customers", 'whole'],
    ["select case when email like '%.de' then 'german' else 'other' end from customers", 'scan'],
    ['select coalesce(name, email), greatest(id, email), nullif(email, id) from customers', 'whole whole whole'],
    ['select email::bytea, cast(email as varchar(3)), email collate "C" from customers', 'whole whole whole'],
    ['select array[id, email], (array[email])[1] from customers', 'whole whole'],
    ['select row(id, email), (row(id, email)).f1 from customers', 'whole clear'],
    ["select regexp_replace(email, '.', 'x'), reverse(email), encode(email::bytea, 'hex') from customers", 'whole whole whole'],
    ['select ascii(email) from customers', 'whole'],
    ['select my_schema.length(email) from customers', 'whole'],
    ['select unnest(array[email]) from customers', 'whole'],
    ["select xmlelement(name e, email), xmlforest(email), xmlelement(name e, xmlattributes(email as a)), xmlconcat(xmlparse(content email)) from customers", 'whole whole whole whole'],
    ['select my_function(email), my_schema.my_function(id, c) from customers c', 'whole whole'],
    ["select email operator(my_schema.=) 'x', email operator(pg_catalog.=) 'x' from customers", 'whole clear'],
  ],
  'the characters of a value one by one': [
    ['select substr(email, 1, 1), left(email, 1), ascii(email), get_byte(email::bytea, 0) from customers', 'whole whole whole whole'],
    ["select regexp_match(email, '^(.)'), regexp_substr(email, '.'), translate(email, 'a', 'b') from customers", 'whole whole whole'],
    ["select position('a' in email), strpos(email, 'a'), regexp_instr(email, 'a'), regexp_count(email, 'a') from customers", 'whole whole whole whole'],
    ["select plainto_tsquery(email) && 'x'::tsquery, to_tsvector(email) @@ 'x', email ~ '^a', starts_with(email, 'a') from customers", 'whole whole whole whole'],
  ],
  'what only tells how much or whether': [
    ['select count(*), count(email), count(distinct email) from customers', 'clear clear clear'],
    ["select email is not null, email = 'x', email like '%x', email in ('a', 'b'), not (email > 'x') from customers", 'clear clear clear clear clear'],
    ['select length(email), char_length(name), email is distinct from name from customers', 'clear clear clear'],
    ["select exists (select email from customers), 'x' = any (select email from customers)", 'clear clear'],
    ['select row_number() over (order by email) from customers', 'clear'],
    ['select sum(amount), avg(amount), amount * 2, amount / 100.0 from disputes group by amount', 'clear clear clear clear'],
    ["select date_trunc('day', created_at) from disputes", 'scan'],
    ["select evidence ? 'customer_name', evidence @> '{}', evidence is null from disputes", 'clear clear clear'],
    ['select jsonb_typeof(evidence), pg_column_size(evidence) from disputes', 'clear clear'],
  ],
  aggregates: [
    ["select string_agg(email, ',') from customers", 'whole'],
    ['select array_agg(email order by id), min(email), max(name) from customers', 'whole whole whole'],
    ['select json_agg(email), jsonb_agg(name) from customers', 'whole whole'],
    ['select first_value(email) over (order by id), lag(email) over () from customers', 'whole whole'],
    ['select mode() within group (order by email), percentile_disc(0.5) within group (order by email) from customers', 'whole whole'],
    ['select json_object_agg(id, email), jsonb_object_agg(id, status) from customers join refunds using (id)', 'whole clear'],
    ["select string_agg(id, ',' order by email) from customers", 'scan'],
    ['select jsonb_object_agg(email, 1), json_object_agg(evidence::text, 1) from customers, disputes', 'whole whole'],
    ["select json_objectagg(email: 1), json_objectagg('k': email), json_arrayagg(email) from customers", 'whole whole whole'],
  ],
  'whole rows': [
    ['select c from customers c', 'whole'],
    ['select customers from customers', 'whole'],
    ['select c::text, row(c.*)::text, textin(record_out(c)) from customers c', 'whole whole whole'],
    ['select r from refunds r', 'clear'],
    ['select (c).email, (c).id from customers c', 'whole clear'],
    ['select (c).* from customers c', 'clear whole whole clear'],
    ['select to_jsonb(d), row_to_json(d), d::text from disputes d', 'json json json'],
    ['select to_jsonb(c), json_agg(c) from customers c', 'json json'],
    ['select to_jsonb(x) from (select email as contact from customers) x', 'whole'],
    ['select to_jsonb(x) from (select id, name from customers) x', 'whole'],
    ['select to_jsonb(d.*) from disputes d', 'json'],
    ["select to_jsonb(c) ->> 'email', to_jsonb(c) ->> 'id' from customers c", 'whole scan'],
    ['select array_agg(c) from customers c', 'whole'],
    ['select hstore(c) from customers c', 'whole'],
  ],
  'JSON and its parts': [
    ["select evidence ->> 'customer_name', evidence ->> 'product_description' from disputes", 'whole scan'],
    ["select evidence['customer_name'], evidence['duplicate_charge_id'] from disputes", 'whole json'],
    ["select payload -> 'data' -> 'object' ->> 'email', payload #>> '{data,object,id}' from events", 'whole scan'],
    ["select payload #>> '{data,object,billing_details,name}', payload #> array['data', 'object'] from events", 'whole json'],
    ["select payload -> 'data' -> 'object' ->> 'name' from events", 'whole'],
    ['select evidence -> status, evidence ->> (1 + 1) from disputes', 'whole whole'],
    ["select jsonb_extract_path_text(evidence, 'billing_address'), jsonb_extract_path(evidence, 'service_date') from disputes", 'whole json'],
    ['select evidence::text, jsonb_pretty(evidence), evidence || metadata, coalesce(evidence, metadata) from disputes', 'json json json json'],
    ["select substring(evidence::text, 3, 9), 'x' || evidence::text, md5(evidence::text), replace(evidence::text, '\"', '') from disputes", 'whole whole whole whole'],
    ["select evidence - 'customer_name', jsonb_set(evidence, '{a}', metadata) from disputes", 'json json'],
    ["select jsonb_path_query(evidence, '$.customer_name'), jsonb_path_query_first(evidence, '$.*') from disputes", 'whole whole'],
    ["select json_value(evidence, '$.customer_name'), json_query(evidence, '$') from disputes", 'whole whole'],
    ["select jsonb_build_object('email', email), jsonb_build_object('contact', email), jsonb_build_object(id, email) from customers", 'json whole whole'],
    ["select json_object('k': email), json_array(email) from customers", 'whole whole'],
    ['select json_array(select email from customers), json_array(select evidence from disputes), json_array(select x.y from (select email as y from customers) x)', 'whole whole whole'],
    ['select json_scalar(email), json_serialize(to_json(email)), json(email) from customers', 'whole whole whole'],
    ["select json_value(description, '$.email'), json_query(description, '$') from charges", 'whole whole'],
    ['select jsonb_populate_record(null::customers, evidence), jsonb_populate_record(null::customers, evidence)::text from disputes', 'whole whole'],
    ['select (jsonb_populate_record(null::customers, evidence)).email, (jsonb_populate_record(null::customers, evidence)).id from disputes', 'whole json'],
    ["select evidence::text::bytea, evidence::text::tsvector, evidence::text::varchar(20), (evidence ->> 'duplicate_amount')::bigint from disputes", 'whole whole json scan'],
    ["select description::jsonb ->> 'email', description::json from charges", 'whole json'],
    ['select jsonb_object_keys(evidence), array_agg(evidence) from disputes', 'scan json'],
  ],
  'what stands in FROM': [
    ['select x.e from (select email as e from customers) x', 'whole'],
    ['select x.a, x.b from (select id, email from customers) as x (a, b)', 'clear whole'],
    ['select lower from (select lower(email) from customers) x', 'whole'],
    ['select * from (select * from (select id, email from customers) a) b', 'clear whole'],
    ['select e.key, e.value from disputes, jsonb_each_text(evidence) e', 'scan whole'],
    ['select k, v from disputes, lateral jsonb_each(evidence) as j (k, v)', 'scan whole'],
    ['select * from disputes d, jsonb_each_text(d.metadata)', 'clear clear clear clear clear json json scan whole'],
    ["select item ->> 'email', item from events, jsonb_array_elements(payload -> 'list') as item", 'whole json'],
    ['select r.customer_name, r.service_date from disputes, jsonb_to_record(evidence) as r (customer_name text, service_date text)', 'whole json'],
    ['select g, c.id from generate_series(1, 3) g, customers c', 'clear clear'],
    ['select t.v, t.n from customers, unnest(array[email]) with ordinality as t (v, n)', 'whole clear'],
    ['select x.contact from customers c cross join lateral (select c.email as contact) x', 'whole'],
    ['select * from customers join refunds using (id)', 'clear whole whole clear clear clear clear'],
    ['select * from refunds natural join accounts', 'clear clear clear clear scan clear'],
    ['select j.email, j.status from (customers join refunds using (id)) as j', 'whole clear'],
    ['select * from customers tablesample system (10)', 'clear whole whole clear'],
    ['select f.email, f.id, f.note from find_customers(3) f', 'whole scan scan'],
    ['select * from nowhere', 'whole'],
    ['select n.id, 1 from nowhere n', 'whole clear'],
    ['select r.email, r.id from disputes, jsonb_populate_record(null::customers, evidence) r', 'whole json'],
    ['select r.a, r.b from disputes, jsonb_populate_record(null::customers, evidence) as r (a, b)', 'whole whole'],
    ['select r, r::text, to_jsonb(r) from disputes, jsonb_populate_record(null::customers, evidence) r', 'whole whole json'],
    ['select r.email, r.id from events, jsonb_populate_recordset(null::customers, payload) r', 'whole json'],
    ['select e.key, e.value from customers c, jsonb_each(jsonb_object_agg(c.email, 1)) e', 'whole whole'],
    ["select t.v from charges, json_table(description, '$' columns (v text path '$.email')) t", 'whole'],
    ["select t.v from charges, xmltable('/a' passing (description::xml) columns v text path 'b') t", 'scan'],
    ["select t.v from customers, xmltable('/a' passing (email::xml) columns v text path 'b') t", 'whole'],
    ["select t.v from disputes, json_table(evidence, '$' columns (v text path '$.customer_name')) t", 'whole'],
  ],
  'subqueries and common tables': [
    ['select (select email from customers limit 1), array(select name from customers)', 'whole whole'],
    ['select id, (select c.email from customers c where c.id = ch.customer_id) from charges ch', 'clear whole'],
    ['select (select x from (select ch.billing_details as x) i) from charges ch', 'whole'],
    ['with c as (select * from customers) select email, id from c', 'whole clear'],
    ['with c (a, b) as (select id, email from customers) select b, a from c', 'whole clear'],
    ['with customers as (select id as email from refunds) select email from customers', 'clear'],
    ['with customers as (select * from customers) select email from customers', 'whole'],
    ['with a as (select email from customers), b as (select email as x from a) select x from b', 'whole'],
    ['with disputes as not materialized (select d.id, d.evidence from public.disputes d) select * from disputes', 'clear json'],
    ['with recursive t as (select id as x from customers union all select c.email from customers c join t on t.x = c.id) select x from t', 'whole'],
    ["with recursive t as (select id, ''::text as path, 1 as depth from customers union all select t.id, t.path || c.email, t.depth + 1 from customers c join t on t.id = c.id) select id, path, depth from t", 'clear whole clear'],
    ['with recursive a as (select whom from b), b as (select email as whom from customers) select whom from a', 'whole'],
    ['select id from refunds union select email from customers', 'whole'],
    ['select email, id from customers union all select id, id from refunds', 'whole clear'],
    ['select id from refunds intersect (select id from accounts except select email from customers)', 'whole'],
    ['values (1, (select email from customers limit 1))', 'clear whole'],
    ["select column1 from (values ('a'), ('b')) v", 'scan'],
  ],
  views: [
    ['select id, whom from contactable', 'clear whole'],
    ['select * from twice_removed', 'clear whole clear'],
    ["select document, document ->> 'status' from as_json", 'json scan'],
    ['select email from called_email', 'whole'],
    ['select note from unreadable', 'whole'],
    ['select v::text from contactable v', 'whole'],
  ],
  'card numbers that are calculated with': [
    ['select card + 0, card * 1.0, card::float, round(card), abs(card), sum(card), -card from cards', 'scan scan scan scan scan scan scan'],
    ["select to_char(card, '9999 9999 9999 9999'), card::text, card::money from cards", 'scan scan scan'],
    ['select amount + 0, sum(amount), round(amount), -amount from disputes', 'clear clear clear clear'],
  ],
  'other statements': [
    ['select 1, null, true, now(), current_date, $1', 'clear clear clear clear clear scan'],
    ['explain select email from customers', 'scan'],
    ['show server_version', 'scan'],
  ],
};

describe('what of a statement is masked', () => {
  for (const [group, cases] of Object.entries(shapes)) {
    describe(group, () => {
      for (const [sql, plan] of cases) it(sql, async () => assert.equal(await planned(sql, plan.split(' ').length), plan));
    });
  }

  it('masks values chained from a personal column', async () => {
    assert.equal(await planned('select $1::text[], $2::text', 2, ['whole', 'scan']), 'whole scan');
    assert.equal(await planned('select x from unnest($1::text[]) x', 1, ['whole']), 'whole');
    assert.equal(await planned('explain select 1 where $1', 1, ['whole']), 'whole');
  });

  it('says in no time what deep and wide statements read, or that it does not know', async () => {
    const nested = (count: number, operator: string): string => `select ${'('.repeat(count)}evidence${` ${operator} 'a')`.repeat(count)} from disputes`;
    assert.equal(await planned(nested(40, '->'), 1), 'json');
    assert.equal(await planned(nested(40, '||'), 1), 'whole');
    assert.equal(await planned(`select 1${' + 1'.repeat(5000)} from disputes`, 1), 'whole');
    assert.equal(await planned(`select email from customers where id in (${Array.from({ length: 200_000 }, (_, index) => index).join()})`, 1), 'whole');
    assert.equal(await planned(`with ${Array.from({ length: 3000 }, (_, index) => `t${index} as (select id from ${index === 0 ? 'refunds' : `t${index - 1}`})`).join()} select id from t2999`, 1), 'whole');
  });

  it('masks all that it cannot tell apart', async () => {
    assert.equal(await planned('select *, n.x || c.email from customers c, nowhere n', 3), 'whole whole whole');
  });
});
