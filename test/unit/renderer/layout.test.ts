import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Layout, moved, pinToggled, type Placement } from '../../../src/renderer/layout';

describe('a place among columns', () => {
  const placement: Placement = { order: [0, 1, 2, 3, 4], pinned: 2 };

  it('is another after a move, and the others close up', () => {
    assert.deepEqual(moved(placement, 4, 2), { order: [0, 1, 4, 2, 3], pinned: 2 });
    assert.deepEqual(moved(placement, 0, 1), { order: [1, 0, 2, 3, 4], pinned: 2 });
  });

  it('among the pinned ones is pinned, beyond them it is not', () => {
    assert.deepEqual(moved(placement, 3, 1), { order: [0, 3, 1, 2, 4], pinned: 3 });
    assert.deepEqual(moved(placement, 0, 4), { order: [1, 2, 3, 4, 0], pinned: 1 });
  });

  it('is behind the pinned ones when pinned, and before the others when let go', () => {
    assert.deepEqual(pinToggled(placement, 4), { order: [0, 1, 4, 2, 3], pinned: 3 });
    assert.deepEqual(pinToggled(placement, 0), { order: [1, 0, 2, 3, 4], pinned: 1 });
  });

  it('never loses a column, whatever is moved or pinned', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -1, max: 5 }), fc.integer({ min: -1, max: 5 })), { maxLength: 20 }), (steps) => {
        let now = placement;
        for (const [from, to] of steps) now = from === to ? pinToggled(now, Math.max(0, Math.min(4, from))) : moved(now, from, to);
        assert.deepEqual(now.order.toSorted(), [0, 1, 2, 3, 4]);
        assert.ok(now.pinned >= 0 && now.pinned <= 5);
      }),
    );
  });
});

describe('the columns of a grid', () => {
  const layoutOf = (): Layout => new Layout([100, 50, 200, 80]);

  it('lie behind one another as they are placed', () => {
    const layout = layoutOf();
    layout.move(3, 0);
    assert.deepEqual(layout.order, [3, 0, 1, 2]);
    assert.deepEqual([0, 1, 2, 3].map((place) => layout.start(place)), [0, 80, 180, 230]);
  });

  it('are in view as they scroll, the pinned ones always', () => {
    const layout = new Layout(Array.from({ length: 1600 }, () => 100));
    layout.togglePin(7);
    assert.deepEqual(layout.placesInView(50_000, 400, 0, 1), [0, 1, 501, 502, 503, 504]);
    assert.equal(layout.placeAt(50, 50_000), 0);
    assert.equal(layout.placeAt(150, 50_000), 501);
  });

  it('keep a width that the user has set while rows widen the others', () => {
    const layout = layoutOf();
    layout.resize(1, 61.4);
    layout.fit([120, 90, 200, 80]);
    assert.deepEqual([0, 1, 2, 3].map((place) => layout.width(place)), [120, 61, 200, 80]);
  });

  it('are as the user left them when the window is loaded anew', () => {
    const layout = layoutOf();
    layout.resize(2, 300);
    layout.togglePin(2);
    const again = layoutOf();
    again.restore(layout.state);
    assert.deepEqual([again.order, again.pinned, again.width(0)], [[2, 0, 1, 3], 1, 300]);
    const other = new Layout([1, 2]);
    other.restore(layout.state);
    assert.deepEqual(other.order, [0, 1]);
  });
});
