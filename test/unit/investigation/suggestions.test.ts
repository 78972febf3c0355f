import assert from 'node:assert/strict';
import { suggest } from '../../../src/investigation/suggestions';

describe('values to choose for a parameter', () => {
  const text = 'Look at dp_1PqLmN2eZvKYlo2CabcdEFGH, ch_1PqLmN2eZvKYlo2CabcdEFGH; again dp_1PqLmN2eZvKYlo2CabcdEFGH, never sk_live_4eC39HqLyjWDarjtT1zdp7dc.';

  it('are the identifiers in the clipboard, each once and no secret, before those given earlier and the default', () => {
    assert.deepEqual(suggest({ name: 'id', type: 'text', default: 'dp_x' }, ['dp_y', 'dp_x'], text), [
      { value: 'dp_1PqLmN2eZvKYlo2CabcdEFGH', from: 'clipboard' },
      { value: 'ch_1PqLmN2eZvKYlo2CabcdEFGH', from: 'clipboard' },
      { value: 'dp_y', from: 'before' },
      { value: 'dp_x', from: 'before' },
    ]);
  });

  it('are all of them as one list for a list', () => {
    assert.deepEqual(suggest({ name: 'ids', type: 'text[]' }, [], text), [{ value: '{dp_1PqLmN2eZvKYlo2CabcdEFGH,ch_1PqLmN2eZvKYlo2CabcdEFGH}', from: 'clipboard' }]);
    assert.deepEqual(suggest({ name: 'ids', type: 'text[]' }, [], 'nothing here'), []);
  });

  it('are none of the clipboard for another type', () => {
    assert.deepEqual(suggest({ name: 'n', type: 'integer', default: '1' }, ['7'], `${text} 12`), [
      { value: '7', from: 'before' },
      { value: '1', from: 'default' },
    ]);
  });

  it('leave out what does not fit the type', () => {
    assert.deepEqual(suggest({ name: 'on', type: 'boolean' }, ['maybe', 'false'], ''), [
      { value: 'false', from: 'before' },
      { value: 'true', from: 'usual' },
    ]);
  });
});
