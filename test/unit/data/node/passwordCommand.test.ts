import assert from 'node:assert/strict';
import { passwordFrom } from '../../../../src/data/node/passwordCommand';

const node = `"${process.execPath}"`;

describe('a password command', () => {
  it('gives its first line, whole, spaces and all', async () => {
    assert.deepEqual(await passwordFrom(`${node} -e "console.log(' p w ');console.log('more')"`), { ok: true, value: ' p w ' });
  });

  it('that fails is told with what it said, and not with what it printed', async () => {
    const outcome = await passwordFrom(`${node} -e "console.log('secret');console.error('token of ada@example.com expired');process.exit(3)"`);
    assert.deepEqual(outcome, { ok: false, failure: { kind: 'authentication', message: 'The password command failed with code 3.', detail: 'token of •••@••• expired' } });
  });

  it('that prints nothing is told so', async () => {
    const outcome = await passwordFrom(`${node} -e ""`);
    assert.deepEqual(outcome, { ok: false, failure: { kind: 'authentication', message: 'The password command printed no password.' } });
  });
});
