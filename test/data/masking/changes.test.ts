import assert from 'node:assert/strict';
import type { Cell } from '../../../src/data/database';
import { maskedRun } from '../../../src/data/masking/maskedRun';
import { withPostgres } from '../servers';

withPostgres('A relation that changes', "create table people (id int, note text, reach text); insert into people values (1, 'shoes', 'jane roe'); create table notes (note text, phone text); insert into notes values ('shoes', '1')", (server) => {
  async function shown(sql: string): Promise<readonly Cell[]> {
    const values: Cell[] = [];
    const run = { sql, parameters: [], origin: 'cell', limit: 10, timeout: 10_000 } as const;
    const done = await maskedRun(server.database, run, { masked: { columns: () => undefined, rows: (rows) => void values.push(...rows.flat()) } }, new AbortController().signal, { addresses: true });
    return done.ok ? values : [done.failure.message];
  }

  it('is shown as soon as it is there', async () => {
    assert.deepEqual(await shown('select id from orders'), ['relation "orders" does not exist']);
    await server.admin.query("create table orders as select 'A1'::text as id; grant select on orders to public");
    assert.deepEqual(await shown('select id from orders'), ['A1']);
  });

  it('never shows a column that got a personal name', async () => {
    assert.deepEqual(await shown('select * from people'), ['1', 'shoes', 'jane roe']);
    assert.deepEqual(await shown('select note, reach from people'), ['shoes', 'jane roe']);
    await server.admin.query('alter table people rename reach to full_name');
    assert.deepEqual(await shown('select * from people'), ['1', 'shoes', '•••']);
    assert.deepEqual(await shown('select note, full_name from people'), ['shoes', '•••']);
    await server.admin.query('alter table people rename note to surname');
    assert.deepEqual(await shown('select surname from people'), ['•••']);
  });

  it('is asked for anew where a column came that was not known', async () => {
    assert.deepEqual(await shown('select * from notes'), ['shoes', '•••']);
    await server.admin.query("alter table notes add email text default 'a', add sku text default 'A1'");
    await shown('select * from notes');
    assert.deepEqual(await shown('select * from notes'), ['shoes', '•••', '•••', 'A1']);
  });
});
