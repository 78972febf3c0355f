import assert from 'node:assert/strict';
import fc from 'fast-check';
import { serialize } from 'pg-protocol';
import { FrontendMessages } from '../../../../src/data/node/embedded/frontendMessages';

describe('What a client sends', () => {
  const sent = Buffer.concat([serialize.startup({ user: 'postgres' }), serialize.parse({ text: 'select 1' }), serialize.bind({ values: ['é', null] }), serialize.execute({}), serialize.sync(), serialize.end()]);

  it('is handed on in whole messages, wherever the pipe cuts it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: sent.length - 1 })), (cuts) => {
        const places = [0, ...[...new Set(cuts)].sort((a, b) => a - b), sent.length];
        const messages = new FrontendMessages();
        const pieces = places.slice(1).map((place, index) => messages.take(sent.subarray(places[index], place)));
        assert.deepEqual(Buffer.concat(pieces), sent);
        // A message that is not whole is held back.
        const startup = serialize.startup({ user: 'postgres' }).length;
        if ((places[1] ?? 0) < startup) assert.equal(pieces[0]?.length, 0);
      }),
    );
  });
});
