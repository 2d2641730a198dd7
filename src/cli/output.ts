import { writeSync } from 'node:fs';
import { harmless } from '../codec/printable.js';
import { errorCodeOf } from '../kernel/error-code.js';
import { ENDING, endingOf } from '../results/documents/ending.js';
import { isExitCode } from '../results/exit-code.js';
import type { FindingVerdict } from '../results/verdict.js';

const STDOUT = 1;

let printed = false;
let failure: string | undefined;

/** Prints a result on stdout: nothing in it may move a cursor. */
export function print(text: string): void {
  printed = true;
  process.stdout.write(harmless(text), note);
}

/** Watches over stdout. What does not get there is no result; but a reader that goes away (`| head`) has what it wanted. */
export function watchOutput(): void {
  process.stdout.on('error', note);
}

function note(error: Error | null | undefined): void {
  if (error && errorCodeOf(error) !== 'EPIPE') failure ??= errorCodeOf(error);
}

/** Why the result did not get to stdout; undefined when it did. */
export function outputFailure(): string | undefined {
  return failure;
}

/**
 * With `--json`, stdout has one document in every ending: prints one that says how it ended when there is no other.
 * Synchronously: for the very end of the process.
 *
 * @param reason the cause in one line
 * @param verdict of a finding
 */
export function printEnding(exitCode: number, reason: string, verdict: FindingVerdict): void {
  if (printed || exitCode === 0 || !isExitCode(exitCode)) return;
  printed = true;
  try {
    writeSync(STDOUT, ENDING.write(endingOf(exitCode, reason, verdict)));
  } catch {
    // Nobody reads it.
  }
}
