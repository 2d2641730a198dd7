import type { SyscallFailure } from '../afalg/syscall-failure.js';
import type { OperationBytes, Standing } from '../forensics/damaged-operation.js';
import type { Mismatch } from '../forensics/mismatch.js';
import { ALARM_KINDS } from '../kernel/log/alarm-kind.js';
import type { Operation } from '../plan/operation.js';

/** The operation a finding is about, with everything that rebuilds it. */
export type FailedOperation = Operation &
  Standing & {
    /** `seed:worker:burst:operation` */
    readonly id: string;
    readonly latencyMicroseconds: number;
    /** Wall clock, milliseconds since 1970. */
    readonly time: number;
  };

/** What a worker found. */
export type OperationFinding =
  | {
      readonly verdict: 'wrong';
      readonly at: FailedOperation;
      readonly bytes: OperationBytes;
      /** null: wrong when the system call returned, and right a moment later. */
      readonly mismatch: Mismatch | null;
    }
  | {
      readonly verdict: 'overrun';
      readonly at: FailedOperation;
      readonly bytes: OperationBytes;
      /** Guard bytes that changed on either side. */
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      readonly mismatch: Mismatch | null;
    }
  | {
      readonly verdict: 'length';
      readonly at: FailedOperation;
      readonly bytes: OperationBytes;
      readonly syscall: string;
      /** What the system call returned; from an old driver it can be a raw status word. */
      readonly returned: number;
    }
  | {
      readonly verdict: 'refused';
      readonly at: FailedOperation;
      readonly bytes: OperationBytes;
      readonly failure: SyscallFailure;
    }
  | {
      /** The tape no longer holds what node:crypto computes: something wrote to our memory. */
      readonly verdict: 'broken';
      readonly at: FailedOperation;
      readonly bytes: OperationBytes;
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

/** What /proc said of one thread. Empty strings where it said nothing. */
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

/** `taint`: without a line. `panic`, `reset`: of a guest's kernel, as seen from outside. */
export const KERNEL_FINDING_KINDS = [...ALARM_KINDS, 'taint', 'panic', 'reset'] as const;
export type KernelFindingKind = (typeof KERNEL_FINDING_KINDS)[number];

/** What the kernel said of itself. */
export interface KernelFinding {
  readonly verdict: 'kernel';
  readonly kind: KernelFindingKind;
  /** The first line and the last that says the same; wall clock, milliseconds since 1970. */
  readonly time: number;
  readonly lastTime: number;
  /** From the first operation to the first line; from the start of the run, for what came while it was set up. */
  readonly afterMilliseconds: number;
  /** Lines that say the same but for their numbers. */
  readonly count: number;
  /** Records of the log were lost meanwhile: there may have been more. */
  readonly countIsAtLeast: boolean;
  /** The first of them; of a warning its message. */
  readonly line: string;
  /** It and the lines that belong to it, as in kmsg.log. */
  readonly report: readonly string[];
  /** Operations that failed in the same milliseconds: `seed:worker:burst:operation`, the first 20. */
  readonly operations: readonly string[];
}

export type Finding = OperationFinding | SetupFinding | HungFinding | KernelFinding;
