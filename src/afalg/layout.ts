/**
 * The layouts that both sides of the native boundary know; native/addon/layout.h says the same. `native.ts` refuses an
 * addon whose version differs.
 */
export const LAYOUT_VERSION = 2;

/** One planned operation is a row of a Uint32Array. Offsets are bytes into the tape, but `receiveOffset` into the arena. */
export const RECORD = {
  operation: 0,
  length: 1,
  inputOffset: 2,
  ivOffset: 3,
  expectedOffset: 4,
  receiveOffset: 5,
  /** Bytes per recv: a multiple of the block size, or the length. */
  chunk: 6,
} as const;
export const RECORD_WORDS = 7;

/** ALG_OP_* of linux/if_alg.h. */
export const ALG_OP = { decrypt: 0, encrypt: 1 } as const;

/** Latency in nanoseconds, log-linear: 2^5 buckets per power of two, the last one for 2^42 ns (73 minutes) and more. */
export const HISTOGRAM_SUB_BUCKET_BITS = 5;
export const HISTOGRAM_BUCKETS = 38 << HISTOGRAM_SUB_BUCKET_BITS;

/**
 * One worker's progress: words of shared memory, all of them wrapping counters or small numbers. The addon writes the
 * first group while a slice runs; the words from `state` on belong to the TypeScript side.
 */
export const PROGRESS = {
  /** Changes whenever the worker gets anywhere at all. */
  beat: 0,
  operations: 1,
  bytes: 2,
  /** Index, within its burst, of the operation in flight. */
  operation: 3,
  /** 0 outside, 1 inside sendmsg, 2 inside recv. */
  syscall: 4,
  /** Not 0: the worker leaves at the next operation. */
  stop: 5,
  /** Microseconds: the slowest good operation so far. */
  maxLatency: 6,
  /** A `WorkerState`. */
  state: 8,
  burst: 9,
  /** The kernel's thread id. */
  threadId: 10,
  /** How many findings of this worker are safely on disk. */
  acknowledged: 11,
  histogram: 16,
} as const;
export const PROGRESS_WORDS: number = PROGRESS.histogram + HISTOGRAM_BUCKETS;

/** Bytes on either side of the receive window that must still hold the poison afterwards. */
export const GUARD_BYTES = 64;
export const POISON = 0xa5;

/** What a slice leaves in `lane.outcome`, an Int32Array. */
export const OUTCOME = { reason: 0, stoppedAt: 1, failure: 2, errno: 3, result: 4, latencyMicroseconds: 5 } as const;
export const OUTCOME_WORDS = 6;

export const SLICE_END = { completed: 0, timeUp: 1, stopped: 2, failed: 3 } as const;

/** Bits of `OUTCOME.failure`. */
export const FAILURE = {
  sendError: 1 << 0,
  receiveError: 1 << 1,
  sendLength: 1 << 2,
  receiveLength: 1 << 3,
  guardBefore: 1 << 4,
  guardAfter: 1 << 5,
  wrongBytes: 1 << 6,
} as const;
