import assert from 'node:assert/strict';
import fc from 'fast-check';
import { itemsInView, measuredAxis, offsetRevealing, scrollScale, uniformAxis } from '../../../src/renderer/axis';

describe('an axis', () => {
  it('finds the item at an offset, and the outermost ones beyond the ends', () => {
    const axis = measuredAxis([100, 50, 200]);
    assert.equal(axis.length, 350);
    assert.deepEqual([-5, 0, 99, 100, 149, 150, 349, 350, 9999].map((offset) => axis.at(offset)), [0, 0, 0, 1, 1, 2, 2, 2, 2]);
    assert.equal(axis.start(3), 350);
  });

  it('is the same for equal sizes, measured or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: -100, max: 3000 }), (count, size, offset) => {
        const [uniform, measured] = [uniformAxis(count, size), measuredAxis(Array.from({ length: count }, () => size))];
        assert.equal(uniform.at(offset), measured.at(offset));
        assert.equal(uniform.start(count), measured.start(count));
      }),
    );
  });
});

describe('the items in view', () => {
  const million = uniformAxis(1_000_000, 24);

  it('are those that show and the spare ones', () => {
    assert.deepEqual(itemsInView(million, 2400, 48, 1, 100), [99, 100, 101, 102, 103]);
  });

  it('keep the focused one, before or after', () => {
    assert.deepEqual(itemsInView(million, 2400, 24, 0, 3), [3, 100, 101]);
    assert.deepEqual(itemsInView(million, 2400, 24, 0, 999_999), [100, 101, 999_999]);
  });

  it('never hold one that does not exist', () => {
    assert.deepEqual(itemsInView(uniformAxis(2, 24), 0, 480, 8, 70), [0, 1]);
    assert.deepEqual(itemsInView(uniformAxis(0, 24), 0, 480, 8, 0), []);
  });

  it('are at most 60 of a million in a view of 18 rows', () => {
    fc.assert(
      fc.property(fc.nat(24_000_000), fc.nat(999_999), (offset, focused) => {
        assert.ok(itemsInView(million, offset, 18 * 24, 8, focused).length <= 60);
      }),
    );
  });
});

describe('revealing an item', () => {
  const axis = uniformAxis(100, 10);

  it('moves no farther than it must', () => {
    assert.equal(offsetRevealing(axis, 5, 0, 100), 0);
    assert.equal(offsetRevealing(axis, 2, 50, 100), 20);
    assert.equal(offsetRevealing(axis, 30, 50, 100), 210);
  });

  it('shows the beginning of one that is longer than the view', () => {
    assert.equal(offsetRevealing(measuredAxis([500, 500]), 1, 0, 100), 500);
  });
});

describe('the scale of scrolling', () => {
  it('is one where the rows fit into an element', () => {
    const scale = scrollScale(24_000, 480);
    assert.equal(scale.elementLength, 24_000);
    assert.equal(scale.toOffset(1234), 1234);
  });

  it('reaches the first and the last of a billion rows', () => {
    const rows = uniformAxis(1_000_000_000, 24);
    const scale = scrollScale(rows.length, 480);
    assert.equal(scale.elementLength, 10_000_000);
    assert.equal(scale.toOffset(0), 0);
    assert.equal(rows.at(scale.toOffset(scale.elementLength - 480) + 479), 999_999_999);
    assert.equal(Math.round(scale.toOffset(scale.toScroll(123_456_789))), 123_456_789);
  });
});
