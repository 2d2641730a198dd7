import { LOG_LEVELS } from '../log-level.js';
import { type OptionSpec } from './option-spec.js';

/** What is left behind, and what is printed. */
export const OUTPUT_OPTIONS = [
  {
    name: 'results',
    kind: 'text',
    default: 'results',
    describe: 'directory for results; each run makes a directory in it',
    group: 'Output',
  },
  {
    name: 'board',
    kind: 'text',
    absent: 'the host name',
    describe: 'name of this board in run.json and in tables: letters, digits and . _ - only',
    group: 'Output',
  },
  {
    name: 'log-level',
    kind: 'choice',
    choices: LOG_LEVELS,
    default: 'info',
    describe: 'what events.ndjson holds; debug adds every burst',
    group: 'Output',
  },
  { name: 'json', kind: 'flag', describe: 'print JSON on stdout instead of text', group: 'Output' },
  { name: 'quiet', kind: 'flag', describe: 'print nothing but the result and errors', group: 'Output' },
] as const satisfies readonly OptionSpec[];
