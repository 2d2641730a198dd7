import type { Family } from '../plan/family.js';
import type { Workload, WorkloadOf } from '../plan/workload.js';
import type { DamagedOperation, Standing } from './damaged-operation.js';
import type { FamilyExaminer, FamilyForensics } from './family-forensics.js';
import type { Analysis } from './hypothesis.js';
import { reportBytes } from './report.js';
import { HASH_FORENSICS } from './hash/forensics.js';
import { SKCIPHER_FORENSICS } from './skcipher/forensics.js';

const FORENSICS: { readonly [F in Family]: FamilyForensics<F> } = {
  skcipher: SKCIPHER_FORENSICS,
  hash: HASH_FORENSICS,
};

/** Examines the failed operations of one run. */
export class Examiner {
  readonly #family: FamilyExaminer<Family>;

  constructor(workload: Workload) {
    this.#family = examinerOf(workload);
  }

  /** @param others where the workers stood when the operation failed */
  examine(operation: DamagedOperation, others: readonly Standing[]): Extract<Analysis, { kind: 'diagnosed' }> {
    const diagnosis = this.#family.diagnose(operation, others);
    return { kind: 'diagnosed', diagnosis, report: reportBytes(operation, diagnosis) };
  }
}

function examinerOf<F extends Family>(workload: WorkloadOf<F>): FamilyExaminer<F> {
  return FORENSICS[workload.family].examiner(workload);
}
