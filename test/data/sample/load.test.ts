import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { stripeSyncEngineMigrations } from '../../../src/build/stripeSyncEngine.mjs';
import type { Cell, Database, Row } from '../../../src/data/database';
import { canonicalColumns } from '../../../src/data/layouts/canonicalColumns';
import { detectLayouts } from '../../../src/data/layouts/detect';
import { relationNames, type Layout, type RelationName } from '../../../src/data/layouts/layout';
import { openEmbedded } from '../../../src/data/node/embedded';
import { generateSample, loadStatements, stripeSyncEngineStatements, type LoadStatement } from '../../../src/data/sample';
import schema from '../../../src/data/sample/schema.sql';
import { withPostgres, type TestPostgres } from '../servers';

const sample = generateSample({ now: new Date('2026-11-19T15:30:00Z') });

withPostgres('The sample in canonical tables', schema, (server) => {
  before(() => load(server, loadStatements(sample)));

  it('is recognised, and lacks nothing', async () => {
    const layout = await only(server.database);
    assert.deepEqual([layout.id, layout.lacks], ['canonical', []]);
  });

  for (const name of relationNames) {
    it(`comes back as it was made: ${name}`, async () => {
      const made = sample.relations[name];
      const wanted = new Set(made.map(([id]) => id));
      const layout = await only(server.database);
      const back = (await rows(server.database, `select * from (${layout.relations[name] ?? ''}) as relation`)).filter(([id]) => wanted.has(id ?? null));
      assert.deepEqual(comparable(name, back), comparable(name, made));
    });
  }

  it('has the volume of a programme beside its rows', async () => {
    const [settled] = await rows(server.database, "select count(*), min(id) ~ '^ch_1[0-9A-Za-z]{5}[0-9A-Za-z]{10}[0-9]{8}$', count(*) filter (where created_at < '2026-11-01' or created_at > '2026-11-19T15:30:00Z') from charges where payment_intent_id is null");
    assert.deepEqual(settled, [String(101_235 - 1_640 + 2_500 - 60), 't', '0']);
  });

  it('is written by one command, with its files', async () => {
    const files = mkdtempSync(path.join(tmpdir(), 'casebook-written-'));
    const { host, port, database } = server.address;
    const url = `postgres://postgres:postgres@${host}:${port}/${database}`;
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/build/writeSample.mts', url, '--schema', 'written', '--files', files]);
    assert.deepEqual(await rows(server.database, 'select count(*) from written.disputes'), [['1070']]);
    assert.match(readFileSync(path.join(files, 'README.md'), 'utf8'), /^# The sample\n/);
    await server.admin.query('drop schema written cascade');
    await rm(files, { recursive: true });
  });

  it('changes nothing when loaded again', async () => {
    const counts = () => rows(server.database, relationNames.map((name) => `select '${name}', count(*) from ${name}`).join(' union all '));
    const first = await counts();
    await load(server, loadStatements(sample));
    assert.deepEqual(await counts(), first);
  });
});

withPostgres('The sample in the tables of stripe-sync-engine', '', (server) => {
  before(async () => {
    for (const script of await stripeSyncEngineMigrations()) await server.admin.query(script);
    await load(server, stripeSyncEngineStatements(sample));
  });

  it('is recognised, and says what it lacks', async () => {
    const layout = await only(server.database);
    assert.equal(layout.id, 'stripe-sync-engine');
    assert.deepEqual(['accounts', 'transfers'].filter((relation) => layout.lacks.includes(relation)), ['accounts', 'transfers']);
    assert.ok(layout.lacks.includes('disputes.network_reason_code') && layout.lacks.includes('disputes.closed_at') && layout.lacks.includes('charges.account_id'));
  });

  for (const name of ['disputes', 'charges', 'refunds', 'balance_transactions', 'events', 'early_fraud_warnings', 'customers', 'payouts'] as const) {
    it(`yields the same rows as the canonical tables, where it has the data: ${name}`, async () => {
      const layout = await only(server.database);
      const left = Object.keys(canonicalColumns[name]).filter((column) => !layout.lacks.includes(`${name}.${column}`) && !differs[name]?.includes(column));
      const back = await rows(server.database, `select * from (${layout.relations[name] ?? ''}) as relation`);
      assert.deepEqual(comparable(name, back, left), comparable(name, kept(name), left));
    });
  }

  it('finds a dispute by its id through the primary key, and its ledger too', async () => {
    const layout = await only(server.database);
    const plan = async (name: RelationName, column: string) =>
      (await rows(server.database, `explain select * from (${layout.relations[name] ?? ''}) as relation where ${column} = any(array['du_1', 'du_2'])`)).flat().join('\n');
    assert.match(await plan('disputes', 'id'), /Index Scan.* on disputes_pkey|using disputes_pkey/);
    assert.match(await plan('balance_transactions', 'dispute_id'), /disputes_pkey/);
  });
});

describe('The sample in the embedded engine', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-sample-'));
  const workspace = path.join(folder, 'workspace');
  const unfinished = path.join(workspace, '.casebook', 'unfinished');
  const open = () => openEmbedded({ name: 'sample', folder: path.join(folder, 'data'), assets: path.resolve('dist'), sampleWorkspace: workspace, history: { append: () => undefined } });
  const counts = async (database: Database) => (await rows(database, 'select (select count(*) from disputes), (select count(*) from charges), (select count(*) from accounts)'))[0];
  const whole = ['1070', String(8_429 + 101_235 - 1_640 + 2_500 - 60), '16'];
  after(() => rm(folder, { recursive: true, force: true }));

  it('is there when it is first asked, with its workspace, and complete soon after', async () => {
    const database = open();
    try {
      const [deadline] = await rows(database, "select count(*) from disputes where status = 'needs_response' and has_evidence and submission_count = 0 and due_by between now() + interval '5 hours' and now() + interval '6 hours'");
      assert.deepEqual(deadline, ['203']);
      assert.match(readFileSync(path.join(workspace, 'thread.txt'), 'utf8'), /du_[0-9A-Za-z]{24}/);
      // Somebody who asks all the time does not keep it from being filled.
      while (existsSync(unfinished)) await rows(database, 'select count(*) from accounts');
      assert.deepEqual(await counts(database), whole);
    } finally {
      await database.close();
    }
  });

  it('is not filled again by the next to open it', async () => {
    assert.equal(existsSync(unfinished), false);
    const database = open();
    try {
      assert.deepEqual(await counts(database), whole);
    } finally {
      await database.close();
    }
  });
});

