import type { OptionSpec } from './option-spec.js';

/** How a failed operation is done again. */
export const REPLAY_OPTIONS = [
  {
    name: 'times',
    kind: 'count',
    default: '100',
    min: 1,
    max: 1_000_000_000,
    describe: 'how many times to repeat it',
    group: 'Operations',
  },
  {
    name: 'with-burst',
    kind: 'flag',
    describe: 'repeat it after the earlier operations of its burst, on the same op socket, and with 32 after it',
    group: 'Operations',
  },
  {
    name: 'with-neighbours',
    kind: 'flag',
    describe: 'as --with-burst, with all other workers running as in the run',
    group: 'Operations',
  },
] as const satisfies readonly OptionSpec[];
