import type { DamagedOperation, Standing } from './damaged-operation.js';
import { diagnose } from './diagnose.js';
import type { Analysis } from './hypothesis.js';
import { reportBytes } from './report.js';
import { Tapes } from './tapes.js';
import type { Workload } from '../plan/workload.js';

/** Examines the failed operations of one run; what one of them needed is at hand for the next. */
export class Examiner {
  readonly #tapes: Tapes;

  constructor(workload: Workload) {
    this.#tapes = new Tapes(workload);
  }

  /** @param others where the workers stood when the operation failed */
  examine(operation: DamagedOperation, others: readonly Standing[]): Extract<Analysis, { kind: 'diagnosed' }> {
    const diagnosis = diagnose(operation, others, this.#tapes);
    return { kind: 'diagnosed', diagnosis, report: reportBytes(operation, diagnosis) };
  }
}
