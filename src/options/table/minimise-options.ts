import { LONGEST, type OptionSpec } from './option-spec.js';

/** Options of `minimise` only. */
export const MINIMISE_OPTIONS = [
  {
    name: 'budget',
    kind: 'duration',
    default: '60s',
    min: 1000,
    max: LONGEST,
    describe: 'total time for all trials; booting a guest does not count',
    group: 'Run',
  },
] as const satisfies readonly OptionSpec[];