/** Where the API's shape cannot say what the canonical one does: a charge is disputed or unknown there. */
const differs: Readonly<Partial<Record<RelationName, readonly string[]>>> = { charges: ['disputed'] };

/** What that engine has a place for: of the ledger, what moves a dispute's money; of an event, its first delivery, without the account. */
function kept(name: RelationName): readonly Row[] {
  const made = sample.relations[name];
  const column = (wanted: string): number => Object.keys(canonicalColumns[name]).indexOf(wanted);
  if (name === 'balance_transactions') return made.filter((row) => row[column('reporting_category')]?.startsWith('dispute'));
  if (name !== 'events') return made;
  const seen = new Set<Cell | undefined>();
  return made.filter(([id]) => !seen.has(id) && seen.add(id)).map((row) => row.map((value, index) => (index === column('payload') ? (value?.replace(/"account":"[^"]*",/, '') ?? null) : value)));
}

async function load(server: TestPostgres, statements: Iterable<LoadStatement>): Promise<void> {
  for (const { sql, parameters } of statements) await server.admin.query(sql, [...parameters]);
}

async function only(database: Database): Promise<Layout> {
  const found = await detectLayouts(database);
  assert.ok(found.ok, found.ok ? '' : found.failure.message);
  const [layout, ...others] = found.value;
  assert.ok(layout && others.length === 0);
  return layout;
}

let asked = 0;
async function rows(database: Database, sql: string): Promise<readonly Row[]> {
  const answer = await database.ask({ name: `test_${asked++}`, sql, parameters: [], origin: 'api', timeout: 60_000 });
  assert.ok(answer.ok, answer.ok ? '' : answer.failure.message);
  return answer.value.rows;
}

/** Rows by id, each value in one spelling. */
function comparable(name: RelationName, from: readonly Row[], columns: readonly string[] = Object.keys(canonicalColumns[name])): unknown[] {
  const all = Object.entries(canonicalColumns[name]);
  const wanted = all.flatMap(([column, type], index) => (columns.includes(column) ? [{ type, index }] : []));
  return from.map((row) => wanted.map(({ type, index }) => spelled(type, row[index] ?? null))).sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
}

function spelled(type: string, value: Cell): unknown {
  if (value === null) return null;
  if (type === 'timestamptz') return Date.parse(value) / 1000;
  if (type === 'boolean') return value.startsWith('t');
  if (type === 'numeric') return Number(value);
  return type === 'jsonb' ? JSON.parse(value) : value;
}
