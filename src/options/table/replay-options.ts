import type { OptionSpec } from './option-spec.js';

/** How a failed operation is done again. */
export const REPLAY_OPTIONS = [
  {
    name: 'times',
    kind: 'count',
    default: '100',
    min: 1,
    max: 1_000_000_000,
    describe: 'do it so many times',
    group: 'Operations',
  },
  {
    name: 'with-burst',
    kind: 'flag',
    describe: 'each time with the operations of its burst before it, on the same op socket, and 32 after it',
    group: 'Operations',
  },
  {
    name: 'with-neighbours',
    kind: 'flag',
    describe: 'the same, and all other workers beside it as in the run',
    group: 'Operations',
  },
] as const satisfies readonly OptionSpec[];
