import type { Family } from '../plan/family.js';
import type { WorkloadOf } from '../plan/workload.js';
import type { DamagedOperationOf, Standing } from './damaged-operation.js';
import type { Diagnosis } from './hypothesis.js';

/** How a family's wrong bytes are explained. */
export interface FamilyForensics<F extends Family> {
  /** For the operations of one workload: what one examination needed is at hand for the next. */
  examiner(workload: WorkloadOf<F>): FamilyExaminer<F>;
}

export interface FamilyExaminer<F extends Family> {
  /** @param others where the workers stood when the operation failed */
  diagnose(operation: DamagedOperationOf<F>, others: readonly Standing[]): Diagnosis;
}
