import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { scale } from '#dist/plan/scale.js';

const words = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
);

describe('spreading 32 random bits', () => {
  it('reaches the first and the last value', () => {
    assert.equal(scale(0, 225), 0);
    assert.equal(scale(0xffff_ffff, 225), 224);
    assert.equal(scale(0xffff_ffff, 1), 0);
  });

  it('is exact: floor(random * count / 2^32)', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 2 ** 21 }), (random, count) => {
        assert.equal(scale(random, count), Number((BigInt(random) * BigInt(count)) >> 32n));
      }),
      { numRuns: 1000 },
    );
  });

  it('stays inside the range for counts beyond what it is exact for', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 2 ** 40 }), (random, count) => {
        const value = scale(random, count);
        assert.ok(value >= 0 && value < count && Number.isInteger(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives every value its share', () => {
    // 2^32 / 6 random numbers per value: at the ends of each share the value changes, nowhere else.
    for (let value = 1; value < 6; value += 1) {
      const first = Math.ceil((value * 2 ** 32) / 6);
      assert.deepEqual([scale(first - 1, 6), scale(first, 6)], [value - 1, value]);
    }
  });
});
