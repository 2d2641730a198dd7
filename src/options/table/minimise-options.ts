import { LONGEST, type OptionSpec } from './option-spec.js';

/** What `minimise` alone is told. */
export const MINIMISE_OPTIONS = [
  {
    name: 'budget',
    kind: 'duration',
    default: '60s',
    min: 1000,
    max: LONGEST,
    describe: 'time for all trials together, a guest up and running',
    group: 'Run',
  },
] as const satisfies readonly OptionSpec[];
