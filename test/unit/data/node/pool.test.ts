import assert from 'node:assert/strict';
import { Pool } from '../../../../src/data/node/pool';
import { fail } from '../../../../src/domain/failure';

describe('a pool of sessions', () => {
  it('gives a place back that a bug took, and so closes', async () => {
    let tries = 0;
    const pool = new Pool(1, () => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('a bug')) : Promise.resolve(fail('offline', 'No server listens at this host and port.'));
    });
    for (let round = 0; round < 2; round += 1) await assert.rejects(pool.acquire(100), /a bug/);
    const opened = await pool.acquire(100);
    assert.deepEqual(opened.ok ? undefined : opened.failure.kind, 'offline');
    await pool.close();
  });
});
