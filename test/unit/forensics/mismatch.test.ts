import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareBytes } from '#dist/forensics/mismatch.js';

describe('comparing bytes', () => {
  it('finds nothing in equal buffers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        assert.equal(compareBytes(bytes, bytes.slice()), null);
      }),
    );
  });

  it('finds a single flipped bit wherever it is', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.nat({ max: 7 }),
        (bytes, place, bit) => {
          const at = place % bytes.length;
          const actual = bytes.slice();
          actual[at] = (actual[at] ?? 0) ^ (1 << bit);
          const expected = { firstByte: at, lastByte: at, differingBytes: 1, differingBits: 1 };
          assert.deepEqual(compareBytes(bytes, actual), expected);
        },
      ),
    );
  });

  it('counts bytes and bits between the first difference and the last', () => {
    const expected = Uint8Array.of(0x00, 0xff, 0x0f, 0x55, 0x00);
    const actual = Uint8Array.of(0x00, 0x00, 0x0f, 0x54, 0x00);
    assert.deepEqual(compareBytes(expected, actual), {
      firstByte: 1,
      lastByte: 3,
      differingBytes: 2,
      differingBits: 9,
    });
  });

  it('agrees with counting bit by bit, and is symmetric', () => {
    const pair = fc.integer({ min: 0, max: 64 }).chain((length) => {
      const bytes = fc.uint8Array({ minLength: length, maxLength: length });
      return fc.tuple(bytes, bytes);
    });
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const differing = [...one.keys()].filter((index) => one[index] !== other[index]);
        const ones = (byte: number): number => byte.toString(2).replaceAll('0', '').length;
        const differingBits = one.reduce((sum, byte, index) => sum + ones(byte ^ (other[index] ?? 0)), 0);
        const expected =
          differing.length === 0
            ? null
            : { firstByte: differing[0], lastByte: differing.at(-1), differingBytes: differing.length, differingBits };
        assert.deepEqual(compareBytes(one, other), expected);
        assert.deepEqual(compareBytes(other, one), expected);
      }),
    );
  });
});
