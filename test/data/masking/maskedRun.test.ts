import assert from 'node:assert/strict';
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
create schema crm;
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
    ['card numbers kept as numbers, amounts left', 'select card, total, sum(card) over () from notes', ['424242••••••4242', '4242424242424242', '4242424242424242'], ['card']],
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

  it('hides what an error quotes of a row', async () => {
    const run: Run = { sql: 'select name::integer from customers', parameters: [], origin: 'cell', limit: 10, timeout: 10_000 };
    const done = await maskedRun(server.database, run, { masked: { columns: () => undefined, rows: () => undefined } }, new AbortController().signal, { addresses: true });
    assert.ok(!done.ok);
    assert.equal(done.failure.message, 'invalid input syntax for type integer: "•••"');
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
