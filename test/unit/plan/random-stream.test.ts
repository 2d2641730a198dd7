import assert from 'node:assert/strict';
import { createCipheriv, createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { RandomStream, STREAM_BLOCK, type Purpose } from '#dist/plan/random-stream.js';
import { STREAM_VERSION } from '#dist/plan/random-stream.js';
import { seeds } from '../../helpers/workloads.js';

interface Name {
  readonly purpose: Purpose;
  readonly seed: bigint;
  readonly worker: number;
  readonly burst: number;
}

const names: fc.Arbitrary<Name> = fc.record({
  purpose: fc.constantFrom('burst' as const, 'tape' as const, 'operations' as const),
  seed: seeds(),
  worker: fc.integer({ min: 0, max: 0xffff_ffff }),
  burst: fc.maxSafeNat(),
});

function bytesOf({ purpose, seed, worker, burst }: Name, length: number, firstBlock = 0): Buffer {
  const target = Buffer.alloc(length);
  new RandomStream(purpose, seed, worker, burst).fill(target, firstBlock);
  return target;
}

/** The stream as DESIGN.md describes it, written down once more: AES-256-CTR keystream under a hash of the name. */
function described({ purpose, seed, worker, burst }: Name, length: number): Buffer {
  const numbers = Buffer.alloc(20);
  numbers.writeBigUInt64LE(seed, 0);
  numbers.writeUInt32LE(worker, 8);
  numbers.writeBigUInt64LE(BigInt(burst), 12);
  const text = Buffer.from(`afalg-stress ${String(STREAM_VERSION)} ${purpose}\0`);
  const key = createHash('sha256')
    .update(Buffer.concat([text, numbers]))
    .digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

describe('a random stream', () => {
  it('is AES-256-CTR keystream under the hash of its name', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 40_000 }), (name, length) => {
        assert.deepEqual(bytesOf(name, length), described(name, length));
      }),
      { numRuns: 50 },
    );
  });

  it('starts with these bytes for seed 1 (noreg)', () => {
    // No-regression: every stored replay key rests on them. They may change only together with STREAM_VERSION.
    const start = (purpose: Purpose): string => bytesOf({ purpose, seed: 1n, worker: 0, burst: 0 }, 16).toString('hex');
    assert.equal(start('burst'), '206e37c2ccc2cfca21dec63c28a4a3e8');
    assert.equal(start('tape'), '10e2ea2c551ecc9abc74327f3cbb7727');
    assert.equal(start('operations'), '44a5fc98eff2d3ecbe2adf284f2959d8');
  });

  it('gives any stretch of blocks alone as it lies in a long fill', () => {
    const long = bytesOf({ purpose: 'tape', seed: 9n, worker: 1, burst: 2 }, 100_000);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 36_000 }), (block, length) => {
        const start = block * STREAM_BLOCK;
        const expected = long.subarray(start, start + length);
        assert.deepEqual(bytesOf({ purpose: 'tape', seed: 9n, worker: 1, burst: 2 }, expected.length, block), expected);
      }),
    );
  });

  it('goes on past block 2^32', () => {
    const name: Name = { purpose: 'operations', seed: 9n, worker: 0, burst: 0 };
    const across = bytesOf(name, 3 * STREAM_BLOCK, 2 ** 32 - 1);
    assert.deepEqual(bytesOf(name, STREAM_BLOCK, 2 ** 32), across.subarray(STREAM_BLOCK, 2 * STREAM_BLOCK));
    assert.notDeepEqual(bytesOf(name, STREAM_BLOCK, 2 ** 32), bytesOf(name, STREAM_BLOCK, 0));
  });

  it('overwrites whatever was in the target', () => {
    const name: Name = { purpose: 'burst', seed: 3n, worker: 0, burst: 0 };
    const target = Buffer.alloc(50_000, 0xff);
    new RandomStream(name.purpose, name.seed, name.worker, name.burst).fill(target, 0);
    assert.deepEqual(target, bytesOf(name, 50_000));
  });

  it('is another one for another purpose, seed, worker or burst', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        const variants: readonly Name[] = [
          { ...one, purpose: other.purpose },
          { ...one, seed: other.seed },
          { ...one, worker: other.worker },
          { ...one, burst: other.burst },
          { ...one, worker: one.burst % 2 ** 32, burst: one.worker },
        ];
        for (const variant of variants) {
          assert.equal(bytesOf(variant, 16).equals(bytesOf(one, 16)), isDeepStrictEqual(variant, { ...one }));
        }
      }),
    );
  });
});
