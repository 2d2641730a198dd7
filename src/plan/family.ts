import type { HashFields, HashOperation } from './hash/fields.js';
import type { SkcipherFields, SkcipherOperation } from './skcipher/fields.js';

/**
 * What kinds of algorithms there are, by AF_ALG's names of its types, and what each adds to a workload and to an
 * operation. Each pure layer has a table with a row per family: plan, options, oracle, forensics and the C program.
 * Whoever adds a family is shown by the compiler where a row is missing.
 */
export interface Families {
  readonly hash: { readonly workload: HashFields; readonly operation: HashOperation };
  readonly skcipher: { readonly workload: SkcipherFields; readonly operation: SkcipherOperation };
}
export type Family = keyof Families;
