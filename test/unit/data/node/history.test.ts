import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HistoryEntry } from '../../../../src/data/history';
import { appendingHistory } from '../../../../src/data/node/history';

const entry = (statement: string): HistoryEntry => ({ at: '2026-11-20T10:00:00.000Z', connection: 'c', origin: 'cell', statement, outcome: 'done', rowCount: 1, elapsedMs: 2 });

describe('The history', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casebook-history-'));
  after(() => rmSync(folder, { recursive: true }));

  it('appends each entry as a line, in order, to what was there', async () => {
    const file = path.join(folder, 'deep', 'history.jsonl');
    const complaints: unknown[] = [];
    for (const part of [['a', 'line\nbreak'], ['c']]) {
      const history = appendingHistory(file, (error) => complaints.push(error));
      for (const statement of part) history.append(entry(statement));
      await history.written();
    }
    assert.deepEqual(readFileSync(file, 'utf8').trim().split('\n').map((line): unknown => JSON.parse(line)), [entry('a'), entry('line\nbreak'), entry('c')]);
    assert.deepEqual(complaints, []);
  });

  it('that cannot be written complains, and throws at nobody', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    const complaints: unknown[] = [];
    const history = appendingHistory(path.join(folder, 'file', 'history.jsonl'), (error) => complaints.push(error));
    history.append(entry('a'));
    history.append(entry('b'));
    await history.written();
    assert.equal(complaints.length, 3);
  });
});
