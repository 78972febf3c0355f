import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Cell, Column, Row, Run } from '../../../src/data/database';
import { relationNames, type RelationName } from '../../../src/data/layouts/layout';
import { maskedRun, type MaskedRunSummary } from '../../../src/data/masking/maskedRun';
import type { MaskingOptions } from '../../../src/data/masking/plan';
import { generateSample, rowStatements } from '../../../src/data/sample';
import schema from '../../../src/data/sample/schema.sql';
import { withServers, type TestServer } from '../servers';

const script = `
create table customers (id text primary key, email text, name text, created_at timestamptz);
create table disputes (id text primary key, charge_id text, amount bigint, status text, created_at timestamptz, evidence jsonb, metadata jsonb);
create table notes (dispute_id text, note text, copies text[], card bigint, total numeric);
create type shape as (customer_name text, product_description text);
create function whose(text) returns text language sql as 'select reverse($1)';
create function refuse(text) returns text language plpgsql as 'begin raise exception ''no such customer: %'', $1 using hint = $1; end';
create function customer_name_of(text) returns text language sql as 'select name from customers where id = $1';
create function find_customer(text) returns setof customers language sql as 'select * from customers where id = $1';
create function reached(text) returns table (id text, name text, phone text) language sql as 'select id, name, email from customers where id = $1';
create schema crm;
create sequence crm.numbers;
create table crm.contacts (id integer, dropped text, reach text, phone text);
alter table crm.contacts drop column dropped;
create view crm.people as select id, phone as whom, upper(reach) as reach from crm.contacts;
create view whoever as select p.whom, d.id, to_jsonb(c) as customer from crm.people p, disputes d, customers c;
insert into customers values ('cus_NffrFeUfNV2Hib', 'jane@example.com', 'Jane "JJ" Doe', '2026-10-01'), ('cus_NffrFeUfNV2Hic', null, null, '2026-10-02');
insert into disputes values ('dp_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'ch_3MmlLrLkdIwHu7ix0snN0B15', 9007199254740993, 'won', '2026-10-01',
  '{"customer_name": "Jane Doe", "customer_email_address": "jane@example.com", "product_description": "shoes", "shipping_date": null, "big": 9007199254740993}', '{"order": "4242424242424241", "card": "4242 4242 4242 4242"}');
insert into notes values ('dp_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'paid with 5555-5555-5555-4444, mail to jane@example.com', '{"378282246310005","74537604221222012345678"}', 4242424242424242, 4242424242424242);
create materialized view kept as select lower(email) as word, count(*) as times from customers group by 1;
create table leads as select 'someone@example.com' as email from generate_series(1, 100);
analyze leads;
insert into crm.contacts values (1, 'letter', '+49 30 1234567');
`;

/** Texts and JSON made of a personal column, in any order and depth. */
const { expressions } = fc.letrec<{ expressions: string; texts: string; documents: string }>((tie) => ({
  expressions: fc.oneof(tie('texts'), tie('documents')),
  texts: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant('c.email'),
    fc.constant("(select x.e from (select c.email as e) x)"),
    fc.tuple(fc.constantFrom('lower', 'upper', 'reverse', 'initcap', 'quote_literal', 'whose', 'btrim', 'max', 'string_to'), tie('texts')).map(([name, text]) => (name === 'max' ? `(select max(v) from (values (${text})) t (v))` : name === 'string_to' ? `array_to_string(string_to_array(${text}, '@'), '@')` : `${name}(${text})`)),
    fc.tuple(tie('texts'), tie('texts')).map(([left, right]) => `(${left} || ${right})`),
    fc.tuple(tie('texts'), tie('texts')).map(([left, right]) => `coalesce(nullif(${left}, 'x'), ${right})`),
    tie('texts').map((text) => `case when ${text} like '%' then ${text} end`),
    tie('texts').map((text) => `encode(convert_to(${text}, 'UTF8'), 'hex')`),
    tie('documents').map((document) => `(${document})::text`),
    tie('documents').map((document) => `(${document} #>> '{}')`),
  ),
  documents: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant('to_jsonb(c)'),
    tie('texts').map((text) => `to_jsonb(${text})`),
    tie('texts').map((text) => `jsonb_build_object('whom', ${text})`),
    tie('texts').map((text) => `(select jsonb_object_agg(v, 1) from (values (${text})) t (v))`),
    tie('texts').map((text) => `to_jsonb(array[${text}])`),
    tie('documents').map((document) => `jsonb_build_array(${document}, 1)`),
    tie('documents').map((document) => `(select jsonb_agg(v.value) from jsonb_path_query(${document}, '$.**') as v (value))`),
    tie('documents').map((document) => `(${document} || '[]'::jsonb)`),
  ),
}));

