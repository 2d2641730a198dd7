import type { Codec } from '../codec/codec.js';
import type { Burst } from './burst.js';
import type { Family } from './family.js';
import type { OperationOf } from './operation.js';
import type { Simplification } from './simplification.js';
import type { Slice } from './slice.js';
import type { WorkloadOf } from './workload.js';

/** What a family's operations are: pure, and the same on every machine for the same workload. */
export interface FamilyPlan<F extends Family> {
  /** How a workload, and an operation, of the family stand in files. Without the name of the family. */
  readonly formats: {
    readonly workload: Codec<WorkloadOf<F>>;
    readonly operation: Codec<OperationOf<F>>;
  };
  /** What the workload's digest is made of. A field that comes later is left out while it has its old value. */
  canonical(workload: WorkloadOf<F>): readonly unknown[];
  drawBurst(workload: WorkloadOf<F>, worker: number, burst: number): Burst;
  /** Bytes of a worker's memory: what is sent and compared, and what is received into, guards included. */
  memory(workload: WorkloadOf<F>): { readonly tape: number; readonly arena: number };
  /** Bytes; 0 for none. */
  keySize(workload: WorkloadOf<F>): number;
  /** Bytes; 0 for none. */
  ivSize(workload: WorkloadOf<F>): number;
  /** The most steps an operation may have. */
  longestExchange(workload: WorkloadOf<F>): number;
  /** @param sliceLength the most operations that are asked for at a time */
  open(workload: WorkloadOf<F>, burst: Burst, sliceLength: number): BurstPlan<F>;
  /** `encrypt of 2048 bytes` */
  describe(operation: OperationOf<F>): string;
  /** What can be taken away from a workload, for whoever looks for the smallest that still fails. */
  simplifications(workload: WorkloadOf<F>, failed: OperationOf<F>): readonly Simplification<F>[];
  /** Lengths that a message may have up to `longest` bytes, ascending, whole blocks apart. */
  lengthsUpTo(workload: WorkloadOf<F>, longest: number): readonly number[];
}

/** The operations of one burst. Each is drawn by itself: a slice costs the same wherever it starts. */
export interface BurstPlan<F extends Family> {
  /** Writes operations first … first+count-1 into the rows of `slice`, from the first row on. */
  fill(slice: Slice, first: number, count: number): void;
  /** Operation `index`, alone. */
  operation(index: number): OperationOf<F>;
  /** Operations first … first+count-1. */
  operations(first: number, count: number): readonly OperationOf<F>[];
  /** The same as bytes, for a digest: what a build of years ago made of them. */
  fingerprint(first: number, count: number): Uint8Array;
}
