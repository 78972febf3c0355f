import assert from 'node:assert/strict';
import { Client } from 'pg';
import { measure, subjects } from '../../bench/bench';
import { writeBooks } from '../../bench/books';
import { goals, isReached, printTable, type Line } from '../../bench/table';
import { password } from '../ownServer';
import { withPostgres } from '../servers';

withPostgres('the bench, of a thousand disputes', 'select', (server) => {
  it('measures every subject, with figures, in one table', async () => {
    await writeBooks(server.admin, 1000);
    const { database, history, admin, address } = server;
    const plain = new Client({ ...address, password });
    await plain.connect();
    const lines = await measure({ database, history, plain, admin, address, password }, Object.keys(subjects), { slow: 1, quick: 2 });
    await plain.end();
    assert.equal(lines.length, 23);
    for (const { what, casebook, reference } of lines) assert.ok(Number.isFinite(casebook) && (reference === undefined || Number.isFinite(reference)), what);
    assert.equal(lines.find(({ what }) => what === '… statements')?.casebook, 1);
    assert.equal(lines.find(({ what }) => what === 'statements still running after')?.casebook, 0);
    const table = printTable(lines, 'a caption').split('\n');
    assert.equal(table.length, 4 + lines.length);
    assert.match(table[2] ?? '', /^\| what +\| +Casebook \| +reference \| +ratio \| goal +\| reached \|$/);
  });
});

describe('the bench’s goals', () => {
  const line = (goal: Line['goal'], casebook: number, reference?: number): Line => ({ what: 'it', casebook, ...(reference !== undefined && { reference }), unit: 'ms', goal });

  it('are reached at the mark and missed beyond it', () => {
    const cases: readonly (readonly [Line['goal'], mark: number, reference?: number])[] = [[goals.asFastAs, 10, 10], [goals.times(1.2), 12, 10], [goals.plus(3), 13, 10], [goals.atMost(20), 20]];
    for (const [goal, mark, reference] of cases) {
      assert.ok(isReached(line(goal, mark, reference)), goal.words);
      assert.ok(!isReached(line(goal, mark + 0.001, reference)), goal.words);
      assert.ok(!isReached(line(goal, NaN, reference)), goal.words);
    }
  });

  it('say no in the table where they are missed', () => {
    assert.match(printTable([line(goals.plus(3), 14.5, 10)], ''), /\| it +\| +14\.5 ms \| +10\.0 ms \| +1\.45 \| ≤ \+ 3 ms \| no +\|/);
  });
});
