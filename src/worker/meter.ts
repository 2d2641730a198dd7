import { HISTOGRAM_BUCKETS, PROGRESS } from '../afalg/layout.js';
import type { BucketCounts } from '../results/histogram.js';
import type { Progress } from './progress.js';

/** What happened since the last reading, of all workers together. */
export interface Counts {
  readonly operations: number;
  readonly bytes: number;
  /** How often the driver's queue had no room. */
  readonly queueFull: number;
}

/**
 * Turns the workers' wrapping 32-bit counters into differences. Right as long as no counter moves by 2^32 between two
 * readings: for bytes, read twice a second, that would be 8 GB/s in one thread.
 */
export class Meter {
  readonly #workers: readonly Progress[];
  readonly #seen: readonly Uint32Array[];

  constructor(workers: readonly Progress[]) {
    this.#workers = workers;
    this.#seen = workers.map(({ words }) => new Uint32Array(words.length));
  }

  readCounts(): Counts {
    let operations = 0;
    let bytes = 0;
    let queueFull = 0;
    for (const [index, { words }] of this.#workers.entries()) {
      const seen = this.#seen[index];
      if (seen === undefined) continue;
      operations += advance(words, seen, PROGRESS.operations);
      bytes += advance(words, seen, PROGRESS.bytes);
      queueFull += advance(words, seen, PROGRESS.queueFull);
    }
    return { operations, bytes, queueFull };
  }

  /** Looks at a thousand words per worker: not something for every heartbeat of a slow processor. */
  readLatency(): BucketCounts {
    const counts = new Map<number, number>();
    for (const [index, { words }] of this.#workers.entries()) {
      const seen = this.#seen[index];
      if (seen === undefined) continue;
      for (let bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket += 1) {
        const word = PROGRESS.histogram + bucket;
        if (words[word] === seen[word]) continue;
        counts.set(bucket, (counts.get(bucket) ?? 0) + advance(words, seen, word));
      }
    }
    return [...counts].sort(([a], [b]) => a - b);
  }
}

/** By how much a counter has moved since it was last seen. */
function advance(words: Uint32Array, seen: Uint32Array, word: number): number {
  const now = Atomics.load(words, word);
  const difference = (now - (seen[word] ?? 0)) >>> 0;
  seen[word] = now;
  return difference;
}
