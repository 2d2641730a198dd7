import type { Families, Family } from './family.js';

/** Whether each operation or each burst draws its length. */
export const VARIED = ['op', 'burst'] as const;
/** Where in a page results are received: on any cache line, or at its start. */
export const RECEIVE_PLACES = ['any', 'page'] as const;

/** What decides operations of every family. */
export interface CommonWorkload {
  readonly seed: bigint;
  /** Bytes, both inclusive. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly vary: (typeof VARIED)[number];
  readonly receiveAt: (typeof RECEIVE_PLACES)[number];
}

/** Everything that decides what an operation is. Two runs with equal workloads do the same operations. */
export type WorkloadOf<F extends Family> = {
  readonly [K in F]: CommonWorkload & Families[K]['workload'] & { readonly family: K };
}[F];
export type Workload = WorkloadOf<Family>;
