import assert from 'node:assert/strict';
import { decodeLayouts } from '../../../../src/features/connections/layoutSettings';

describe('The setting casebook.layouts', () => {
  it('is taken by name and relation', () =>
    assert.deepEqual(decodeLayouts({ ours: { disputes: ' select 1 as id ' } }, 'user'), { layouts: { ours: { disputes: 'select 1 as id' } }, problems: [] }));

  for (const [given, problem] of [
    [[], 'casebook.layouts in user settings is not an object.'],
    ['ours', 'casebook.layouts in user settings is not an object.'],
    [{ ours: null, good: { refunds: 'table r' } }, 'casebook.layouts.ours in user settings is not an object.'],
    [{ ours: { disputes: 5 }, good: { refunds: 'table r' } }, 'casebook.layouts.ours.disputes in user settings is not the text of a SELECT.'],
    [{ ours: { disputes: '  ' }, good: { refunds: 'table r' } }, 'casebook.layouts.ours.disputes in user settings is not the text of a SELECT.'],
    [
      { ours: { chargebacks: 'select 1' }, good: { refunds: 'table r' } },
      'casebook.layouts.ours.chargebacks in user settings is no relation that Casebook knows. There are: disputes, charges, refunds, balance_transactions, events, early_fraud_warnings, customers, accounts, payouts, transfers.',
    ],
  ] as const) {
    it(`names what is wrong by its path, and keeps the rest: ${JSON.stringify(given)}`, () => {
      const { layouts, problems } = decodeLayouts(given, 'user');
      assert.deepEqual(problems, [problem]);
      assert.deepEqual(layouts['good'], typeof given === 'object' && 'good' in given ? { refunds: 'table r' } : undefined);
    });
  }
});
