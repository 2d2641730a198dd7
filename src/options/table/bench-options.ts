import { LONGEST, type OptionSpec } from './option-spec.js';

/** What is measured, for how long, and against what. */
export const BENCH_OPTIONS = [
  {
    name: 'key-sizes',
    kind: 'text',
    default: '16,24,32',
    describe: 'key sizes in bytes',
    group: 'Bench',
  },
  {
    name: 'lengths',
    kind: 'text',
    default: '64,256,1K,4K,16K,64K',
    describe: 'message lengths',
    group: 'Bench',
  },
  {
    name: 'time',
    kind: 'seconds',
    default: '1',
    min: 50,
    max: LONGEST,
    describe: 'how long to measure each cell on each side, in seconds or as a duration',
    group: 'Bench',
  },
  {
    name: 'compare',
    kind: 'text',
    absent: 'no comparison',
    describe: 'compare with an earlier result (from --json): the change of each cell, and whether it exceeds the noise',
    group: 'Bench',
  },
] as const satisfies readonly OptionSpec[];
