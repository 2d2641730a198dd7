import type { OptionSpec } from './option-spec.js';

/** What a dump of the CAAM is; without them it is guessed, and what was guessed is said. */
export const DUMP_OPTIONS = [
  {
    name: 'endian',
    kind: 'choice',
    choices: ['le', 'be'],
    absent: 'guessed',
    describe: 'byte order of the CAAM',
    group: 'Input',
  },
  {
    name: 'ptr',
    kind: 'choice',
    choices: ['1', '2'],
    absent: 'guessed',
    describe: 'words per pointer',
    group: 'Input',
  },
  {
    name: 'order',
    kind: 'choice',
    choices: ['hi_lo', 'lo_hi'],
    absent: 'guessed',
    describe: 'which of two pointer words comes first: the high one (i.MX, big endian) or the low one (Layerscape)',
    group: 'Input',
  },
  {
    name: 'swap',
    kind: 'choice',
    choices: ['yes', 'no'],
    absent: 'guessed',
    describe: 'swap the bytes of each word as printed or stored',
    group: 'Input',
  },
  { name: 'show-keys', kind: 'flag', describe: 'print key material, which is redacted otherwise', group: 'Output' },
] as const satisfies readonly OptionSpec[];

/** What `decode` alone reads. */
export const DECODE_OPTIONS = [
  {
    name: 'log',
    kind: 'text',
    absent: 'none',
    describe: 'decode the lines of this kernel log (- for stdin)',
    group: 'Input',
  },
  { name: 'job', kind: 'text', absent: 'none', describe: 'file with the job descriptor that failed', group: 'Input' },
  { name: 'shared', kind: 'text', absent: 'none', describe: 'file with its shared descriptor', group: 'Input' },
] as const satisfies readonly OptionSpec[];

/** What `scan` alone reads. */
export const SCAN_OPTIONS = [
  {
    name: 'driver',
    kind: 'text',
    absent: 'every known engine',
    describe:
      'the driver under test, as its messages or its module are called, or its device: its errors count as well',
    group: 'Input',
  },
] as const satisfies readonly OptionSpec[];

/** Options of `disasm` only. */
export const DISASM_OPTIONS = [
  {
    name: 'kind',
    kind: 'choice',
    choices: ['job', 'shared', 'sgt'],
    absent: 'guessed',
    describe: 'what the input is: job descriptor, shared descriptor or scatter table',
    group: 'Input',
  },
  {
    name: 'layout',
    kind: 'choice',
    choices: ['imx', 'le64', 'be', 'dpaa2'],
    absent: 'guessed',
    describe: 'layout of a scatter table',
    group: 'Input',
  },
  {
    name: 'era',
    kind: 'count',
    absent: 'no warnings, or as the log says',
    min: 1,
    max: 99,
    describe: 'warn about what a CAAM of this era lacks',
    group: 'Input',
  },
] as const satisfies readonly OptionSpec[];
