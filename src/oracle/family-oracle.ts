import type { Burst } from '../plan/burst.js';
import type { Family } from '../plan/family.js';
import type { OperationOf } from '../plan/operation.js';
import type { WorkloadOf } from '../plan/workload.js';

/** What an operation is given. */
export interface Given {
  readonly key: Uint8Array;
  /** Empty for an algorithm without one. */
  readonly iv: Uint8Array;
  readonly input: Uint8Array;
}

/** What node:crypto says that a family's operations must give. */
export interface FamilyOracle<F extends Family> {
  /**
   * Fills a worker's tape for one burst: everything its operations send, and everything they must receive.
   *
   * @param tape as many bytes as the family's plan says
   */
  fillTape(workload: WorkloadOf<F>, burst: Burst, tape: Uint8Array): void;
  /** The output of one operation, as somebody without a tape would compute it: the second opinion on every mismatch. */
  compute(workload: WorkloadOf<F>, operation: OperationOf<F>, given: Given): Uint8Array;
}
