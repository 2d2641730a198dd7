import { CommandError, EXIT } from './exit-code.js';
import type { FindingVerdict } from './verdict.js';

/** Ends the command with a finding that has no other place to be told. */
export class FindingError extends CommandError {
  readonly verdict: FindingVerdict;

  constructor(verdict: FindingVerdict, message: string) {
    super(EXIT.finding, message);
    this.verdict = verdict;
  }
}
