import { HISTOGRAM_BUCKETS, HISTOGRAM_SUB_BUCKET_BITS } from '../afalg/layout.js';

const SUB_BUCKETS = 1 << HISTOGRAM_SUB_BUCKET_BITS;

/** The smallest value, in nanoseconds, that falls into a bucket; native/addon/latency_histogram.h is the inverse. */
export function bucketStart(bucket: number): number {
  const octave = bucket >> HISTOGRAM_SUB_BUCKET_BITS;
  if (octave === 0) return bucket;
  return (SUB_BUCKETS + (bucket & (SUB_BUCKETS - 1))) * 2 ** (octave - 1);
}

/** The bucket that a latency in nanoseconds falls into. */
export function bucketOf(nanoseconds: number): number {
  if (nanoseconds < SUB_BUCKETS) return Math.max(0, Math.floor(nanoseconds));
  const octave = Math.floor(Math.log2(nanoseconds)) - HISTOGRAM_SUB_BUCKET_BITS + 1;
  const within = Math.floor(nanoseconds / 2 ** (octave - 1)) - SUB_BUCKETS;
  return Math.min((octave << HISTOGRAM_SUB_BUCKET_BITS) + within, HISTOGRAM_BUCKETS - 1);
}

/** Sparse counts: `[bucket, count]`, buckets rising. What travels and what is stored; merging is adding. */
export type BucketCounts = readonly (readonly [bucket: number, count: number])[];

/** Latencies in nanoseconds, log-linear, each bucket at most 3.1 % wide. Counts are doubles: exact up to 2^53. */
export class LatencyHistogram {
  readonly #counts = new Float64Array(HISTOGRAM_BUCKETS);
  #total = 0;

  add(counts: BucketCounts): void {
    for (const [bucket, count] of counts) {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
      this.#total += count;
    }
  }

  get total(): number {
    return this.#total;
  }

  /**
   * The latency that `percent` of all operations did not exceed, in nanoseconds: the upper end of the bucket it falls
   * into, so it is never understated. 0 when there is nothing.
   */
  percentile(percent: number): number {
    const wanted = Math.max(1, Math.ceil((this.#total * percent) / 100));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= wanted) return bucketStart(bucket + 1);
    }
    return 0;
  }

  counts(): BucketCounts {
    const sparse: [number, number][] = [];
    for (const [bucket, count] of this.#counts.entries()) if (count > 0) sparse.push([bucket, count]);
    return sparse;
  }
}
