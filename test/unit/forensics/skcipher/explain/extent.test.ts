import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SkcipherDamage } from '#dist/forensics/skcipher/case.js';
import { changed, Operations } from '../../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD } from '../../../../helpers/workloads.js';

const OPERATIONS = new Operations({ ...DEFAULT_WORKLOAD, direction: 'encrypt', minLength: 4096, maxLength: 8192 });
/** Begins on a cache line of 64 bytes, ends with a line that it fills by half, and has a page's edge inside. */
const OPERATION = OPERATIONS.find(
  { worker: 1, burst: 2, operation: 40 },
  ({ length, receiveOffset }) => length % 64 === 32 && receiveOffset % 4096 === 1024,
);
const { length } = OPERATION;
const EDGE = 4096 - 1024;

/** Garbage in these ranges: every byte wrong, in more than one bit. */
function garbled(...ranges: readonly (readonly [number, number])[]): SkcipherDamage {
  const actual = changed(OPERATION.expected, (copy) => {
    for (const [from, to] of ranges) {
      for (let at = from; at < to; at += 1) copy[at] = (copy[at] ?? 0) ^ (3 + 4 * ((at * 37 + 11) % 60));
    }
  });
  return { ...OPERATION, actual };
}

function sentences(operation: SkcipherDamage): readonly string[] {
  return OPERATIONS.diagnose(operation).hypotheses.map(({ sentence }) => sentence);
}

const EXTENTS: readonly (readonly [from: number, to: number, sentence: string])[] = [
  [70, 71, 'only byte 70 is wrong'],
  [0, 16, 'only the first AES block is wrong'],
  [66, 79, 'only AES block 4 is wrong'],
  [5, 30, 'the damage is confined to the first cache line of 32 bytes'],
  [5, 50, 'the damage is confined to the first cache line of 64 bytes'],
  [length - 32, length, 'the damage is confined to the last cache line of 32 bytes'],
  [EDGE, length, `the damage is confined to one page, bytes ${String(EDGE)} to ${String(length - 1)}`],
  [0, EDGE, `the damage is confined to one page, bytes 0 to ${String(EDGE - 1)}`],
  [100, length, `wrong from byte 100 to the end`],
  [0, length, 'wrong from the first byte to the last'],
  [100, 200, `wrong from byte 100 to byte 199 of ${String(length)}`],
];

describe('damage that nothing explains', () => {
  for (const [from, to, sentence] of EXTENTS) {
    it(`in bytes ${String(from)} to ${String(to - 1)} is said to be: ${sentence}`, () => {
      assert.ok(length - EDGE <= 4096);
      const { hypotheses } = OPERATIONS.diagnose(garbled([from, to]));
      const confined = hypotheses.find(({ what }) => what.kind === 'confined');
      assert.deepEqual([confined?.sentence, confined?.confidence], [sentence, 'likely']);
      assert.ok(hypotheses.every(({ confidence }) => confidence !== 'certain'));
    });
  }
});

describe('single bits', () => {
  const flipped = (...bits: readonly (readonly [byte: number, bit: number])[]): SkcipherDamage => ({
    ...OPERATION,
    actual: changed(OPERATION.expected, (copy) => {
      for (const [byte, bit] of bits) copy[byte] = (copy[byte] ?? 0) ^ (1 << bit);
    }),
  });

  it('are named one by one', () => {
    assert.equal(sentences(flipped([3000, 7]))[0], 'one bit is wrong, bit 7 of byte 3000');
    assert.equal(sentences(flipped([3000, 7], [3001, 0], [17, 1]))[0], 'single bits are wrong in 3 bytes');
    const [best] = OPERATIONS.diagnose(flipped([17, 1], [3000, 7])).hypotheses;
    assert.deepEqual(best?.what, {
      kind: 'bits-flipped',
      bits: [
        { byte: 17, bit: 1 },
        { byte: 3000, bit: 7 },
      ],
    });
    assert.equal(best.confidence, 'likely');
  });

  it('are no explanation when a byte has two wrong ones', () => {
    assert.equal(sentences(flipped([3000, 7], [3000, 6]))[0], 'only byte 3000 is wrong');
  });
});
