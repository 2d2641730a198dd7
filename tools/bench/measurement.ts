import type { Codec } from '#dist/codec/codec.js';
import { object } from '#dist/codec/structures.js';
import { number, text } from '#dist/codec/values.js';

/** Operations per second. */
export interface Medians {
  readonly baseline: number;
  readonly bareLoop: number;
  readonly verified: number;
}

/** What tools/bench/measure-main.ts prints, as far as it is read again. */
export interface Measurement {
  /** Of the kernel. */
  readonly kernel: string;
  readonly algorithm: string;
  readonly workers: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly medians: Medians;
  /** Round by round, so that drift between the rounds cancels out. */
  readonly vsBaseline: number;
  readonly vsBareLoop: number;
  /** The largest sum of cli and host process seen in any round. */
  readonly residentMiB: number;
  readonly start: Starts;
}

/** From the command to its first operation: medians, milliseconds. */
export interface Starts {
  readonly oneWorker: number;
  /** As many as the run has that was measured. */
  readonly allWorkers: number;
}

export const MEASUREMENT: Codec<Measurement> = object<Measurement>({
  ...{ kernel: text, algorithm: text, workers: number, rounds: number, seconds: number },
  medians: object<Medians>({ baseline: number, bareLoop: number, verified: number }),
  ...{ vsBaseline: number, vsBareLoop: number, residentMiB: number },
  start: object<Starts>({ oneWorker: number, allWorkers: number }),
});
