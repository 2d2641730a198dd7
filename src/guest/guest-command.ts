/** A command to run inside a guest, and what it needs of the machine outside. */
export interface GuestCommand {
  /** Program and arguments. */
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Directories that exist outside and are to be writable inside, at the same place. */
  readonly writable: readonly string[];
  /** Files of the machine outside that are to be there inside, at the same place. Absolute. */
  readonly reads: readonly string[];
  /** --stall-timeout, or its default: for how long the guest may be silent, beside a grace. */
  readonly stallMilliseconds: number;
  /** Loaded in this order, before the command. */
  readonly modules: readonly ModuleFile[];
}

/** A kernel module for the guest. */
export interface ModuleFile {
  /** Absolute. */
  readonly path: string;
  /** `name=value`, as insmod takes them. */
  readonly parameters: readonly string[];
}

/** Variables that decide what output looks like, and how Node runs. */
const PASSED_ON = /^(TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|CI|LANG|LC_\w*|TZ|HOME|NODE_\w*|AFALG_\w*)$/;

export function passedOn(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && PASSED_ON.test(name)) kept[name] = value;
  }
  return kept;
}

/** One argument, so that a POSIX shell reads it back unchanged. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
