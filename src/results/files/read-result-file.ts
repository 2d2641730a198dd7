import { readFileSync, statSync } from 'node:fs';
import { errorCodeOf } from '../../kernel/error-code.js';
import { CommandError, EXIT } from '../exit-code.js';

/** Larger than anything we write but a journal. */
const LARGEST = 64 * 1024 * 1024;

/**
 * A file of a result directory, which somebody else may have made: a device or a FIFO would be read for ever.
 *
 * @throws CommandError (broken) when it cannot be read, or is no file of ours
 */
export function readResultFile(path: string, largest = LARGEST): Buffer {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw new CommandError(EXIT.broken, `${path} is damaged: it is not a regular file`);
    if (status.size > largest) {
      throw new CommandError(
        EXIT.broken,
        `${path} is damaged: ${String(status.size)} bytes, more than any of ours has`,
      );
    }
    return readFileSync(path);
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    throw new CommandError(EXIT.broken, `cannot read ${path} (${errorCodeOf(thrown)}): the results are not complete`);
  }
}
