import { ScriptError } from './run.mjs';

/**
 * Runs one command on the emulated board, and shows what it prints. The program must be built.
 *
 * @param {{argv: readonly string[], directory: string, environment: Readonly<Record<string, string>>, reads: readonly string[]}} command
 * @param {string} out a directory that is writable inside, at the same place; filled when the command has ended
 * @param {readonly string[]} archives tar.gz files for the board's root, beside the package
 * @returns {Promise<number>} the command's exit code
 */
export async function runOnBoard(command, out, archives) {
  // Not before: what a fresh clone has to build is not there yet when a script's imports are resolved.
  const { runInSabrelite } = await import('../../dist/guest/sabrelite.js');
  const { CommandError } = await import('../../dist/results/exit-code.js');
  try {
    return await runInSabrelite(
      { ...command, writable: [out], modules: [] },
      { stdout: process.stdout, stderr: process.stderr },
      (listener) => process.on('SIGINT', listener),
      archives,
    );
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    throw new ScriptError(thrown.message, thrown.exitCode);
  }
}
