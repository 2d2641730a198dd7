import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { share } from '#dist/worker/host.js';

describe('the share of a worker', () => {
  it('is everything for a single worker', () => {
    assert.equal(share(1000, 1, 0), 1000);
  });

  it('gives what does not divide to the first workers', () => {
    const shares = [0, 1, 2, 3].map((worker) => share(10, 4, worker));
    assert.deepEqual(shares, [3, 3, 2, 2]);
  });

  it('has no limit when the whole has none', () => {
    assert.equal(share(null, 4, 3), null);
  });

  it('sums up to the whole, and no two differ by more than one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999_999_999 }),
        fc.integer({ min: 1, max: 1024 }),
        (total, workers) => {
          const shares = Array.from({ length: workers }, (_, worker) => share(total, workers, worker) ?? assert.fail());
          assert.equal(
            shares.reduce((sum, one) => sum + one, 0),
            total,
          );
          assert.ok(Math.max(...shares) - Math.min(...shares) <= 1);
        },
      ),
    );
  });
});
