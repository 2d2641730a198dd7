import { errorCodeOf } from '../../kernel/error-code.js';
import { CommandError, EXIT } from '../exit-code.js';

/** The place that --results names, or its default, cannot be written. */
export function unwritableResults(results: string, thrown: unknown): CommandError {
  return new CommandError(
    EXIT.broken,
    `cannot write results to ${results} (${errorCodeOf(thrown)}): give a writable directory with --results`,
  );
}
