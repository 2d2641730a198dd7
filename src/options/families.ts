import type { Family } from '../plan/family.js';
import { FAMILIES } from '../plan/plans.js';
import type { CommonWorkload, Workload, WorkloadOf } from '../plan/workload.js';
import type { FamilyOptions } from './family-options.js';
import { HASH_OPTIONS } from './hash.js';
import type { OptionValues } from './option-values.js';
import { SKCIPHER_OPTIONS } from './skcipher.js';
import type { OptionTexts } from './table/option-table.js';
import { UsageError } from './usage-error.js';

const OPTIONS: { readonly [F in Family]: FamilyOptions<F> } = {
  skcipher: SKCIPHER_OPTIONS,
  hash: HASH_OPTIONS,
};

/** What the options say of this workload's family. */
export function optionsOf<F extends Family>(workload: WorkloadOf<F>): FamilyOptions<F> {
  return OPTIONS[workload.family];
}

/** What options of operations on this algorithm are when they are not given, where that is not the table's default. */
export function usualOf(algorithm: string): OptionTexts {
  const family = familyOf(algorithm);
  return family === undefined ? {} : OPTIONS[family].usual(algorithm);
}

/**
 * The workload that the options ask for, of the family that the algorithm's name speaks of.
 *
 * @throws UsageError
 */
export function resolveWorkload(values: OptionValues, algorithm: string, common: CommonWorkload): Workload {
  const family = familyOf(algorithm);
  if (family === undefined) {
    const verifiable = FAMILIES.map((name) => OPTIONS[name].verifiable).join('; ');
    throw new UsageError(`--algorithm '${algorithm}': only ${verifiable} can be verified`);
  }
  return OPTIONS[family].workload(values, algorithm, common);
}

function familyOf(algorithm: string): Family | undefined {
  return FAMILIES.find((name) => OPTIONS[name].recognises(algorithm));
}
