import type { Family } from '../../plan/family.js';
import type { WorkloadOf } from '../../plan/workload.js';
import { exchangeProgram } from './exchange-program.js';
import type { FamilyProgram } from './family-program.js';
import { SKCIPHER_PROGRAM } from './skcipher-program.js';

const PROGRAMS: { readonly [F in Family]: FamilyProgram<F> } = {
  skcipher: SKCIPHER_PROGRAM,
  hash: exchangeProgram(),
};

/** What a program is made of that does what this workload does. */
export function programOf<F extends Family>(workload: WorkloadOf<F>): FamilyProgram<F> {
  return PROGRAMS[workload.family];
}
