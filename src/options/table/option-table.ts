import { BENCH_OPTIONS } from './bench-options.js';
import { DECODE_OPTIONS, DISASM_OPTIONS, DUMP_OPTIONS, SCAN_OPTIONS } from './caam-options.js';
import { GUEST_OPTIONS } from './guest-options.js';
import { MINIMISE_OPTIONS } from './minimise-options.js';
import type { OptionSpec } from './option-spec.js';
import { OUTPUT_OPTIONS } from './output-options.js';
import { PROBE_OPTIONS } from './probe-options.js';
import { REPLAY_OPTIONS } from './replay-options.js';
import { RUN_OPTIONS } from './run-options.js';
import { WORKLOAD_OPTIONS } from './workload-options.js';

/** Every option, once: the command line, its checks, --help and docs/options.md are made from this. */
const OPTIONS = [
  ...WORKLOAD_OPTIONS,
  ...RUN_OPTIONS,
  ...REPLAY_OPTIONS,
  ...PROBE_OPTIONS,
  ...BENCH_OPTIONS,
  ...GUEST_OPTIONS,
  ...DUMP_OPTIONS,
  ...SCAN_OPTIONS,
  ...DECODE_OPTIONS,
  ...DISASM_OPTIONS,
  ...MINIMISE_OPTIONS,
  ...OUTPUT_OPTIONS,
] as const;

export type OptionName = (typeof OPTIONS)[number]['name'];

/** What the command line said: texts for options that take a value, booleans for flags. Absent means the default. */
export type OptionTexts = Readonly<Partial<Record<OptionName, string | boolean | readonly string[]>>>;

export function specOf(name: OptionName): OptionSpec {
  const spec: OptionSpec | undefined = OPTIONS.find((candidate) => candidate.name === name);
  if (spec === undefined) throw new Error(`no option ${name} in the table`);
  return spec;
}

export function namesOf<Name extends OptionName>(options: readonly { readonly name: Name }[]): readonly Name[] {
  return options.map(({ name }) => name);
}
