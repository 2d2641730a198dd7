import { HISTOGRAM_BUCKETS, PROGRESS } from '../afalg/layout.js';
import type { Progress } from './progress.js';

/** What happened since the last reading, of all workers together. */
export interface Reading {
  operations: number;
  bytes: number;
  latency: [bucket: number, count: number][];
}

/**
 * Turns the workers' wrapping 32-bit counters into differences. Right as long as no counter moves by 2^32 between two
 * readings: at two readings per second that would be 8 GB/s in one thread.
 */
export class Meter {
  readonly #workers: readonly Progress[];
  readonly #seen: Uint32Array[];

  constructor(workers: readonly Progress[]) {
    this.#workers = workers;
    this.#seen = workers.map(({ words }) => new Uint32Array(words.length));
  }

  read(): Reading {
    const histogram = new Map<number, number>();
    let operations = 0;
    let bytes = 0;
    for (const [index, worker] of this.#workers.entries()) {
      const seen = this.#seen[index];
      if (seen === undefined) continue;
      const advance = (word: number): number => {
        const now = Atomics.load(worker.words, word);
        const difference = (now - (seen[word] ?? 0)) >>> 0;
        seen[word] = now;
        return difference;
      };
      operations += advance(PROGRESS.operations);
      bytes += advance(PROGRESS.bytes);
      for (let bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket += 1) {
        const count = advance(PROGRESS.histogram + bucket);
        if (count > 0) histogram.set(bucket, (histogram.get(bucket) ?? 0) + count);
      }
    }
    return { operations, bytes, latency: [...histogram].sort(([a], [b]) => a - b) };
  }
}
