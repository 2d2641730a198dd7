import { DECODE_OPTIONS, DISASM_OPTIONS, DUMP_OPTIONS, SCAN_OPTIONS } from './table/caam-options.js';
import { BENCH_OPTIONS } from './table/bench-options.js';
import { GUEST_OPTIONS } from './table/guest-options.js';
import { MINIMISE_OPTIONS } from './table/minimise-options.js';
import type { OptionSpec } from './table/option-spec.js';
import { namesOf, specOf, type OptionName, type OptionTexts } from './table/option-table.js';
import { OUTPUT_OPTIONS } from './table/output-options.js';
import { REPLAY_OPTIONS } from './table/replay-options.js';
import { PROBE_OPTIONS } from './table/probe-options.js';
import { RUN_OPTIONS } from './table/run-options.js';
import { WORKLOAD_OPTIONS } from './table/workload-options.js';

/** What a command takes besides options. */
export interface Positional {
  readonly name: string;
  readonly describe: string;
  /** How many there may be. */
  readonly count: 'one' | 'optional' | 'any' | 'some';
}

export interface CommandSpec {
  readonly name: string;
  readonly describe: string;
  readonly positional?: Positional;
  readonly options: readonly OptionName[];
}

/** Every command, once. The first is what runs when none is named. */
export const COMMANDS = [
  {
    name: 'run',
    describe: 'hammer an algorithm from many threads; the default command',
    options: [
      ...namesOf(WORKLOAD_OPTIONS),
      ...namesOf(RUN_OPTIONS),
      ...namesOf(GUEST_OPTIONS),
      ...namesOf(OUTPUT_OPTIONS),
    ],
  },
  {
    name: 'probe',
    describe: 'what this kernel offers through AF_ALG, and why the rest does not work',
    // Not `algorithm`: yargs would take it for the option of that name.
    positional: { name: 'name', describe: 'algorithm or driver; all of /proc/crypto if none', count: 'any' },
    options: [...namesOf(PROBE_OPTIONS), 'require-driver', ...namesOf(GUEST_OPTIONS), 'json', 'quiet'],
  },
  {
    name: 'bench',
    describe: 'throughput and latency of AF_ALG next to the same work in user space, verified',
    positional: { name: 'name', describe: 'algorithm or driver; AES in CBC, CTR and ECB if none', count: 'any' },
    options: [...namesOf(BENCH_OPTIONS), 'direction', ...namesOf(GUEST_OPTIONS), 'json', 'quiet'],
  },
  {
    name: 'replay',
    describe: 'repeat a failed operation, and count how often it fails',
    positional: {
      name: 'finding',
      describe: 'directory of a finding, or a key: seed:worker:burst:operation, with the options of the run',
      count: 'one',
    },
    options: [
      ...namesOf(REPLAY_OPTIONS),
      ...namesOf(WORKLOAD_OPTIONS),
      ...(['workers', 'engine', 'depth', 'max-findings', 'stall-timeout', 'stress-ng', 'require-driver'] as const),
      ...namesOf(GUEST_OPTIONS),
      ...namesOf(OUTPUT_OPTIONS),
    ],
  },
  {
    name: 'minimise',
    describe: 'reduce a finding to the smallest workload that still fails, and write a C program that shows it',
    positional: { name: 'finding', describe: 'directory of the finding: RESULTS/RUN/findings/NNNN', count: 'one' },
    options: [...namesOf(MINIMISE_OPTIONS), ...namesOf(GUEST_OPTIONS), 'results', 'json', 'quiet'],
  },
  {
    name: 'scan',
    describe: 'judge a saved kernel log as a run would: what would be findings, explained',
    positional: {
      name: 'file',
      describe: 'kernel logs of whatever driver and tool; without one, or with -, stdin',
      count: 'any',
    },
    options: [...namesOf(SCAN_OPTIONS), ...namesOf(DUMP_OPTIONS), 'json'],
  },
  {
    name: 'decode',
    describe: 'explain CAAM status words, or the CAAM lines of a kernel log',
    positional: { name: 'status', describe: 'status words, or whole lines of a log', count: 'any' },
    options: [...namesOf(DECODE_OPTIONS), ...namesOf(DUMP_OPTIONS), 'json'],
  },
  {
    name: 'disasm',
    describe: 'disassemble CAAM descriptors and scatter tables, from memory, hex or a kernel log',
    positional: { name: 'file', describe: 'file to read; without one, or with -, stdin', count: 'optional' },
    options: [...namesOf(DISASM_OPTIONS), ...namesOf(DUMP_OPTIONS), 'json'],
  },
  {
    name: 'history',
    describe: 'a table of collected runs: board, kernel, driver, speed, findings',
    positional: { name: 'directory', describe: 'directories of runs, or directories above them', count: 'some' },
    options: ['json'],
  },
  {
    name: 'compare',
    describe:
      'collected runs board by board: how speed changed since the first directory, and what fails only in later ones',
    positional: {
      name: 'directory',
      describe: 'two or more, for instance one per kernel; the first is the baseline',
      count: 'some',
    },
    options: ['json'],
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof COMMANDS)[number]['name'];

export function optionsOf(command: CommandName): readonly (OptionSpec & { readonly name: OptionName })[] {
  const commands: readonly CommandSpec[] = COMMANDS;
  return (commands.find(({ name }) => name === command)?.options ?? []).map((name) => ({ ...specOf(name), name }));
}

/** `<finding>`, `[file]` or `[algorithm..]`, as yargs writes them. */
export function synopsis({ name, count }: Positional): string {
  switch (count) {
    case 'one':
      return `<${name}>`;
    case 'optional':
      return `[${name}]`;
    case 'any':
      return `[${name}..]`;
    case 'some':
      return `<${name}..>`;
  }
}

/** What the user asked for. */
export interface Command {
  readonly name: CommandName;
  readonly positionals: readonly string[];
  readonly texts: OptionTexts;
}
