import type { Families, Family } from './family.js';

/** What every operation has, in the words of whoever reads a finding. */
export interface CommonOperation {
  /** Bytes of its message. */
  readonly length: number;
  /** Where in the arena the kernel writes the output, in bytes. */
  readonly receiveOffset: number;
}

export type OperationOf<F extends Family> = {
  readonly [K in F]: CommonOperation & Families[K]['operation'] & { readonly family: K };
}[F];
export type Operation = OperationOf<Family>;