interface Masked {
  readonly summary: MaskedRunSummary;
  readonly rows: readonly Row[];
  readonly unmasked: readonly Row[];
}

async function masked(server: TestServer, sql: string, more: Partial<Run> = {}, options: MaskingOptions = { addresses: true }): Promise<Masked> {
  const rows: Row[] = [];
  const unmasked: Row[] = [];
  const into = (kept: Row[]) => ({ columns: (_columns: readonly Column[]) => undefined, rows: (batch: readonly Row[]) => void kept.push(...batch) });
  const run = { sql, parameters: [], origin: 'cell', limit: 1000, timeout: 10_000, ...more } as const;
  const done = await maskedRun(server.database, run, { masked: into(rows), unmasked: into(unmasked) }, new AbortController().signal, options);
  if (!done.ok) throw new Error(`${done.failure.kind}: ${done.failure.message}`);
  return { summary: done.value, rows, unmasked };
}

withServers('A masked run', script, (server) => {
  const shown: readonly (readonly [what: string, sql: string, row: Row, masked: readonly string[]])[] = [
    ['plain columns by where they come from', 'select id as email, email as id, name from customers order by 1 limit 1', ['cus_NffrFeUfNV2Hib', '•••', '•••'], ['id', 'name']],
    ['NULL as NULL', "select email, name from customers where id = 'cus_NffrFeUfNV2Hic'", [null, null], []],
    ['a column behind a dropped one', 'select * from crm.contacts', ['1', 'letter', '•••'], ['phone']],
    ['expressions', "select lower(email), length(email), email like '%.com' from customers where email is not null", ['•••', '16', 't'], ['lower']],
    ['a subquery', 'select x.word from (select upper(name) as word from customers where name is not null) x', ['•••'], ['word']],
    ['a common table', 'with c as materialized (select email as word from customers where email is not null) select word from c', ['•••'], ['word']],
    ['a set operation', "select status as word from disputes where false union all select email from customers where email is not null", ['•••'], ['word']],
    ['an aggregate', "select string_agg(email, ','), count(email) from customers", ['•••', '1'], ['string_agg']],
    ['groups', 'select email, count(*) from customers where email is not null group by email', ['•••', '1'], ['email']],
    ['a view under other names', 'select whom, reach, id from crm.people', ['•••', 'LETTER', '1'], ['whom']],
    ['a view of a view', 'select v.whom from whoever v limit 1', ['•••'], ['whom']],
    ['a materialized view', 'select * from kept where word is not null', ['•••', '1'], ['word']],
    ['JSON by its keys, numbers exact', 'select evidence from disputes', ['{"big": 9007199254740993, "customer_name": "•••", "shipping_date": null, "product_description": "shoes", "customer_email_address": "•••"}'], ['evidence']],
    ['a row as JSON', "select to_jsonb(c) - 'created_at' from customers c where id = 'cus_NffrFeUfNV2Hib'", ['{"id": "cus_NffrFeUfNV2Hib", "name": "•••", "email": "•••"}'], ['?column?']],
    ['a row as JSON in a view', "select customer - 'created_at' from whoever where customer ->> 'email' is not null", ['{"id": "cus_NffrFeUfNV2Hib", "name": "•••", "email": "•••"}'], ['?column?']],
    ['a row', 'select d, d::text from disputes d', ['•••', '•••'], ['d', 'd']],
    ['a part of JSON', "select evidence ->> 'customer_name', evidence ->> 'product_description' from disputes", ['•••', 'shoes'], ['?column?']],
    ['what a function yields', "select e.key, e.value from disputes, jsonb_each_text(evidence) e where e.key like '%description'", ['product_description', '•••'], ['value']],
    ['card numbers and addresses in text, order numbers left', "select note, metadata ->> 'order', metadata ->> 'card' from notes join disputes on id = dispute_id", ['paid with 555555••••••4444, mail to •••@•••', '4242424242424241', '424242••••••4242'], ['note', '?column?']],
    ['card numbers in arrays, references left', 'select copies from notes', ['{378282•••••0005,74537604221222012345678}'], ['copies']],
    ['card numbers kept as numbers, amounts left', 'select card, total, sum(card) over () from notes', ['424242••••••4242', '4242424242424242', '424242••••••4242'], ['card', 'sum']],
    ['card numbers that are calculated with', "select card + 0, card::numeric(20, 2), card::float, card * 1.0, to_char(card, '9999 9999 9999 9999'), to_char(card, '9G999G999G999G999G999') from notes",
      ['424242••••••4242', '424242••••••4242.00', '•••••••••••••••••••••', '424242••••••4242.0', ' 424242••••••4242', ' 424242••••••4242'], ['?column?', 'card', 'to_char']],
    ['what a function of the database reads', 'select whose(email) from customers where email is not null', ['•••'], ['whose']],
    ['what a function is called after', "select customer_name_of(id) as who, id from customers where email is not null", ['•••', 'cus_NffrFeUfNV2Hib'], ['who']],
    ['the rows of a table that a function yields', "select d.id, f.id, f.name, f.email from disputes d, lateral find_customer('cus_NffrFeUfNV2Hib') f", ['dp_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'cus_NffrFeUfNV2Hib', '•••', '•••'], ['name', 'email']],
    ['all of them', "select d.status, f.* from disputes d, find_customer('cus_NffrFeUfNV2Hib') f", ['won', 'cus_NffrFeUfNV2Hib', '•••', '•••', '2026-10-01 00:00:00+00'], ['email', 'name']],
    ['the columns that a function yields, by their neighbours', "select f.* from reached('cus_NffrFeUfNV2Hib') f", ['cus_NffrFeUfNV2Hib', '•••', '•••'], ['name', 'phone']],
    ['where a sequence stands', 'select last_value from crm.numbers', ['1'], []],
    ['JSON with a personal key', 'select jsonb_object_agg(email, 1) filter (where email is not null) from customers', ['•••'], ['jsonb_object_agg']],
    ...(server.version < 16 ? [] : ([['JSON made of a subquery', 'select json_array(select email from customers where email is not null)', ['•••'], ['json_array']]] as const)),
    ['a record made of JSON', 'select r.customer_name, r.product_description, r::text from disputes, jsonb_populate_record(null::shape, evidence) r', ['•••', 'shoes', '•••'], ['customer_name', 'r']],
    ['identifiers, amounts and states as they are', 'select id, charge_id, amount, status, created_at at time zone \'UTC\' from disputes', ['dp_1Pgc71B7kZbyQdIyHqnqZ2Yj', 'ch_3MmlLrLkdIwHu7ix0snN0B15', '9007199254740993', 'won', '2026-10-01 00:00:00'], []],
    ['what the planner keeps of values', "select attname, most_common_vals from pg_stats where tablename = 'leads'", ['email', '•••'], ['most_common_vals']],
  ];
  for (const [what, sql, row, names] of shown) {
    it(`shows ${what}`, async () => {
      const { rows, summary } = await masked(server, sql);
      assert.deepEqual(rows[0], row);
      assert.deepEqual(summary.masked, [...new Set(names)]);
    });
  }

  it('hands unmasked values to chaining, and says what they are', async () => {
    const { rows, unmasked, summary } = await masked(server, 'select id, email from customers order by id limit 1');
    assert.deepEqual(unmasked, [['cus_NffrFeUfNV2Hib', 'jane@example.com']]);
    assert.deepEqual(rows, [['cus_NffrFeUfNV2Hib', '•••']]);
    assert.deepEqual(summary.treatments, ['clear', 'whole']);
    const chained = await masked(server, 'select $1::text[], count(*) from customers where email = any ($1::text[])', { parameters: ['{jane@example.com}'] }, { addresses: false, parameters: ['whole'] });
    assert.deepEqual(chained.rows, [['•••', '1']]);
  });

  it('looks names up in the path of the run', async () => {
    const { rows } = await masked(server, 'select whom from people', { settings: { search_path: 'crm, public' } });
    assert.deepEqual(rows, [['•••']]);
  });

  it('leaves addresses in texts where the setting says so', async () => {
    const { rows } = await masked(server, 'select note from notes', {}, { addresses: false });
    assert.deepEqual(rows, [['paid with 555555••••••4444, mail to jane@example.com']]);
  });

  const quoting: readonly (readonly [expression: string, message: string])[] = [
    ['email::integer', 'invalid input syntax for type integer: "•••"'],
    ['email::uuid', 'invalid input syntax for type uuid: "•••"'],
    ['email::jsonb', 'invalid input syntax for type json'],
    ["split_part(email, '@', 1)::regclass", 'relation "•••" does not exist'],
    ['name::regclass', 'invalid name syntax'],
    ['to_tsquery(name)', 'syntax error in tsquery: "•••"'],
    ['current_setting(email)', 'unrecognized configuration parameter "•••"'],
    ["(email || '.a.b.c')::regclass", 'improper relation name (too many dotted names): •••'],
    ["customer_name_of('cus_NffrFeUfNV2Hib')::int", 'invalid input syntax for type integer: "•••"'],
    ['refuse(email)', 'A function of the database raised an error. Its words are not shown, since the statement reads personal data.'],
  ];
  for (const [expression, message] of quoting) {
    it(`hides what an error quotes of a row: ${expression}`, async () => {
      const run: Run = { sql: `select ${expression} from customers where email is not null`, parameters: [], origin: 'cell', limit: 10, timeout: 10_000 };
      const done = await maskedRun(server.database, run, { masked: { columns: () => undefined, rows: () => undefined } }, new AbortController().signal, { addresses: false });
      assert.ok(!done.ok);
      assert.equal(done.failure.message, message);
      assert.doesNotMatch(JSON.stringify(done.failure), /jane|Doe\b|JJ/i);
    });
  }

  it('never shows a personal value, whatever is made of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(expressions, { minLength: 1, maxLength: 8 }), async (chosen) => {
        const { rows, unmasked } = await masked(server, `select ${chosen.join(', ')} from customers c where email is not null`, {}, { addresses: false });
        assert.equal(rows.length, unmasked.length);
        for (const [index, value] of (rows[0] ?? []).entries()) assert.doesNotMatch(value ?? '', /jane|moc\.elpmaxe|example|6a616e65/i, chosen[index]);
      }),
      { numRuns: 60 },
    );
  });

  it('asks the catalogue once for the same names', async () => {
    const asked = (): number => server.history.filter(({ statement }) => statement.startsWith('casebook_masking')).length;
    await masked(server, 'select email from customers, notes');
    const before = asked();
    await masked(server, 'select name from notes, customers');
    assert.equal(asked(), before);
    // Nobody wrote it: it is not the user's own history.
    assert.deepEqual([...new Set(server.history.flatMap(({ statement, origin }) => (statement === 'casebook_masking' ? [origin] : [])))], ['connection']);
  });
});

