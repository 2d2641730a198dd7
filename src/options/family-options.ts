import type { Family } from '../plan/family.js';
import type { CommonWorkload, WorkloadOf } from '../plan/workload.js';
import type { OptionTexts } from './table/option-table.js';
import type { OptionValues } from './option-values.js';

/** What the options say of a family's operations. */
export interface FamilyOptions<F extends Family> {
  /** What of this family can be verified, for people: `AES in the modes cbc, ecb, ctr`. */
  readonly verifiable: string;
  /** Whether an algorithm's or a driver's name speaks of something that can be verified. */
  recognises(algorithm: string): boolean;
  /** What options of operations are when they are not given, where that is not the table's default. */
  usual(algorithm: string): OptionTexts;
  /**
   * @param common checked already, but for what only the family knows of lengths
   * @throws UsageError
   */
  workload(values: OptionValues, algorithm: string, common: CommonWorkload): WorkloadOf<F>;
  /** The family's own part of a workload, as the user would write it. */
  texts(workload: WorkloadOf<F>): OptionTexts;
  /** Whether operations of the workload are operations of this algorithm: its name in /proc/crypto. */
  fits(workload: WorkloadOf<F>, name: string): boolean;
}
