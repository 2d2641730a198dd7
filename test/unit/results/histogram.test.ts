import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { HISTOGRAM_BUCKETS } from '#dist/afalg/layout.js';
import { bucketOf as bucketInCode, bucketStart, LatencyHistogram, type BucketCounts } from '#dist/results/histogram.js';

const LAST = HISTOGRAM_BUCKETS - 1;
/** 2^42 ns: from here on everything falls into the last bucket. */
const LIMIT = 2 ** 42;

/** LatencyBucket of native/addon/latency_histogram.h, with arbitrary large numbers instead of shifts. */
function bucketOf(nanoseconds: number): number {
  if (nanoseconds < 32) return nanoseconds;
  const value = BigInt(nanoseconds);
  const octave = value.toString(2).length - 5;
  if (octave >= 38) return LAST;
  return octave * 32 + Number((value >> BigInt(octave - 1)) & 31n);
}

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.add([[bucketOf(value), 1]]);
  return histogram;
}

const latencies = fc.oneof(
  fc.nat({ max: 100 }),
  fc.nat({ max: 1_000_000 }),
  fc.maxSafeNat().map((value) => value % LIMIT),
);
const sparseCounts: fc.Arbitrary<BucketCounts> = fc
  .dictionary(fc.nat({ max: LAST }).map(String), fc.integer({ min: 1, max: 2 ** 32 }))
  .map((counts) => Object.entries(counts).map(([bucket, count]) => [Number(bucket), count] as const))
  .map((counts) => counts.sort(([a], [b]) => a - b));

describe('the start of a bucket', () => {
  it('is the smallest value that the addon puts into it, for every bucket', () => {
    for (let bucket = 0; bucket <= LAST; bucket += 1) {
      assert.equal(bucketOf(bucketStart(bucket)), bucket);
      if (bucket > 0) assert.equal(bucketOf(bucketStart(bucket) - 1), bucket - 1);
    }
  });

  it('is at most 1/32 of its value away from the next', () => {
    for (let bucket = 0; bucket <= LAST; bucket += 1) {
      const width = bucketStart(bucket + 1) - bucketStart(bucket);
      assert.ok(width === 1 || width <= bucketStart(bucket) / 32, String(bucket));
    }
  });

  it('ends at 2^42 ns', () => {
    assert.equal(bucketStart(HISTOGRAM_BUCKETS), LIMIT);
    assert.equal(bucketOf(LIMIT), LAST);
  });
});

describe('a percentile', () => {
  const percents = fc.constantFrom(0, 1, 50, 90, 99, 99.9, 100);

  it('is that of the sorted values, up to one bucket more and never less', () => {
    fc.assert(
      fc.property(fc.array(latencies, { minLength: 1, maxLength: 500 }), percents, (values, percent) => {
        const sorted = values.toSorted((a, b) => a - b);
        const rank = Math.max(1, Math.ceil((sorted.length * percent) / 100));
        const exact = sorted[rank - 1] ?? assert.fail();
        const estimate = histogramOf(values).percentile(percent);
        assert.ok(estimate > exact, `${String(estimate)} for ${String(exact)}`);
        assert.ok(
          estimate <= exact + 1 || estimate <= exact * (1 + 1 / 32),
          `${String(estimate)} for ${String(exact)}`,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never falls as the percentage rises', () => {
    fc.assert(
      fc.property(sparseCounts, percents, percents, (counts, one, other) => {
        const histogram = new LatencyHistogram();
        histogram.add(counts);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        assert.ok(histogram.percentile(low) <= histogram.percentile(high));
      }),
    );
  });

  it('of 999 fast operations and a slow one: p99.9 is fast, p100 is slow', () => {
    const histogram = new LatencyHistogram();
    histogram.add([
      [bucketOf(1000), 999],
      [bucketOf(1_000_000), 1],
    ]);
    assert.ok(histogram.percentile(99.9) <= 1032);
    assert.ok(histogram.percentile(100) > 1_000_000);
  });

  it('is 0 when there is nothing', () => {
    const empty = new LatencyHistogram();
    for (const percent of [0, 50, 99.9, 100]) assert.equal(empty.percentile(percent), 0);
    assert.equal(empty.total, 0);
    assert.deepEqual(empty.counts(), []);
  });
});

describe('merging histograms', () => {
  it('is adding their counts, in any order', () => {
    fc.assert(
      fc.property(sparseCounts, sparseCounts, (one, other) => {
        const [forwards, backwards] = [new LatencyHistogram(), new LatencyHistogram()];
        forwards.add(one);
        forwards.add(other);
        backwards.add(other);
        backwards.add(one);
        assert.deepEqual(forwards.counts(), backwards.counts());
        const sum = new Map<number, number>();
        for (const [bucket, count] of [...one, ...other]) sum.set(bucket, (sum.get(bucket) ?? 0) + count);
        assert.deepEqual(
          forwards.counts(),
          [...sum].sort(([a], [b]) => a - b),
        );
        assert.equal(
          forwards.total,
          [...sum.values()].reduce((total, count) => total + count, 0),
        );
      }),
    );
  });

  it('loses nothing on the way through counts()', () => {
    fc.assert(
      fc.property(sparseCounts, (counts) => {
        const histogram = new LatencyHistogram();
        histogram.add(counts);
        assert.deepEqual(histogram.counts(), counts);
      }),
    );
  });
});

it('both sides of the native boundary put a latency into the same bucket', () => {
  for (const nanoseconds of [0, 1, 31, 32, 33, 63, 64, 65, 4095, 4096, LIMIT - 1, LIMIT, 2 ** 50]) {
    assert.equal(bucketInCode(nanoseconds), bucketOf(nanoseconds), String(nanoseconds));
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (nanoseconds) => {
      assert.equal(bucketInCode(nanoseconds), bucketOf(nanoseconds));
    }),
  );
});
