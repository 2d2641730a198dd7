import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { HISTOGRAM_BUCKETS } from '#dist/afalg/layout.js';
import { LatencyHistogram } from '#dist/results/histogram.js';
import { latencySummary } from '#dist/results/documents/summary.js';

describe('the latencies of a summary', () => {
  it('are in microseconds', () => {
    const histogram = new LatencyHistogram();
    // Bucket 352 starts at 32 768 ns and ends at 33 792 ns: octave 11, first of 32.
    histogram.add([[352, 100]]);
    assert.deepEqual(latencySummary(histogram, 34), { p50: 33.79, p90: 33.79, p99: 33.79, p99_9: 33.79, max: 34 });
  });

  it('rise with the percentage and never exceed the largest that was seen', () => {
    const counts = fc.array(fc.tuple(fc.nat({ max: HISTOGRAM_BUCKETS - 1 }), fc.integer({ min: 1, max: 1000 })));
    fc.assert(
      fc.property(counts, fc.nat(), (buckets, max) => {
        const histogram = new LatencyHistogram();
        histogram.add(buckets);
        const { p50, p90, p99, p99_9, max: largest } = latencySummary(histogram, max);
        const rising = [p50, p90, p99, p99_9, largest];
        assert.deepEqual(
          rising,
          rising.toSorted((a, b) => a - b),
        );
        assert.equal(largest, max);
      }),
    );
  });

  it('are 0 when nothing passed', () => {
    assert.deepEqual(latencySummary(new LatencyHistogram(), 0), { p50: 0, p90: 0, p99: 0, p99_9: 0, max: 0 });
  });
});
