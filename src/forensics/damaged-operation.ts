import type { Family } from '../plan/family.js';
import type { CommonOperation, OperationOf } from '../plan/operation.js';
import type { WorkloadOf } from '../plan/workload.js';

/** What the system calls said of an operation whose bytes are to be explained. */
export type ReportedAs =
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly syscall: string; readonly code: string }
  | { readonly kind: 'length'; readonly syscall: string; readonly returned: number };

/** A place in the run: operation `operation` of burst `burst` of worker `worker`. */
export interface Standing {
  readonly worker: number;
  readonly burst: number;
  readonly operation: number;
}

/** The bytes of an operation, as they lay in memory when it failed. */
export interface OperationBytes {
  readonly key: Uint8Array;
  /** Empty for a cipher without one. */
  readonly iv: Uint8Array;
  readonly input: Uint8Array;
  readonly expected: Uint8Array;
  /** Poison where nothing was written. */
  readonly actual: Uint8Array;
  /** The bytes before and after the receive window: all poison when nobody wrote there. */
  readonly guardBefore: Uint8Array;
  readonly guardAfter: Uint8Array;
}

/** What forensics knows of an operation of any family. */
export type CommonDamage = CommonOperation & Standing & OperationBytes & { readonly reportedAs: ReportedAs };

/** Everything forensics knows of one operation: what it was, what it should have written, and what is there. */
export type DamagedOperationOf<F extends Family> = OperationOf<F> &
  Standing &
  OperationBytes & {
    readonly workload: WorkloadOf<F>;
    readonly reportedAs: ReportedAs;
  };
export type DamagedOperation = DamagedOperationOf<Family>;
