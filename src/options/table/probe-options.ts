import { type OptionSpec } from './option-spec.js';

/** What the probe is to answer. */
export const PROBE_OPTIONS = [
  {
    name: 'check',
    kind: 'text',
    absent: 'a table of everything',
    describe: 'answer one question in one line: can this algorithm or driver be used? exit code 0: yes, 4: no',
    group: 'Probe',
  },
] as const satisfies readonly OptionSpec[];
