import type fc from 'fast-check';
import type { Family } from '#dist/plan/family.js';
import type { WorkloadOf } from '#dist/plan/workload.js';
import { hashWorkloads } from './hash-workloads.js';
import { workloads } from './workloads.js';

/** What the laws need of a family: workloads, and names of an algorithm that each can be of. */
interface FamilySample<F extends Family> {
  /** @param longest bytes of a message */
  readonly workloads: (longest: number) => fc.Arbitrary<WorkloadOf<F>>;
  readonly algorithmOf: (workload: WorkloadOf<F>) => string;
}

export const FAMILY_SAMPLES: { readonly [F in Family]: FamilySample<F> } = {
  skcipher: { workloads, algorithmOf: ({ mode }) => `${mode}(aes)` },
  hash: { workloads: hashWorkloads, algorithmOf: ({ hash }) => hash },
};
