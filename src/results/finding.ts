import type { SyscallFailure } from '../afalg/syscall-failure.js';
import type { Operation } from '../plan/operations.js';

/** The operation a finding is about, with everything that rebuilds it. */
export interface FailedOperation extends Operation {
  /** `seed:worker:burst:operation` */
  readonly key: string;
  readonly worker: number;
  readonly burst: number;
  readonly operation: number;
  readonly latencyMicroseconds: number;
  /** Wall clock, milliseconds since 1970. */
  readonly time: number;
}

/** The bytes of a failed operation, as they lay in memory when it failed. */
export interface Evidence {
  readonly cipherKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly input: Uint8Array;
  readonly expected: Uint8Array;
  /** What is in the receive window now; where the kernel wrote nothing it still holds the poison. */
  readonly actual: Uint8Array;
  readonly guardBefore: Uint8Array;
  readonly guardAfter: Uint8Array;
}

/** Where expected and actual bytes differ. */
export interface Mismatch {
  readonly firstByte: number;
  readonly lastByte: number;
  readonly differingBytes: number;
  readonly differingBits: number;
}

/** What a worker found. */
export type OperationFinding =
  | {
      readonly verdict: 'wrong';
      readonly at: FailedOperation;
      readonly evidence: Evidence;
      /** null: wrong when the system call returned, and right a moment later. */
      readonly mismatch: Mismatch | null;
    }
  | {
      readonly verdict: 'overrun';
      readonly at: FailedOperation;
      readonly evidence: Evidence;
      /** Guard bytes that changed on either side. */
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      readonly mismatch: Mismatch | null;
    }
  | {
      readonly verdict: 'length';
      readonly at: FailedOperation;
      readonly evidence: Evidence;
      readonly syscall: string;
      /** What the system call returned; from an old driver it can be a raw status word. */
      readonly returned: number;
    }
  | {
      readonly verdict: 'refused';
      readonly at: FailedOperation;
      readonly evidence: Evidence;
      readonly failure: SyscallFailure;
    }
  | {
      /** The tape no longer holds what node:crypto computes: something wrote to our memory. */
      readonly verdict: 'broken';
      readonly at: FailedOperation;
      readonly evidence: Evidence;
      readonly recomputed: Uint8Array;
    };

/** A socket that could not be made, or keyed, after it once could. */
export interface SetupFinding {
  readonly verdict: 'refused';
  readonly worker: number;
  readonly burst: number;
  readonly time: number;
  readonly failure: SyscallFailure;
}

/** What /proc told of one thread. Empty strings where it told nothing. */
export interface StuckThread {
  readonly threadId: number;
  readonly worker: number | null;
  readonly name: string;
  /** As in /proc/PID/task/TID/status: `D (disk sleep)`. */
  readonly state: string;
  readonly wchan: string;
  readonly syscall: string;
  readonly stack: string;
}

export interface HungFinding {
  readonly verdict: 'hung';
  readonly time: number;
  readonly afterMilliseconds: number;
  /** The operations that were inside the kernel: `seed:worker:burst:operation`. Empty when no worker ever reported. */
  readonly operations: readonly string[];
  readonly threads: readonly StuckThread[];
}

export type Finding = OperationFinding | SetupFinding | HungFinding;
