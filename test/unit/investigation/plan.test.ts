import assert from 'node:assert/strict';
import { planInWords } from '../../../src/investigation/plan';

const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'charges', Alias: 'c', 'Total Cost': 800, 'Plan Rows': 10_000, Filter: '(amount > 10)', 'Rows Removed by Filter': 7 };
const index = { 'Node Type': 'Index Scan', 'Relation Name': 'disputes', Alias: 'disputes', 'Index Name': 'disputes_pkey', 'Total Cost': 100.5, 'Plan Rows': 1, 'Index Cond': "(id = 'dp_1'::text)" };
const join = { 'Node Type': 'Hash Join', 'Join Type': 'Left', 'Total Cost': 950.5, 'Plan Rows': 10_000, 'Hash Cond': '(c.id = disputes.charge_id)', Plans: [scan, index] };
const write = (Plan: object): string => JSON.stringify([{ Plan, 'Planning Time': 0.1 }]);

describe('a plan', () => {
  it('is a tree in which each node has its own share, and the costly are marked', () => {
    assert.deepEqual(planInWords(write({ 'Node Type': 'Sort', 'Total Cost': 1000.5, 'Plan Rows': 10_000, 'Sort Key': ['c.created_at', 'c.id'], Plans: [join] })), {
      ok: true,
      value: `│ share        cost        rows
│   5 %       50.00      10,000   Sort
│                                 │  Sort Key: c.created_at, c.id
│   5 %       50.00      10,000   └─ Hash Left Join
│                                    │  Hash Cond: (c.id = disputes.charge_id)
▲  80 %      800.00      10,000      ├─ Seq Scan on charges c
│                                    │     Filter: (amount > 10)
│                                    │     Rows Removed by Filter: 7
│  10 %      100.50           1      └─ Index Scan using disputes_pkey on disputes
│                                          Index Cond: (id = 'dp_1'::text)`,
    });
  });

  it('takes the place of estimates by what was measured, over all loops', () => {
    const nodes = { 'Node Type': 'Nested Loop', 'Total Cost': 9, 'Plan Rows': 1, 'Actual Total Time': 10, 'Actual Rows': 40, 'Actual Loops': 1, Plans: [{ 'Node Type': 'Index Scan', 'Total Cost': 5, 'Plan Rows': 1, 'Actual Total Time': 0.2, 'Actual Rows': 2, 'Actual Loops': 20 }] };
    assert.deepEqual(planInWords(write(nodes)), {
      ok: true,
      value: `│ share          ms        rows    expected
▲  60 %        6.00          40           1   Nested Loop
▲  40 %        4.00          40          20   └─ Index Scan`,
    });
  });

  it('gives a node that ends early no share below nothing', () => {
    assert.deepEqual(planInWords(write({ 'Node Type': 'Limit', 'Total Cost': 1, 'Plan Rows': 1, Plans: [scan] })), {
      ok: true,
      value: `│ share        cost        rows
│   0 %        0.00           1   Limit
▲ 100 %      800.00      10,000   └─ Seq Scan on charges c
│                                       Filter: (amount > 10)
│                                       Rows Removed by Filter: 7`,
    });
  });

  for (const other of ['', 'Seq Scan on charges', '[]', '[{"Plan": {}}]', '{"Plan": 1}']) {
    it(`that is ${JSON.stringify(other)} is no plan that Casebook knows`, () => {
      const read = planInWords(other);
      assert.equal(read.ok ? '' : read.failure.kind, 'unsupported');
    });
  }
});
