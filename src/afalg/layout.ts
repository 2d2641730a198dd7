/**
 * The layouts that both sides of the native boundary know; native/addon/layout.h says the same. `native.ts` refuses an
 * addon whose version differs.
 */
export const LAYOUT_VERSION = 4;

/** One planned operation is a row of a Uint32Array: an exchange of steps with one or more op sockets. */
export const OPERATION = {
  /** Row of its first step. */
  firstStep: 0,
  stepCount: 1,
  /** What it counts for in the throughput. */
  bytes: 2,
  /** The part of the arena that is poisoned before it: what no step receives into must hold the poison afterwards. */
  arenaFrom: 3,
  arenaTo: 4,
} as const;
export const OPERATION_WORDS = 5;

/**
 * One step is a row of a Uint32Array. Offsets are bytes: those of what is sent, of IVs and of expected bytes count from
 * the start of the tape, those of what is received from the start of the arena.
 */
export const STEP = {
  /** A STEP_KIND. */
  kind: 0,
  /** Bits of STEP_FLAG. */
  flags: 1,
  /** Number of the op socket: 0, or one that an earlier step cloned. */
  socket: 2,
  /** Of a clone: the number that the new op socket gets. */
  offset: 3,
  /** Bytes. */
  length: 4,
  /** Of a receive: where the bytes are that must arrive, or NOWHERE to compare nothing. */
  expected: 5,
  iv: 6,
  /** An ALG_OP. */
  operation: 7,
  /** Bytes. */
  assoclen: 8,
  /** The errno that the system call owes, or 0: it must take, or give, every byte. */
  result: 9,
} as const;
export const STEP_WORDS = 10;
export const NOWHERE = 0xffffffff;

/** `clone` is accept(2) on an op socket: a second one with the same state of a hash. */
export const STEP_KIND = { send: 0, receive: 1, clone: 2 } as const;

export const STEP_FLAG = {
  /** A further buffer of the system call of the step before. */
  joined: 1 << 0,
  /** MSG_MORE. */
  more: 1 << 1,
  withOperation: 1 << 2,
  withIv: 1 << 3,
  withAssoclen: 1 << 4,
} as const;

/** ALG_OP_* of linux/if_alg.h. */
export const ALG_OP = { decrypt: 0, encrypt: 1 } as const;

/** How operations reach the kernel: the numbers of native/addon/engine.h, EngineKind. */
export const ENGINE = { sync: 0, uring: 1, aio: 2 } as const;
export type EngineName = keyof typeof ENGINE;

/** Latency in nanoseconds, log-linear: 2^5 buckets per power of two, the last one for 2^42 ns (73 minutes) and more. */
export const HISTOGRAM_SUB_BUCKET_BITS = 5;
export const HISTOGRAM_BUCKETS = 38 << HISTOGRAM_SUB_BUCKET_BITS;

/** Operations that one worker may have in flight. */
export const MAX_FLIGHTS = 256;

/**
 * One worker's progress: words of shared memory, all of them wrapping counters or small numbers. The addon writes the
 * first group and the flights while a slice runs; the words from `state` on belong to the TypeScript side.
 */
export const PROGRESS = {
  /** Changes whenever the worker gets anywhere at all. */
  beat: 0,
  /** Operations that ended well, and their bytes. */
  operations: 1,
  bytes: 2,
  /** Index within the burst: every operation before it has ended. */
  operation: 3,
  /** Not 0: the worker starts no further operation. */
  stop: 4,
  /** Microseconds: the slowest good operation so far. */
  maxLatency: 5,
  /** How often the driver's queue had no room, and an operation was begun again. */
  queueFull: 6,
  /** A `WorkerState`. */
  state: 8,
  burst: 9,
  /** The kernel's thread id. */
  threadId: 10,
  /** How many findings of this worker are safely on disk. */
  acknowledged: 11,
  /** MAX_FLIGHTS pairs: index + 1 of an operation in flight or 0, and what it is inside of: a CALL. */
  flights: 16,
  histogram: 16 + 2 * MAX_FLIGHTS,
} as const;
export const PROGRESS_WORDS: number = PROGRESS.histogram + HISTOGRAM_BUCKETS;

/** What an operation in flight is inside of. */
export const CALL = { none: 0, send: 1, receive: 2, accept: 3 } as const;

/** Bytes on either side of what is received that must still hold the poison afterwards. */
export const GUARD_BYTES = 64;
export const POISON = 0xa5;

/** What a slice leaves in `lane.outcomes`, an Int32Array: these words, then a row of OUTCOME for each that failed. */
export const SLICE = {
  /** A SLICE_END. */
  reason: 0,
  /** The first operation that was not started. */
  next: 1,
  failed: 2,
} as const;
export const SLICE_WORDS = 3;

export const OUTCOME = {
  /** Of the operation, in the slice. */
  index: 0,
  /** Of the operation's steps, the one whose system call failed; else the last one. */
  step: 1,
  /** Bits of FAILURE. */
  failure: 2,
  /** Positive; 0 when no system call failed. */
  errno: 3,
  /** What that step's system call returned. */
  result: 4,
  latencyMicroseconds: 5,
  /** Whose slot of the arena has what was received. */
  flight: 6,
} as const;
export const OUTCOME_WORDS = 7;

export const SLICE_END = { completed: 0, timeUp: 1, stopped: 2, someFailed: 3 } as const;

/** Bits of `OUTCOME.failure`. */
export const FAILURE = {
  sendError: 1 << 0,
  receiveError: 1 << 1,
  sendLength: 1 << 2,
  receiveLength: 1 << 3,
  guardBefore: 1 << 4,
  guardAfter: 1 << 5,
  wrongBytes: 1 << 6,
  acceptError: 1 << 7,
  /** It owed an errno and did what it should have refused. */
  notRefused: 1 << 8,
} as const;
