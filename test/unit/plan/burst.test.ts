import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { drawPlaintext } from '#dist/plan/burst.js';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import { cipherOf } from '#dist/plan/skcipher/workload.js';
import { DEFAULT_WORKLOAD, variations, workloads } from '../../helpers/workloads.js';

const indexes = fc.integer({ min: 0, max: 1000 });

describe('a burst', () => {
  it('is the same whenever it is drawn', () => {
    fc.assert(
      fc.property(workloads(), indexes, indexes, (workload, worker, burst) => {
        assert.deepEqual(drawBurst(workload, worker, burst), drawBurst({ ...workload }, worker, burst));
      }),
    );
  });

  it('has a key of the asked size, the IV of its mode and a length the workload allows', () => {
    fc.assert(
      fc.property(workloads(), indexes, indexes, (workload, worker, burst) => {
        const drawn = drawBurst(workload, worker, burst);
        assert.equal(drawn.key.length, workload.keySize);
        assert.equal(drawn.iv.length, cipherOf(workload).ivSize);
        assert.ok(drawn.length >= workload.minLength && drawn.length <= workload.maxLength);
        assert.equal((drawn.length - workload.minLength) % cipherOf(workload).lengthStep, 0);
        assert.deepEqual([drawn.worker, drawn.burst], [worker, burst]);
      }),
    );
  });

  it('has a key that no other burst, worker or seed has', () => {
    const keys = new Set<string>();
    for (const seed of [0n, 1n]) {
      for (let worker = 0; worker < 10; worker += 1) {
        for (let burst = 0; burst < 10; burst += 1) {
          keys.add(Buffer.from(drawBurst({ ...DEFAULT_WORKLOAD, seed }, worker, burst).key).toString('hex'));
        }
      }
    }
    assert.equal(keys.size, 200);
  });

  it('draws every length sooner or later, the shortest and the longest included', () => {
    const workload = { ...DEFAULT_WORKLOAD, minLength: 16, maxLength: 128 };
    const lengths = new Set(Array.from({ length: 200 }, (_, burst) => drawBurst(workload, 0, burst).length));
    assert.deepEqual(
      [...lengths].sort((a, b) => a - b),
      [16, 32, 48, 64, 80, 96, 112, 128],
    );
  });

  it('keeps its key and IV apart', () => {
    const { key, iv } = drawBurst({ ...DEFAULT_WORKLOAD, keySize: 32 }, 0, 0);
    assert.ok(!Buffer.from(key).includes(Buffer.from(iv)));
  });
});

describe('the plaintext of a burst', () => {
  const plaintext = (workload: typeof DEFAULT_WORKLOAD, worker: number, burst: number): Buffer => {
    const target = Buffer.alloc(64);
    drawPlaintext(workload, worker, burst, target);
    return target;
  };

  it('depends on seed, worker and burst', () => {
    const base = plaintext(DEFAULT_WORKLOAD, 0, 0);
    assert.deepEqual(plaintext({ ...DEFAULT_WORKLOAD }, 0, 0), base);
    assert.notDeepEqual(plaintext({ ...DEFAULT_WORKLOAD, seed: 2n }, 0, 0), base);
    assert.notDeepEqual(plaintext(DEFAULT_WORKLOAD, 1, 0), base);
    assert.notDeepEqual(plaintext(DEFAULT_WORKLOAD, 0, 1), base);
  });

  it('depends on nothing else, so that a failure can be tried again with other lengths or modes', () => {
    for (const [field, workload] of variations(DEFAULT_WORKLOAD)) {
      if (field !== 'seed') assert.deepEqual(plaintext(workload, 0, 0), plaintext(DEFAULT_WORKLOAD, 0, 0), field);
    }
  });
});
