import type { Family } from '../plan/family.js';
import { FAMILIES } from '../plan/plans.js';
import type { CommonWorkload, Workload, WorkloadOf } from '../plan/workload.js';
import type { FamilyOptions } from './family-options.js';
import type { OptionValues } from './option-values.js';
import { SKCIPHER_OPTIONS } from './skcipher.js';
import { UsageError } from './usage-error.js';

const OPTIONS: { readonly [F in Family]: FamilyOptions<F> } = {
  skcipher: SKCIPHER_OPTIONS,
};

/** What the options say of this workload's family. */
export function optionsOf<F extends Family>(workload: WorkloadOf<F>): FamilyOptions<F> {
  return OPTIONS[workload.family];
}

/**
 * The workload that the options ask for, of the family that the algorithm's name speaks of.
 *
 * @throws UsageError
 */
export function resolveWorkload(values: OptionValues, algorithm: string, common: CommonWorkload): Workload {
  const family = FAMILIES.find((name) => OPTIONS[name].recognises(algorithm));
  if (family === undefined) {
    const verifiable = FAMILIES.map((name) => OPTIONS[name].verifiable).join('; ');
    throw new UsageError(`--algorithm '${algorithm}': only ${verifiable} can be verified`);
  }
  return OPTIONS[family].workload(values, algorithm, common);
}
