import type { GuestCommand } from '#dist/guest/guest-command.js';
import { runInSabrelite } from '#dist/guest/kinds/sabrelite.js';

/**
 * Runs one command on the emulated board, and shows what it prints; returns its exit code. The program must be built.
 *
 * @param out a directory that is writable inside, at the same place; filled when the command has ended
 * @param archives tar.gz files for the board's root, beside the package
 */
export async function runOnBoard(
  command: Omit<GuestCommand, 'writable' | 'modules'>,
  out: string,
  archives: readonly string[],
): Promise<number> {
  return runInSabrelite(
    { ...command, writable: [out], modules: [] },
    { stdout: process.stdout, stderr: process.stderr },
    (listener) => process.on('SIGINT', listener),
    archives,
  );
}