const sample = generateSample({ now: new Date('2026-11-20T12:00:00Z') });
const literal = (value: Cell): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
const filled = [schema, ...Array.from(rowStatements(sample), ({ sql, parameters }) => `${sql.replace(/\$(\d+)/g, (_, number) => literal(parameters[Number(number) - 1] ?? null))};`)].join('\n');

withServers('Masking the sample', filled, (server) => {
  it('hides the planted card numbers and address, and none of their look-alikes', async () => {
    const breakage = sample.breakages.find(({ kind }) => kind === 'cardNumber');
    assert.ok(breakage);
    assert.deepEqual([breakage.planted.length, breakage.decoys.length], [4, 3]);
    const { rows, unmasked } = await masked(server, "select id, metadata ->> 'note', metadata from disputes", { limit: 100_000 });
    const changed = rows.flatMap((row, index) => (row.join() === unmasked[index]?.join() ? [] : [row[0]]));
    assert.deepEqual(changed.sort(), [...breakage.planted].sort());
    assert.deepEqual(
      rows.filter(([id]) => breakage.planted.includes(id ?? '')).map(([, note]) => note).sort(),
      ['Customer read out her card, 424242••••••4242, on the phone.', 'Paid before with 555555••••••4444, wants it back there.', 'Ship the replacement to Ines Castillo, •••', 'amex 378282•••••0005 declined twice'],
    );
  });

  it('changes nothing else in any relation but what is personal', async () => {
    for (const name of relationNames) {
      const { summary } = await masked(server, `select * from ${name}`, { limit: 100_000 });
      assert.deepEqual(summary.masked, hidden[name] ?? [], name);
    }
  });
});

const hidden: Readonly<Partial<Record<RelationName, readonly string[]>>> = { charges: ['metadata'], customers: ['email', 'name'], disputes: ['evidence', 'metadata'] };
