import type { OperationId } from '../plan/operation-id.js';
import type { Candidate, FailureCount } from '../results/documents/minimal.js';

/** A trial ends when the first of these is reached. */
export interface TrialRequest {
  readonly candidate: Candidate;
  readonly failures: number;
  readonly operations: number;
  /** From the call, the start of the host process included. */
  readonly milliseconds: number;
}

export interface TrialResult extends FailureCount {
  /** Bytes: of the operations that failed; null when none did. */
  readonly shortest: number | null;
  /** The first operation that failed. Its seed is the trial's. */
  readonly first: OperationId | null;
  readonly end: 'asked' | 'interrupted' | 'hung';
  readonly milliseconds: number;
}

/** Where candidates are tried: a kernel, or a simulation of one. */
export interface Trials {
  /** Starts afresh: a new process, new sockets, a seed that no earlier trial used. */
  trial(request: TrialRequest): Promise<TrialResult>;
  /** Milliseconds of the budget that are left; negative when it is overdrawn. */
  left(): number;
}
