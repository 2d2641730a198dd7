import { resolve } from 'node:path';
import { errorCodeOf } from '../../kernel/error-code.js';
import { CommandError, EXIT } from '../exit-code.js';

/** The place that --results names, or its default, cannot be written. */
export function unwritableResults(results: string, thrown: unknown): CommandError {
  const code = errorCodeOf(thrown);
  // mkdir does not tell a file from a link to nowhere.
  const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is no directory' : code;
  return new CommandError(
    EXIT.broken,
    `cannot write results to ${resolve(results)} (${why}): give a writable directory with --results`,
  );
}
