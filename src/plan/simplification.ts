import type { Family } from './family.js';
import type { WorkloadOf } from './workload.js';

/** One change of a workload that leaves less of it. */
export interface Change<F extends Family> {
  /** `1 chunk`, `encrypt only` */
  readonly text: string;
  apply(workload: WorkloadOf<F>): WorkloadOf<F>;
}

/** Something that can be taken away from a workload. */
export interface Simplification<F extends Family> {
  /**
   * `least`: the changes go from the least there can be to what the workload has now; the first that still fails is
   * wanted. `one-of`: the changes exclude each other; the first that still fails is taken.
   */
  readonly kind: 'least' | 'one-of';
  /** Whether it is a matter of how the engine is asked, tried before what it is asked. */
  readonly surroundings: boolean;
  readonly changes: readonly Change<F>[];
}
