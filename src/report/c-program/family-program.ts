import type { Family } from '../../plan/family.js';
import type { OperationId } from '../../plan/operation-id.js';
import type { WorkloadOf } from '../../plan/workload.js';

/** What the C program of a family is made of. */
export interface FamilyProgram<F extends Family> {
  /** In native/minimal. */
  readonly source: string;
  /**
   * Lines of C that take the place of the example of data: the key, and the operation that failed after those before it, with what
   * their outputs must be.
   */
  data(workload: WorkloadOf<F>, failed: OperationId): readonly string[];
}
