interface TaintFlag {
  readonly bit: number;
  readonly letter: string;
  readonly meaning: string;
  /** The kernel itself found something wrong; the others say what somebody did to it. */
  readonly grave: boolean;
}

/** Documentation/admin-guide/tainted-kernels.rst, its table. */
const FLAGS: readonly TaintFlag[] = [
  { bit: 0, letter: 'P', meaning: 'a proprietary module was loaded', grave: false },
  { bit: 1, letter: 'F', meaning: 'a module was force loaded', grave: false },
  { bit: 2, letter: 'S', meaning: 'the kernel runs on an out-of-specification system', grave: false },
  { bit: 3, letter: 'R', meaning: 'a module was force unloaded', grave: false },
  { bit: 4, letter: 'M', meaning: 'the processor reported a machine check', grave: true },
  { bit: 5, letter: 'B', meaning: 'a bad page was referenced', grave: true },
  { bit: 6, letter: 'U', meaning: 'taint requested from user space', grave: false },
  { bit: 7, letter: 'D', meaning: 'the kernel died: an oops or BUG', grave: true },
  { bit: 8, letter: 'A', meaning: 'an ACPI table was overridden', grave: false },
  { bit: 9, letter: 'W', meaning: 'the kernel issued a warning', grave: true },
  { bit: 10, letter: 'C', meaning: 'a staging driver was loaded', grave: false },
  { bit: 11, letter: 'I', meaning: 'a workaround for a firmware bug was applied', grave: false },
  { bit: 12, letter: 'O', meaning: 'an out-of-tree module was loaded', grave: false },
  { bit: 13, letter: 'E', meaning: 'an unsigned module was loaded', grave: false },
  { bit: 14, letter: 'L', meaning: 'a soft lockup occurred', grave: true },
  { bit: 15, letter: 'K', meaning: 'the kernel was live patched', grave: false },
  { bit: 16, letter: 'X', meaning: 'auxiliary taint of the distribution', grave: false },
  { bit: 17, letter: 'T', meaning: 'the struct layout was randomised', grave: false },
  { bit: 18, letter: 'N', meaning: 'an in-kernel test was run', grave: false },
];

export interface TaintChange {
  /** `W (the kernel issued a warning)` */
  readonly gained: readonly string[];
  /** Those among them that say that something went wrong. */
  readonly grave: readonly string[];
}

/** The flags of /proc/sys/kernel/tainted that were not set before. */
export function taintGained(before: string, after: string): TaintChange {
  const bits = BigInt(number(after)) & ~BigInt(number(before));
  const gained = FLAGS.filter(({ bit }) => (bits & (1n << BigInt(bit))) !== 0n);
  return { gained: gained.map(describe), grave: gained.filter(({ grave }) => grave).map(describe) };
}

/** Every flag that is set. */
export function taintFlags(taint: string): readonly string[] {
  return taintGained('0', taint).gained;
}

function describe({ letter, meaning }: TaintFlag): string {
  return `${letter} (${meaning})`;
}

/** Empty where /proc does not say. */
function number(text: string): string {
  return /^\d+$/.test(text) ? text : '0';
}
