import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../../src/data/database';
import { openAtomicFile } from '../../../src/data/node/atomicFile';
import { fail, succeed, type Result } from '../../../src/domain/failure';
import { exportStatement, type Exported, type ExportFormat } from '../../../src/investigation/export';
import { parseInvestigation } from '../../../src/investigation/investigation';
import { failureOf, until, valueOf } from '../node/collect';
import { withPostgres, withServers } from '../servers';

const script = `
create table customers (id text, email text, note text);
insert into customers values ('cus_1', 'jane@example.com', null), ('cus_2', 'joe@example.com', '');
`;

interface Wanted {
  readonly format?: ExportFormat;
  readonly statement?: number;
  readonly place?: string;
  readonly signal?: AbortSignal;
  readonly onRows?: (rowCount: number) => void;
}

withServers('An export', script, (server) => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'casebook-export-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const exported = (sql: string, wanted: Wanted = {}): Promise<Result<Exported>> => exportTo(path.join(folder, 'result'), server.database, sql, wanted);
  const text = (): string => readFileSync(path.join(folder, 'result'), 'utf8');

  it('has every row, whatever the limit of the cell', async () => {
    const { rowCount, bytes } = valueOf(await exported('-- @limit 10\nselect g as id, null::text as note from generate_series(1, 25000) g'));
    assert.deepEqual([rowCount, bytes], [25_000, text().length]);
    assert.deepEqual([text().split('\r\n').length, text().slice(0, 20)], [25_002, 'id,note\r\n1,\r\n2,\r\n3,\r']);
  });

  it('is masked, and says which columns are', async () => {
    assert.deepEqual(valueOf(await exported('select * from customers order by id')).masked, ['email']);
    assert.deepEqual(text().split('\r\n').map((line) => line.replaceAll('•', '*').split(',').length), [3, 3, 3, 1]);
    assert.doesNotMatch(text(), /jane|joe|example/);
  });

  it('takes the statement that is asked for', async () => {
    valueOf(await exported('select 1 as a; select 2 as b', { statement: 1, format: 'jsonl' }));
    assert.equal(text(), '{"b":2}\n');
    assert.equal(failureOf(await exported('select 1', { statement: 1 })).message, 'This cell has no statement 2.');
  });

  it('of no row and of no column is whole too', async () => {
    valueOf(await exported('select 1 as a where false', { format: 'json' }));
    assert.equal(text(), '[]\n');
    valueOf(await exported('select from customers'));
    assert.equal(text(), '\r\n\r\n\r\n');
  });

  it('of 1,600 columns has them all', async () => {
    valueOf(await exported(`select ${Array.from({ length: 1600 }, (_, column) => `${column} as c${column}`).join(', ')}`));
    assert.equal(text().split('\r\n')[1]?.split(',').length, 1600);
  });

  it('leaves no file where the statement fails, before its rows or amid them', async () => {
    assert.equal(failureOf(await exported('select nowhere')).sqlstate, '42703');
    assert.equal(failureOf(await exported('select 1 / (9000 - g) from generate_series(1, 10000) g')).sqlstate, '22012');
    assert.deepEqual(readdirSync(folder), []);
  });

  it('that is stopped leaves no file, and nothing running', async () => {
    const stop = new AbortController();
    const failure = failureOf(await exported('select generate_series(1, 100000000)', { signal: stop.signal, onRows: () => stop.abort() }));
    assert.equal(failure.kind, 'cancelled');
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(valueOf(await exported('select 1')).rowCount, 1);
  }).timeout(20_000);

  it('writes nothing beyond reading', async () => {
    assert.equal(failureOf(await exported('delete from customers')).kind, 'refused');
  });
});

withPostgres('A long export', '', (server) => {
  it('grows the heap by little, and a lost server leaves no file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casebook-export-'));
    const before = process.memoryUsage().rss;
    let most = 0;
    const onRows = (): void => void (most = Math.max(most, process.memoryUsage().rss));
    valueOf(await exportTo(path.join(folder, 'result'), server.database, "select g, md5(g::text), now() from generate_series(1, 500000) g", { onRows }));
    assert.ok(most - before < 100 * 2 ** 20, `${Math.round((most - before) / 2 ** 20)} MB`);
    rmSync(path.join(folder, 'result'));

    const rows = new Promise<void>((resolve) => void exportTo(path.join(folder, 'result'), server.database, 'select generate_series(1, 100000000)', { onRows: () => resolve() }).then((outcome) => (ended = outcome)));
    let ended: Result<Exported> | undefined;
    await rows;
    await server.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where query like '%100000000%' and pid <> pg_backend_pid()");
    await until(() => ended !== undefined, 'the export ended');
    assert.equal(ended?.ok === false && ended.failure.kind, 'offline');
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  }).timeout(30_000);
});

async function exportTo(place: string, database: Database, sql: string, { format = 'csv', statement = 0, signal = new AbortController().signal, onRows = () => undefined }: Wanted): Promise<Result<Exported>> {
  const file = valueOf(await openAtomicFile(place));
  const source = { name: 'test', database, layout: undefined };
  const context = {
    investigation: parseInvestigation(sql),
    values: {},
    defaults: { limit: 100, timeout: 10_000 },
    maskAddresses: true,
    source: (name: string | undefined) => Promise.resolve(name === undefined ? succeed(source) : fail('notFound', name)),
    result: () => undefined,
  };
  return exportStatement({ context, cell: 0, statement, format, options: { nullText: '', byteOrderMark: false } }, file, onRows, signal);
}
