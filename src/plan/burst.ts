import { RandomStream } from './random-stream.js';
import type { CommonWorkload } from './workload.js';

/** What a burst draws once. */
export interface Burst {
  readonly worker: number;
  readonly burst: number;
  readonly key: Uint8Array;
  /** The IV at the start of the tape; empty for an algorithm without one. */
  readonly iv: Uint8Array;
  /** Bytes: the length of every operation under `--vary burst`. */
  readonly length: number;
}

/** The tape's plaintext, written to `target`. */
export function drawPlaintext(
  { seed }: Pick<CommonWorkload, 'seed'>,
  worker: number,
  burst: number,
  target: Uint8Array,
): void {
  new RandomStream('tape', seed, worker, burst).fill(target, 0);
}
