import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chanceToShow, operationsToShow, rateInterval } from '#dist/minimise/trial-rate.js';

describe('the interval of a rate', () => {
  it('is that of Newcombe, Statistics in Medicine 17 (1998), table I, method 3', () => {
    const rows = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [failures, operations, low, high] of rows) {
      const interval = rateInterval({ failures, operations });
      assert.ok(Math.abs(interval.low - low) < 0.0001, `low ${String(interval.low)}`);
      assert.ok(Math.abs(interval.high - high) < 0.0001, `high ${String(interval.high)}`);
    }
  });

  it('holds the rate that was seen, and is everything when nothing was', () => {
    assert.deepEqual(rateInterval({ failures: 0, operations: 0 }), { low: 0, high: 1 });
    assert.equal(rateInterval({ failures: 7, operations: 7 }).high, 1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (operations, share) => {
        const failures = Math.round(operations * share);
        const { low, high } = rateInterval({ failures, operations });
        assert.ok(low <= failures / operations && failures / operations <= high);
        assert.equal(low === 0, failures === 0);
      }),
    );
  });
});

describe('operations that show a rate', () => {
  it('are 459 for 1 in 100 and 99 %', () => {
    // 0.99^458 = 0.01002 and 0.99^459 = 0.00992
    assert.equal(operationsToShow(0.01, 0.99), 459);
    assert.equal(operationsToShow(1, 0.99), 1);
  });

  it('are the fewest that do', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 0.9, noNaN: true }),
        fc.constantFrom(0.9, 0.99, 0.999),
        (rate, chance) => {
          const operations = operationsToShow(rate, chance);
          assert.ok(chanceToShow(rate, operations) >= chance - 1e-9);
          assert.ok(chanceToShow(rate, operations - 1) < chance + 1e-9);
        },
      ),
    );
  });

  it('show nothing when there are none', () => {
    assert.equal(chanceToShow(0.5, 0), 0);
    assert.equal(chanceToShow(0, 1000), 0);
    assert.equal(chanceToShow(1, 3), 1);
  });
});
