import { resolve } from 'node:path';
import { chooseKernel } from '../guest/choose.js';
import { passedOn } from '../guest/guest-command.js';
import type { Guest } from '../guest/guest.js';
import { GUESTS } from '../guest/guests.js';
import type { GuestChoice } from '../options/guest-choice.js';
import { inPackage } from '../package/root.js';
import { makeDirectories } from '../results/files/make-directories.js';
import { unwritableResults } from '../results/files/unwritable-results.js';
import { onInterrupt } from './interrupt.js';
import type { Terminal } from './terminal.js';

/** main.js and all it imports in one file; see scripts/bootstrap.mjs. */
const MAIN = inPackage('dist/cli/afalg-stress.js');
/** Set inside a guest: its kind. What belongs out here was printed out here. */
const GUEST_VARIABLE = 'AFALG_STRESS_GUEST';

/** What the options say about where to run, and what must be writable there. */
export interface Where extends GuestChoice {
  /** A directory, made if it is missing; absent when the command writes none. */
  readonly results?: string;
  /** Files that the command reads; a guest that shares no files with the host gets copies. */
  readonly reads?: readonly string[];
}

/** The guest this process runs in; null on the machine itself. */
export function currentGuest(): string | null {
  return process.env[GUEST_VARIABLE] ?? null;
}

/**
 * Runs `here` on this kernel, or this program with these arguments in a guest, as the options say; the exit code of
 * either.
 */
export async function onChosenKernel(
  where: Where,
  argv: readonly string[],
  terminal: Terminal,
  here: () => Promise<number>,
): Promise<number> {
  if (currentGuest() !== null) return here();
  const kernel = chooseKernel(where.guest, where.guestModules.length);
  if (kernel.kind === 'here') return here();
  terminal.note(`${kernel.because}: booting ${GUESTS[kernel.kind].boots}`);
  return inGuest({ kind: kernel.kind, kernel: where.guestKernel, modules: where.guestModules }, argv, where);
}

async function inGuest(guest: Guest, argv: readonly string[], { results, reads = [] }: Where): Promise<number> {
  const writable = results === undefined ? [] : [resolve(results)];
  for (const directory of writable) makeWritable(directory);
  const row = GUESTS[guest.kind];
  return row.run(
    guest,
    {
      argv: [...(row.runsHostPrograms ? [process.execPath, MAIN] : ['afalg-stress']), ...argv],
      directory: process.cwd(),
      environment: { ...passedOn(process.env), [GUEST_VARIABLE]: guest.kind },
      writable,
      reads: reads.map((path) => resolve(path)),
    },
    { stdout: process.stdout, stderr: process.stderr },
    (listener) => {
      onInterrupt(listener);
    },
  );
}

function makeWritable(results: string): void {
  try {
    makeDirectories(results);
  } catch (thrown) {
    throw unwritableResults(results, thrown);
  }
}
