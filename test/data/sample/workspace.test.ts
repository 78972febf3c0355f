import assert from 'node:assert/strict';
import type { Column, Row } from '../../../src/data/database';
import { detectLayouts } from '../../../src/data/layouts/detect';
import type { Source } from '../../../src/data/layouts/layout';
import { generateSample, loadStatements } from '../../../src/data/sample';
import schema from '../../../src/data/sample/schema.sql';
import { scan } from '../../../src/domain/identifiers';
import { fail, succeed } from '../../../src/domain/failure';
import type { ChainedResult } from '../../../src/investigation/chaining';
import { parseInvestigation } from '../../../src/investigation/investigation';
import { runCell } from '../../../src/investigation/run';
import { withPostgres } from '../servers';

const now = new Date();
const sample = generateSample({ now });
const textOf = (path: string): string => sample.files.find((file) => file.path === path)?.text ?? assert.fail(path);

withPostgres('The sample’s workspace', schema, (server) => {
  let source: Source;
  before(async () => {
    for (const { sql, parameters } of loadStatements(sample)) await server.admin.query(sql, [...parameters]);
    const layouts = await detectLayouts(server.database);
    assert.ok(layouts.ok);
    source = { name: 'sample', database: server.database, layout: layouts.value[0] };
  });

  /** Every code cell in order, as Run All does: the last statement's rows by the cell's name. */
  async function runAll(path: string): Promise<Record<string, readonly Row[]>> {
    const investigation = parseInvestigation(textOf(path));
    const results = new Map<string, ChainedResult>();
    const shown: Record<string, readonly Row[]> = {};
    for (const [index, cell] of investigation.cells.entries()) {
      if (cell.kind === 'markdown') continue;
      const rows: Row[] = [];
      let columns: readonly Column[] = [];
      const outcome = await runCell(
        {
          investigation,
          values: {},
          defaults: { limit: 10_000, timeout: 30_000 },
          maskAddresses: true,
          source: (name) => Promise.resolve(name === undefined ? succeed(source) : fail('notFound', name)),
          result: (name) => results.get(name),
        },
        index,
        {
          begin: () => ({ masked: { columns: () => undefined, rows: () => undefined }, unmasked: { columns: (given) => void (columns = given), rows: (batch) => void rows.push(...batch) } }),
          end: (_, { more, treatments }) => void results.set(cell.name ?? '', { columns, more, treatments, values: (column) => rows.map((row) => row[column] ?? null) }),
        },
        new AbortController().signal,
      );
      assert.ok(outcome.ok, outcome.ok ? '' : `${cell.name ?? index}: ${outcome.failure.failure.message}`);
      shown[cell.name ?? ''] = rows;
    }
    return shown;
  }

  it('tells of the webhook incident: 26 won and 14 lost, eight of them long ago', async () => {
    const { unapplied, outcome, went_back, repeated } = await runAll('investigations/webhook-incident.casebook.sql');
    assert.deepEqual([unapplied?.length, went_back?.length], [40, 1]);
    assert.deepEqual(outcome, [['lost', '14', '2'], ['won', '26', '6']]);
    assert.deepEqual(repeated?.map(([id, , deliveries]) => [id, deliveries]), [[sample.breakages.find(({ kind }) => kind === 'deliveredTwice')?.planted[0], '3']]);
  });

  it('explains what Northgate’s file says more, to the cent', async () => {
    const { totals, causes } = await runAll('investigations/northgate.casebook.sql');
    const [[says, booked] = []] = totals ?? [];
    assert.equal(Math.round((Number(says) - Number(booked)) * 100), 8_341_217);
    assert.deepEqual(
      causes?.map(([cause, rows, difference]) => [cause, rows, Number(difference)]),
      [
        ['cut-off: booked next month', '8', 41_200],
        ['listed twice', '5', 18_950.4],
        ['not in our books', '3', 15_761.77],
        ['exchange rate', '8', 4_200],
        ['fee netted into the amount', '60', 3_300],
        ['agrees', '12', 0],
      ],
    );
  });

  it('holds identifiers that the data know, but for those that are missing on purpose', async () => {
    const missing = new Set(sample.breakages.flatMap(({ kind, planted }) => (kind === 'eventGap' || kind === 'partnerDiffers' ? planted : [])));
    const homes = await server.admin.query<{ id: string }>({
      text: "select id from disputes union all select id from charges union all select payment_intent_id from charges union all select id from events union all select id from accounts union all select case_id from disputes union all select arn from disputes",
    });
    const known = new Set(homes.rows.map(({ id }) => id));
    const unknown = sample.files
      .flatMap(({ text }) => scan(text))
      .filter(({ kind, text }) => kind !== 'secret' && kind !== 'arn' && kind !== 'request' && !known.has(text) && !missing.has(text));
    assert.deepEqual(unknown, []);
  });

  it('has one dispute in its thread, and answers to its five mysteries', () => {
    assert.deepEqual(scan(textOf('thread.txt')).map(({ text }) => text), sample.breakages.find(({ kind }) => kind === 'wonNotReinstated')?.planted);
    assert.equal(textOf('README.md').match(/<summary>Answer<\/summary>/g)?.length, 5);
    assert.match(textOf('README.md'), /200 disputes of Harbor Outfitters/);
    assert.match(textOf('README.md'), /40 disputes: 26 won, 14 lost\. 8 ended more than 30 days ago\./);
  });

  it('has logs of a few hundred lines, each of its form', () => {
    const lines = textOf('logs/webhooks.jsonl').trimEnd().split('\n');
    assert.ok(lines.length > 300 && lines.length < 900, String(lines.length));
    for (const line of lines) assert.doesNotThrow(() => void JSON.parse(line));
    for (const line of textOf('logs/gateway.log').trimEnd().split('\n')) assert.match(line, /^ts=\S+ level=\w+ msg="[^"]+"( \w+=("[^"]*"|\S+))+$/);
  });
});
