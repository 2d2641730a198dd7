/** How an option's text is read; see `option-values.ts`. */
export type OptionKind = 'text' | 'count' | 'bytes' | 'duration' | 'seed' | 'choice' | 'flag';

export interface OptionSpec {
  readonly name: string;
  readonly kind: OptionKind;
  /** In the form the user would write it; undefined for none. */
  readonly default?: string;
  /** For people: what happens without a default. */
  readonly absent?: string;
  readonly choices?: readonly string[];
  /** Smallest value: a number for counts and bytes, milliseconds for durations. */
  readonly min?: number;
  readonly max?: number;
  readonly describe: string;
  readonly group: 'Operations' | 'Run' | 'Output';
}

/** Milliseconds: what a timer of Node can wait is 24.8 days. */
const LONGEST = 24 * 24 * 3_600_000;

/** Every option of `run`, once: the command line, its checks, --help and docs/options.md are made from this. */
export const RUN_OPTIONS = [
  {
    name: 'algorithm',
    kind: 'text',
    default: 'cbc(aes)',
    describe: 'algorithm or driver to test: cbc(aes), ecb(aes), ctr(aes), cbc-aes-caam, cbc(aes-generic), ...',
    group: 'Operations',
  },
  {
    name: 'key-size',
    kind: 'choice',
    choices: ['16', '24', '32'],
    default: '16',
    describe: 'key size in bytes',
    group: 'Operations',
  },
  {
    name: 'min-length',
    kind: 'bytes',
    default: '512',
    min: 1,
    describe: 'shortest message, a multiple of the block size',
    group: 'Operations',
  },
  {
    name: 'max-length',
    kind: 'bytes',
    default: '4096',
    min: 1,
    describe: 'longest message, a multiple of the block size',
    group: 'Operations',
  },
  {
    name: 'vary',
    kind: 'choice',
    choices: ['op', 'burst'],
    default: 'op',
    describe: 'draw a new length for each operation or for each burst',
    group: 'Operations',
  },
  {
    name: 'direction',
    kind: 'choice',
    choices: ['mixed', 'encrypt', 'decrypt'],
    default: 'mixed',
    describe: 'which way the operations go',
    group: 'Operations',
  },
  {
    name: 'seed',
    kind: 'seed',
    absent: 'drawn, and printed first',
    describe: 'unsigned 64-bit number that decides every key, IV, length and byte',
    group: 'Operations',
  },
  {
    name: 'workers',
    kind: 'count',
    default: '10',
    min: 1,
    max: 1024,
    describe: 'worker threads, each with its own socket',
    group: 'Run',
  },
  {
    name: 'active',
    kind: 'duration',
    default: '2s',
    min: 1,
    max: LONGEST,
    describe: 'length of a burst',
    group: 'Run',
  },
  {
    name: 'pause',
    kind: 'duration',
    default: '5ms',
    min: 0,
    max: LONGEST,
    describe: 'pause between bursts',
    group: 'Run',
  },
  {
    name: 'duration',
    kind: 'duration',
    default: '0',
    min: 0,
    max: LONGEST,
    describe: 'end after this time; 0: when interrupted',
    group: 'Run',
  },
  {
    name: 'ops',
    kind: 'count',
    absent: 'no limit',
    min: 1,
    describe: 'end after this many operations, all workers together',
    group: 'Run',
  },
  {
    name: 'max-findings',
    kind: 'count',
    absent: 'no limit',
    min: 1,
    describe: 'end after this many findings',
    group: 'Run',
  },
  {
    name: 'stall-timeout',
    kind: 'duration',
    default: '10s',
    min: 1000,
    max: LONGEST,
    describe: 'call a worker hung that makes no progress for this long',
    group: 'Run',
  },
  {
    name: 'stress-ng',
    kind: 'text',
    absent: 'no memory pressure',
    describe: 'run stress-ng beside it with these arguments, for example "--vm 4 --vm-bytes 50M"',
    group: 'Run',
  },
  {
    name: 'require-driver',
    kind: 'text',
    absent: 'any driver',
    describe: 'test nothing (exit code 4) unless the kernel picks this driver',
    group: 'Run',
  },
  {
    name: 'guest',
    kind: 'choice',
    choices: ['auto', 'none', 'uml'],
    default: 'auto',
    describe: 'kernel to test: this one (none), user-mode-linux (uml), or this one if it has AF_ALG, else uml (auto)',
    group: 'Run',
  },
  {
    name: 'results',
    kind: 'text',
    default: 'results',
    describe: 'directory that gets a directory per run',
    group: 'Output',
  },
  {
    name: 'log-level',
    kind: 'choice',
    choices: ['debug', 'info', 'warn', 'error'],
    default: 'info',
    describe: 'what events.ndjson holds; debug adds every burst',
    group: 'Output',
  },
  { name: 'json', kind: 'flag', describe: 'print summary.json on stdout instead of text', group: 'Output' },
  { name: 'quiet', kind: 'flag', describe: 'print nothing but the result and errors', group: 'Output' },
] as const satisfies readonly OptionSpec[];

export type RunOptionName = (typeof RUN_OPTIONS)[number]['name'];

/** What the command line said: texts for options that take a value, booleans for flags. Absent means the default. */
export type OptionTexts = Readonly<Partial<Record<RunOptionName, string | boolean>>>;
