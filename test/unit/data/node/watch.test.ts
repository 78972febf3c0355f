import assert from 'node:assert/strict';
import { Watch } from '../../../../src/data/node/watch';

describe('a watch over a statement', () => {
  const watched = (signal: AbortSignal): { readonly watch: Watch; readonly stops: () => number } => {
    let stops = 0;
    return { watch: new Watch(60_000, () => (stops += 1), signal), stops: () => stops };
  };

  it('ends at once where the signal was aborted before', () => {
    const { watch, stops } = watched(AbortSignal.abort());
    assert.deepEqual([watch.endedBy, stops()], ['cancelled', 1]);
    watch.dispose();
  });

  it('stops once', () => {
    const abort = new AbortController();
    const { watch, stops } = watched(abort.signal);
    watch.end('timeout');
    abort.abort();
    assert.deepEqual([watch.endedBy, stops()], ['timeout', 1]);
    watch.dispose();
  });

  it('stops nothing once it is over', () => {
    const abort = new AbortController();
    const { watch, stops } = watched(abort.signal);
    watch.dispose();
    abort.abort();
    assert.equal(stops(), 0);
  });
});
