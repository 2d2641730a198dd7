import type { Command } from '../options/command-table.js';

/** A command as it was asked for. */
export interface Invocation extends Command {
  /** All arguments, for run.json and for a guest. */
  readonly argv: readonly string[];
}

/** What a command is: from what was asked for to the exit code. */
export type CommandFunction = (invocation: Invocation) => number | Promise<number>;
