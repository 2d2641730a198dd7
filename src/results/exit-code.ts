/** The exit codes, all of them. */
export const EXIT = {
  /** Something ran and all of it passed. */
  passed: 0,
  /** There is a finding. */
  finding: 1,
  /** The harness is broken. */
  broken: 2,
  /** Nothing could be tested. */
  nothingTested: 4,
  /** The command line is wrong. */
  usage: 64,
  /** Interrupted before anything was found; the results are valid. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function isExitCode(code: number): code is ExitCode {
  return Object.values(EXIT).some((known) => known === code);
}

/** Ends the command with one line that names the cause and the remedy, and this exit code. No stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
