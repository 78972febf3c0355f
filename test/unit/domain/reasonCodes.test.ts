import assert from 'node:assert/strict';
import { isKnownCode, networkName, reasonCode, reasonInWords } from '../../../src/domain/reasonCodes';
import { isTerminal, meaningOf } from '../../../src/domain/status';

describe('reason codes', () => {
  it('mean what their network says', () => {
    assert.deepEqual(reasonCode('mastercard', '4863'), { words: 'cardholder does not recognise it', uncertain: false });
    assert.deepEqual(reasonCode('discover', '4863'), { words: 'authorisation', uncertain: false });
    assert.deepEqual(reasonCode('Visa', '10.4'), { words: 'other fraud, card absent', uncertain: false });
  });

  it('are marked where only a secondary source tells', () => {
    assert.deepEqual(reasonCode('mastercard', '4834'), { words: 'point-of-interaction error', uncertain: true });
  });

  it('come in families', () => assert.deepEqual(reasonCode('mastercard', '6321'), { words: 'retrieval request', uncertain: false }));

  it('are open: what is outside the catalogue has no words', () => {
    assert.equal(reasonCode('visa', '99.9'), undefined);
    assert.equal(reasonCode('visa', 'constructor'), undefined);
    assert.equal(reasonCode('constructor', 'name'), undefined);
    assert.deepEqual([isKnownCode('discover', 'UA01'), isKnownCode('visa', '99.9')], [true, false]);
    assert.equal(reasonInWords('brand_new'), 'brand_new');
    assert.equal(networkName('newnet'), 'newnet');
  });
});

describe('a status', () => {
  it('is neither won nor lost when prevented or an inquiry closed', () => {
    assert.deepEqual(meaningOf('prevented'), { standing: 'closed', inquiry: false, words: 'prevented' });
    assert.deepEqual(meaningOf('warning_closed'), { standing: 'closed', inquiry: true, words: 'inquiry, closed' });
  });

  it('outside the catalogue is shown as it stands and taken as open', () => {
    assert.deepEqual(meaningOf('toString'), { standing: 'unknown', inquiry: false, words: 'toString' });
    assert.equal(isTerminal('escalated'), false);
  });
});
