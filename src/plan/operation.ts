import type { Family } from './family.js';
import type { SkcipherOperation } from './skcipher/operation.js';

/** What every operation has, in the words of whoever reads a finding. */
export interface CommonOperation {
  /** Bytes of its message. */
  readonly length: number;
  /** Where in the arena the kernel writes the output, in bytes. */
  readonly receiveOffset: number;
}

interface FamilyOperation {
  readonly skcipher: SkcipherOperation;
}

export type OperationOf<F extends Family> = {
  readonly [K in F]: CommonOperation & FamilyOperation[K] & { readonly family: K };
}[F];
export type Operation = OperationOf<Family>;
