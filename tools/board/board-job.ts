import { onSignals } from '#dist/cli/interrupt.js';
import type { GuestCommand } from '#dist/guest/guest-command.js';
import { runInSabrelite } from '#dist/guest/kinds/sabrelite.js';
import { exitCodeOf } from '../guest/exit-code-of.js';

/** Tests keep an emulated board busy for long. */
const STALL_MILLISECONDS = 300_000;

/**
 * Runs one command on the emulated board, and shows what it prints; returns its exit code. The program must be built.
 *
 * @param out a directory that is writable inside, at the same place; filled when the command has ended
 * @param archives tar.gz files for the board's root, beside the package
 */
export async function runOnBoard(
  command: Omit<GuestCommand, 'writable' | 'modules' | 'stallMilliseconds'>,
  out: string,
  archives: readonly string[],
): Promise<number> {
  const ending = await runInSabrelite(
    { ...command, writable: [out], modules: [], stallMilliseconds: STALL_MILLISECONDS },
    { stdout: process.stdout, stderr: process.stderr },
    onSignals,
    archives,
  );
  return exitCodeOf(ending);
}
