import type { Family } from '../plan/family.js';
import type { WorkloadOf } from '../plan/workload.js';
import type { FamilyOracle } from './family-oracle.js';
import { HASH_ORACLE } from './hash/oracle.js';
import { SKCIPHER_ORACLE } from './skcipher/oracle.js';

const ORACLES: { readonly [F in Family]: FamilyOracle<F> } = {
  skcipher: SKCIPHER_ORACLE,
  hash: HASH_ORACLE,
};

/** Who says what this workload's operations must give. */
export function oracleOf<F extends Family>(workload: WorkloadOf<F>): FamilyOracle<F> {
  return ORACLES[workload.family];
}
