import { JsonDocument } from '#dist/results/json-document.js';

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
}

export function parseMeasurement(text: string): Measurement {
  const document = JsonDocument.parse('the measurement', text);
  const medians = document.object('medians');
  return {
    kernel: document.text('kernel'),
    algorithm: document.text('algorithm'),
    workers: document.number('workers'),
    rounds: document.number('rounds'),
    seconds: document.number('seconds'),
    medians: {
      baseline: medians.number('baseline'),
      bareLoop: medians.number('bareLoop'),
      verified: medians.number('verified'),
    },
    vsBaseline: document.number('vsBaseline'),
    vsBareLoop: document.number('vsBareLoop'),
    residentMiB: document.number('residentMiB'),
  };
}
